"""Taking the fictional city's files through the round, year by year, by the same verbs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from shirube.designs import Library
from shirube.importers import read_path
from shirube.people.actors import Actor, system
from shirube.people.city.deciding import decide_city
from shirube.people.city.text import from_toml
from shirube.plans.models import Link
from shirube.publishing.papers import cannot_print
from shirube.publishing.publish import NotPublishedError, Order, publish_edition
from shirube.sample.surveys import build_surveys
from shirube.schema import Sheet, SheetKey
from shirube.sheets.models import StoredSheet
from shirube.workflow.confirm import confirm
from shirube.workflow.correct import Target, correct
from shirube.workflow.link import Decision, accept_same, decide, propose
from shirube.workflow.take_in import take_in

FILES = Path(__file__).parent / "files"
DECISIONS = Path(__file__).parent / "city.toml"
CITY = "999997"
PERSON = "見本 花子"
# Evaluated year → the day on which the first edition came out.
PUBLISHED = {
    2022: datetime(2023, 10, 31, 3, tzinfo=UTC),
    2023: datetime(2024, 10, 31, 3, tzinfo=UTC),
    2024: datetime(2025, 10, 31, 3, tzinfo=UTC),
}
CORRECTED = datetime(2024, 12, 20, 3, tzinfo=UTC)
# What a file tore apart is settled before it comes out: evaluated year → (program, as read, right).
TORN = {2023: ("21", "3 6", "36")}
# Wrong in the first edition of 2023, program 41: the shared project's amount and the totals.
WRONG = {"24,600": "24,100", "24,720": "23,720", "30,280": "29,780"}
# Of the last year nobody has confirmed these yet: their pages say so.
UNCONFIRMED = {(2024, "program", "41"), (2024, "project", "0109010501")}


def build(
    library: Library, *, papers: bool | None = None, tell: Callable[[int], None] = lambda _: None
) -> None:
    """Read, take in, confirm, link and publish three years, with one correction. PDFs (``papers``)
    where this machine has a font, unless said; ``tell`` is told each year as it begins.
    """
    by = system(PERSON)
    printed = cannot_print() is None if papers is None else papers
    for year, day in PUBLISHED.items():
        tell(year)
        for file in sorted(FILES.glob(f"r{year - 2018}_*")):
            take_in(read_path(file, library=library), by=by)
        _settle(year, by)
        build_surveys(year, by)
        _confirm(year, by)
        _link(by)
        _decide(by)
        _publish(Order(CITY, year, papers=printed), day, library, by)
        if year == 2023:
            _correct(library, by, printed)


def _confirm(year: int, by: Actor) -> None:
    keys = [sheet.key for sheet in StoredSheet.objects.filter(municipality=CITY, fiscal_year=year)]
    confirm([key for key in keys if (year, key.kind, key.code) not in UNCONFIRMED], by=by)


def _link(by: Actor) -> None:
    """The same by name is the same; the renamed indicator is decided by itself."""
    propose(CITY, by=by)
    accept_same(CITY, by=by)
    renamed = Link.objects.filter(
        municipality=CITY, state=Link.State.PROPOSED, to_key__contains="こども館"
    )
    reason = "児童館の名前がこども館に変わった。数え方は同じ。"
    decide(renamed.values_list("pk", flat=True), Decision(accept=True, reason=reason), by=by)


def _decide(by: Actor) -> None:
    """Readings, topics, committees: what the city decided before it published anything."""
    decide_city(CITY, from_toml(DECISIONS.read_text("utf-8")), by=by)


def _publish(order: Order, day: datetime, library: Library, by: Actor) -> None:
    try:
        publish_edition(order, by=by, library=library, now=day)
    except NotPublishedError as refusal:
        if not refusal.findings:
            raise
        released = replace(
            order,
            reason="広報課の問い合わせ先で、公表してよいことを確かめた。",
            accept=frozenset(finding.token for finding in refusal.findings),
        )
        publish_edition(released, by=by, library=library, now=day)


def _settle(year: int, by: Actor) -> None:
    """A number that fell apart when the file was read is put right from the original."""
    if year not in TORN:
        return
    code, torn, right = TORN[year]
    key = SheetKey(CITY, year, "program", code)
    values = [value for indicator in _sheet(key).indicators for value in indicator.values]
    (place,) = (value.at or "" for value in values if value.printed == torn)
    correct(Target(key, place), right, by=by, reason=f"原本では{right}。読み取りで数が離れていた。")


def _correct(library: Library, by: Actor, papers: bool) -> None:
    """The shared project cost 24,100 in one sheet and 24,600 in the other: the office mends it."""
    key = SheetKey(CITY, 2023, "program", "41")
    reason = "ホームページ運営事業の決算額の写しまちがいと、合計の足しまちがい。"
    sheet = _sheet(key)
    costs = [*sheet.costs, *(cost for project in sheet.projects for cost in project.costs)]
    for cost in costs:
        if (cost.printed or "") in WRONG:
            target = Target(key, cost.at or "")
            correct(target, WRONG[cost.printed or ""], by=by, reason=reason)
    confirm([key], by=by)
    order = Order(CITY, 2023, "correction", reason, papers=papers)
    publish_edition(order, by=by, library=library, now=CORRECTED)


def _sheet(key: SheetKey) -> Sheet:
    stored = StoredSheet.objects.get(
        municipality=CITY, fiscal_year=key.fiscal_year, kind=key.kind, code=key.code
    )
    return stored.current.plain()
