"""What earlier editions say of an indicator: followed by the ledger, never by likeness."""

from shirube.basics.fiscal_year import in_era
from shirube.charts.series import Series, Statement, join
from shirube.portal.pages.context import Edition
from shirube.publishing.addresses import indicator_folder
from shirube.publishing.snapshot import Earlier
from shirube.schema import Indicator, Sheet
from shirube.schema.keys import indicator_keys


def series_of(edition: Edition, sheet: Sheet, position: int, root: str) -> Series:
    """The indicator at a position of a sheet, with what linked ones of earlier years state."""
    indicator = sheet.indicators[position]
    here = Statement(indicator, sheet.fiscal_year, statement_label(sheet.fiscal_year))
    if sheet.fiscal_year is None:
        return join([here])
    key = indicator_keys(sheet)[position][0]
    said: list[Statement] = []
    for appearance in edition.snapshot.ledger.thread("indicator", sheet.fiscal_year, key):
        if appearance.year < sheet.fiscal_year:
            said += _said_in(edition, appearance.year, appearance.key, root)
    return join([*said, here])


def statement_label(fiscal_year: int | None) -> str:
    """令和元年度の評価"""
    return "計画" if fiscal_year is None else f"{in_era(fiscal_year)}年度の評価"


def _said_in(edition: Edition, year: int, key: str, root: str) -> list[Statement]:
    for earlier in edition.snapshot.earlier:
        if earlier.ref.fiscal_year == year:
            found = _find(earlier, key)
            if found:
                sheet, position, indicator = found
                href = f"{root}../{earlier.ref.slug}/{indicator_folder(sheet, position)}index.html"
                return [Statement(indicator, year, statement_label(year), href)]
    return []


def _find(earlier: Earlier, key: str) -> tuple[Sheet, int, Indicator] | None:
    kind, _, rest = key.partition("/")
    sheet = earlier.read(kind, rest.partition("#")[0])
    for position, (candidate, indicator) in enumerate(indicator_keys(sheet) if sheet else ()):
        if sheet and candidate == key:
            return sheet, position, indicator
    return None
