"""Editions to look at, their English addresses, and what every English page must be."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from django.test import Client

from shirube.importers.read import Reading
from shirube.people.actors import system
from shirube.portal.english.marking import LETTERS
from shirube.publishing import queries
from shirube.publishing.lines import LISTS
from shirube.publishing.models import Edition
from shirube.publishing.publish import NotPublishedError, Order, publish_edition
from shirube.sheets.forms import library
from shirube.workflow.take_in import take_in

DEMO = Path(__file__).resolve().parents[3] / "sample/files"
MOST_SHEETS = 12  # of one edition; the workbook holds 407 of one form
JAPANESE = re.compile(rf"[{LETTERS}]")
READ_ALOUD = ("alt", "aria-label", "aria-description", "content", "placeholder", "title")
TYPED = {"button", "input"}  # their value is read aloud; that of an option is not
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


class Unmarked(HTMLParser):
    """Collects Japanese text, and attributes that are read aloud, outside ``lang="ja"``."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or self.open[-1][1]
        read = (*READ_ALOUD, "value") if tag in TYPED else READ_ALOUD
        self._look(language, *(given.get(name) or "" for name in read))
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self._look(self.open[-1][1], data)

    def _look(self, language: str, *texts: str) -> None:
        if language != "ja":
            self.found += [text for text in texts if JAPANESE.search(text)]


def page(client: Client, address: str, status: int = 200) -> str:
    """The page that answers, with its status."""
    response = client.get(address)
    assert response.status_code == status, address
    return looked_at(response.content.decode(), address)


def looked_at(text: str, address: str = "") -> str:
    """The page, held against what every English page must be."""
    assert '<html lang="en">' in text
    check = Unmarked()
    check.feed(text)
    assert check.found == [], (address, check.found[:5])
    assert len(check.open) == 1, f"{address}: {check.open}"
    assert "<script" not in text
    assert 'hreflang="ja"' in text, address
    return text


def publish(reading: Reading, **more: str) -> Edition:
    """Take in and publish; what might be personal is fictional and released."""
    take_in(reading, by=system(), accept=True)
    first = reading.sheets[0]
    order = Order(first.municipality.code, first.fiscal_year)
    order = replace(order, **more)  # type: ignore[arg-type]
    try:
        return publish_edition(order, by=system(), library=library())
    except NotPublishedError as refusal:
        accept = frozenset(finding.token for finding in refusal.findings)
        released = replace(order, accept=accept, reason=order.reason or "架空の人である")
        return publish_edition(released, by=system(), library=library())


def addresses(edition: Edition) -> Iterator[str]:
    """Each page of an edition; of a long one, its first sheets."""
    yield "/en/"
    yield f"/en/{edition.municipality_id}/"
    year = f"/en/{edition.municipality_id}/{edition.year_key}/"
    yield from (year, f"{year}?branch=1", f"{year}?branch=999")
    for sheet in queries.sheets_of(edition)[:MOST_SHEETS]:
        own = f"{year}{sheet.kind}/{sheet.code}/"
        yield own
        yield from (f"{own}indicator/{n}/" for n in range(1, len(sheet.indicators) + 1))
    yield from about_edition(edition)
    search = f"/en/{edition.municipality_id}/search/"
    yield from (search, f"{search}?q=の", f"{search}?q=1&part=project", f"{search}?q=ないことば")


def about_edition(edition: Edition) -> Iterator[str]:
    """Lists, comparison, money, data, accessibility, embedding of an edition."""
    home = f"/en/{edition.municipality_id}/"
    year = f"{home}{edition.year_key}/"
    for name in LISTS:
        yield f"{home}lists/{name}/?year={edition.year_key}"
    yield f"{home}lists/indicators/?state=計算できない&sort=high&q=の"
    yield from (f"{year}data/", f"{home}accessibility/", f"{home}compare/")
    if queries.stored_file(edition, "money/index.html"):
        yield f"{year}money/"
    if queries.stored_file(edition, "errata/index.html"):
        yield f"{home}e/{edition.slug}/errata/"
    every = queries.sheets_of(edition)
    place = f"{edition.municipality_id}/{edition.year_key}"
    keys = [f"{place}/{one.kind}/{one.code}" for one in (every[0], every[-1])]
    yield f"{home}compare/?a={keys[0]}&b={keys[1]}"
    for sheet in every[:MOST_SHEETS]:
        if sheet.indicators:
            yield f"{home}embed/{edition.year_key}/{sheet.kind}/{sheet.code}/1/"
