"""From evaluation to budget out of what is stored: the rows of a year, the answer over some."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from shirube.budget import queries
from shirube.budget.reckoning.matching import Matched, match
from shirube.budget.reflecting.answers import Answer, answer
from shirube.budget.reflecting.rows import (
    MONEY_STAGES,
    Corpus,
    Row,
    budget_year_of,
    projects_of,
    rows,
)
from shirube.plans.ledger import ledger as decided
from shirube.schema import Sheet
from shirube.schema.keys import node_key
from shirube.sheets.forms import library
from shirube.sheets.models import StoredSheet
from shirube.sheets.queries import current_versions

KINDS = ("program", "project")


@dataclass(frozen=True)
class Year:
    """An evaluated year: its rows, and its answer (None where no sheet is rated or funded)."""

    evaluated: int
    rows: tuple[Row, ...]
    answer: Answer | None


def years(municipality: str, kind: str = "program") -> list[int]:
    """Evaluated years of which there are sheets, the newest first."""
    found = StoredSheet.objects.filter(municipality_id=municipality, kind=kind)
    stored = found.exclude(fiscal_year=None).values_list("fiscal_year", flat=True)
    return sorted({year for year in stored if year is not None}, reverse=True)


def reflection(
    municipality: str, evaluated: Iterable[int], kind: str = "program"
) -> tuple[Year, ...]:
    """Each year with its rows, in the order given."""
    ledgers = cache(lambda year: tuple(queries.ledger(municipality, year).values()))
    sheets = cache(lambda year: _sheets(municipality, year, kind))
    found = []
    for year in evaluated:
        own = sheets(year)
        if not own:
            continue
        before = _before(municipality, own, year, sheets(year - 1))
        corpus = Corpus(own, before, library())
        keys = frozenset(key for sheet in own for key in projects_of(sheet))

        @cache
        def money(budget: int, keys: frozenset[str] = keys) -> Matched:
            shares = queries.shares(municipality, budget)
            return match(ledgers(budget), shares, keys, queries.whats(MONEY_STAGES))

        made = rows(corpus, money, money)
        budget = budget_year_of(own[0])
        told = answer(made, money(budget), money(budget - 1)) if made and budget else None
        found.append(Year(year, made, told))
    return tuple(found)


def _sheets(municipality: str, year: int, kind: str) -> list[Sheet]:
    versions = current_versions(municipality, year).filter(sheet__kind=kind)
    return [version.plain() for version in versions]


def _before(
    municipality: str, sheets: list[Sheet], year: int, earlier: list[Sheet]
) -> Mapping[str, Sheet]:
    """Node key of this year → the sheet of the year before: by the ledger of people's decisions."""
    known = {node_key(sheet): sheet for sheet in earlier}
    links = decided(municipality)
    found = {}
    for sheet in sheets:
        same = links.earlier("node", year, node_key(sheet))
        if same is not None and same.year == year - 1 and same.key in known:
            found[node_key(sheet)] = known[same.key]
    return found
