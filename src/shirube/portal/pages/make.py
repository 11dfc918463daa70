"""Rendering all pages of an edition. Called by publishing through settings.SHIRUBE_PAGE_MAKERS."""

from collections.abc import Iterator

from shirube.portal.made_files import page_file, static_bytes
from shirube.portal.pages.context import Edition
from shirube.portal.pages.edition_pages import (
    data_context,
    errata_context,
    home_context,
    plan_contexts,
)
from shirube.portal.pages.indicator_page import indicator_context
from shirube.portal.pages.list_pages import list_contexts
from shirube.portal.pages.money_page import money_context
from shirube.portal.pages.sheet_page import sheet_context
from shirube.publishing.addresses import indicator_folder, sheet_folder
from shirube.publishing.snapshot import File, Snapshot


def make_pages(snapshot: Snapshot) -> Iterator[File]:
    """Every page of the edition and its style sheet. Links are relative: files work as well."""
    edition = Edition(snapshot)
    yield File("look.css", static_bytes("look/shirube.css"), "text/css; charset=utf-8")
    yield File("icon.svg", static_bytes("look/icon.svg"), "image/svg+xml")
    yield page_file("index.html", "portal/edition.html", home_context(edition))
    for path, context in plan_contexts(edition):
        yield page_file(path, "portal/plan.html", context)
    for path, context in list_contexts(edition):
        yield page_file(path, "portal/lines.html", context)
    money = money_context(edition)
    if money is not None:
        yield page_file("money/index.html", "portal/money.html", money)
    yield page_file("data/index.html", "portal/data.html", data_context(edition))
    if snapshot.errata:
        yield page_file("errata/index.html", "portal/errata.html", errata_context(edition))
    for sheet in snapshot.fresh:
        path = f"{sheet_folder(sheet)}index.html"
        yield page_file(path, "portal/sheet.html", sheet_context(edition, sheet))
        for position in range(len(sheet.indicators)):
            path = f"{indicator_folder(sheet, position)}index.html"
            context = indicator_context(edition, sheet, position)
            yield page_file(path, "portal/indicator.html", context)
