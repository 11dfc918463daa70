"""Topics and committees as files of the static site."""

from collections.abc import Callable, Iterator
from typing import Any

from django.template.loader import get_template

from shirube.people.city.deciding import settings_of
from shirube.portal.aloud import in_words
from shirube.portal.ways.context import index_context, way_context
from shirube.portal.ways.kinds import KINDS, groups
from shirube.publishing.site.plan import City
from shirube.publishing.snapshot import File

HTML = "text/html; charset=utf-8"


def way_files(city: City, frame: Callable[[str], dict[str, Any]]) -> Iterator[File]:
    """A page for all of a kind, one for each. ``frame`` gives what stands around a page, from the
    way up to the site's top.
    """
    settings, code = settings_of(city.of.code), city.of.code
    newest = city.newest[0] if city.newest else None
    for kind in KINDS.values():
        # Also without any: frozen pages of a time when there were some lead here.
        context = frame("../../") | index_context(kind, settings)
        yield _page(f"{code}/{kind.folder}/index.html", "index", context)
        for group in groups(settings, kind):
            context = frame("../../../") | way_context(kind, group, settings, newest)
            yield _page(f"{code}/{kind.folder}/{group.key}/index.html", "way", context)


def _page(path: str, template: str, context: dict[str, Any]) -> File:
    page = get_template(f"portal/ways/{template}.html").render(context)
    return File(path, in_words(page).encode(), HTML)
