"""Pages and static files as files of an edition or of a static site."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import get_template

from shirube.portal.aloud import in_words
from shirube.publishing.snapshot import File

HTML = "text/html; charset=utf-8"


def page_file(path: str, template: str, context: Mapping[str, Any]) -> File:
    """A page in Japanese, its signs in words for those who listen."""
    page = get_template(template).render(dict(context))
    return File(path, in_words(page).encode(), HTML)


def static_bytes(name: str) -> bytes:
    """A file of an app's static folder. Raises FileNotFoundError."""
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return Path(path).read_bytes()
