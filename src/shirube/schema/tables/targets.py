"""Targets as first set and as changed, followed through the years by the decided links."""

from collections.abc import Iterator

from shirube.schema.keys import indicator_keys
from shirube.schema.ledger import ONE_TO_ONE, Ledger
from shirube.schema.numbers import Indicator, Value
from shirube.schema.sheet import Sheet
from shirube.schema.tables.catalogue import KEY_COLUMNS, TARGET_LEDGER, Table
from shirube.schema.tables.columns import Cell, Line

Said = dict[int, tuple[str, int]]  # year of the target → target, year of the sheet that says so


class TargetLedger:
    """The targets of one municipality, told sheet by sheet, oldest year first."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._said: dict[tuple[int, str], Said] = {}  # by year and key of the indicator

    def lines(self, sheet: Sheet, edition: str | None) -> Iterator[tuple[Table, Line]]:
        """A row for each certain target that is stated for the first time or otherwise than by the
        sheet before. A sheet without a year is passed over: nobody can say what came before it.
        """
        year = sheet.fiscal_year
        if year is None:
            return
        first = (*(_at(sheet, path) for path in KEY_COLUMNS), edition)
        for key, indicator in indicator_keys(sheet):
            said = self._inherited(year, key)
            for target_year, value in _targets(indicator).items():
                before = said.get(target_year)
                if before is None or before[0] != value.value:
                    event = "changed" if before else "first"
                    yield TARGET_LEDGER, (
                        *first, key, indicator.name, indicator.unit, target_year, event,
                        value.value, *(before or (None, None)), value.note,
                    )  # fmt: skip
                assert value.value is not None
                said[target_year] = value.value, year
            if said:
                self._said[year, key] = said

    def _inherited(self, year: int, key: str) -> Said:
        """What the same indicator was to reach by the sheet before; let go where nobody else can
        ask for it, so that only the last year of each indicator is held.
        """
        earlier = self._ledger.earlier("indicator", year, key)
        if earlier is None:
            return {}
        place = (earlier.year, earlier.key)
        onward = self._ledger.after("indicator", earlier.year, earlier.key)
        if sum(link.relation in ONE_TO_ONE for link in onward) == 1:
            return self._said.pop(place, {})
        return dict(self._said.get(place, {}))


def _targets(indicator: Indicator) -> dict[int, Value]:
    """Year → its first certain target."""
    found: dict[int, Value] = {}
    for value in indicator.of("target"):
        if value.fiscal_year is not None and value.certain:
            found.setdefault(value.fiscal_year, value)
    return found


def _at(sheet: Sheet, path: str) -> Cell:
    return sheet.municipality.code if path == "municipality.code" else getattr(sheet, path)
