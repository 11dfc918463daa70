"""The entry point for WSGI servers; ``shirube serve`` is one.

Everything that a page needs is loaded before the first request: nobody waits for it, and the
workers that are forked from here share it.
"""

import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings")
YEAR = timedelta(days=366)
_django = get_wsgi_application()


def _around() -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    from shirube.api.quick import Quick
    from shirube.config.frozen import FrozenPages

    return Quick(FrozenPages(_django))


application = _around()


def _load() -> None:
    from django.template.loader import get_template
    from django.urls import reverse
    from django.utils import formats, timezone

    from shirube.basics import office_days
    from shirube.sheets.forms import files

    reverse("desk:work")  # fills the table of addresses
    for design in files().values():
        _ = design.sections
    get_template("desk/edit.html")
    today = timezone.localdate()
    office_days.between(today - YEAR, today + YEAR)  # works the holidays out
    formats.get_format("DATE_FORMAT", lang="ja")


_load()
