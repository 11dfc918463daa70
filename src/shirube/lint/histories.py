"""Which indicator of an earlier year is which: by the ledger, else by the same name and unit.

Undecided is not joined: another node, name or unit needs a link that a person made.
"""

from collections.abc import Iterator, Mapping

from shirube.basics.japanese_text import squeeze
from shirube.lint.contexts import IndicatorPair
from shirube.schema import Indicator, Sheet
from shirube.schema.keys import indicator_keys
from shirube.schema.ledger import Ledger

Corpora = Mapping[tuple[str, int | None], tuple[Sheet, ...]]


class Histories:
    """Earlier selves of indicators among the given sheets."""

    def __init__(self, corpora: Corpora, ledgers: Mapping[str, Ledger]) -> None:
        self._ledgers = ledgers
        self._years: dict[str, list[int]] = {}
        self._nodes: dict[tuple[str, int, str, str, str], Sheet] = {}
        self._keyed: dict[tuple[str, int, str], tuple[Sheet, Indicator]] = {}
        dated = [(code, year) for code, year in corpora if year is not None]
        for code, year in dated:
            self._years.setdefault(code, []).append(year)
            # A single year has no history, so nothing needs to be looked up.
            if sum(other == code for other, _ in dated) > 1:
                for sheet in corpora[code, year]:
                    self._add(code, year, sheet)

    def _add(self, code: str, year: int, sheet: Sheet) -> None:
        self._nodes[(code, year, *_node(sheet))] = sheet
        for key, indicator in indicator_keys(sheet):
            self._keyed[code, year, key] = (sheet, indicator)

    def pairs(self, sheet: Sheet) -> tuple[IndicatorPair, ...]:
        """Every earlier self of every indicator, the nearest year first."""
        code, year = sheet.municipality.code, sheet.fiscal_year
        before = [past for past in self._years.get(code, ()) if year is not None and past < year]
        if not before:
            return ()
        return tuple(self._pairs(sheet, sorted(before, reverse=True)))

    def _pairs(self, sheet: Sheet, before: list[int]) -> Iterator[IndicatorPair]:
        code, year = sheet.municipality.code, sheet.fiscal_year
        assert year is not None
        ledger = self._ledgers.get(code, Ledger())
        for index, (key, indicator) in enumerate(indicator_keys(sheet)):
            if ledger.before("indicator", year, key):
                yield from self._linked(index, indicator, ledger, (code, year, key))
                continue
            for past in before:
                earlier = self._nodes.get((code, past, *_node(sheet)))
                match = earlier and _namesake(indicator, earlier)
                if earlier and match:
                    yield IndicatorPair(index, indicator, match, earlier, "name")

    def _linked(
        self, index: int, indicator: Indicator, ledger: Ledger, place: tuple[str, int, str]
    ) -> Iterator[IndicatorPair]:
        code, year, key = place
        past = ledger.earlier("indicator", year, key)
        while past is not None:
            found = self._keyed.get((code, past.year, past.key))
            if found is not None:
                yield IndicatorPair(index, indicator, found[1], found[0], "ledger")
            past = ledger.earlier("indicator", past.year, past.key)


def _node(sheet: Sheet) -> tuple[str, str, str]:
    return sheet.kind, squeeze(sheet.code), squeeze(sheet.title)


def _namesake(indicator: Indicator, earlier: Sheet) -> Indicator | None:
    def same(other: Indicator) -> bool:
        return squeeze(other.name) == squeeze(indicator.name) and squeeze(
            other.unit or ""
        ) == squeeze(indicator.unit or "")

    found = [other for other in earlier.indicators if same(other)]
    return found[0] if len(found) == 1 else None
