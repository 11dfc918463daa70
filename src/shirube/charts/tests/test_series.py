"""One indicator through the years: what a later sheet says, what is carried, what changed."""

from decimal import Decimal

from shirube.charts.series import Statement, join
from shirube.schema import Indicator, Value


def said(year: int, **cells: str | Value) -> Statement:
    """A sheet of a year; ``actual_2019="12"`` is the actual in the column 2019."""
    values = tuple(
        cell if isinstance(cell, Value) else _plain(name, cell) for name, cell in cells.items()
    )
    return Statement(Indicator(name="満足度", values=values), year, f"{year}年度")


def _plain(name: str, text: str) -> Value:
    measure, _, column = name.partition("_")
    fields = {"fiscal_year": int(column), "measure": measure, "value": text, "printed": text}
    return Value.model_validate(fields)


def test_value_carried_to_another_column_stands_once_in_the_year_it_measures() -> None:
    carried = Value(fiscal_year=2019, observed_year=2017, measure="actual", value="32.2")
    series = join([said(2019, actual_2019=carried)])
    assert [(p.year, p.value, p.carried) for p in series.actual] == [(2017, Decimal("32.2"), True)]


def test_later_sheet_replaces_what_an_earlier_one_said_of_the_same_year() -> None:
    series = join([said(2019, actual_2019="10"), said(2020, actual_2019="11", actual_2020="12")])
    assert [(p.year, p.value) for p in series.actual] == [(2019, Decimal(11)), (2020, Decimal(12))]


def test_blank_in_a_later_sheet_replaces_nothing() -> None:
    blank = Value(fiscal_year=2019, measure="actual", missing="blank")
    series = join([said(2019, actual_2019="10"), said(2020, actual_2019=blank)])
    assert [(p.year, p.value) for p in series.actual] == [(2019, Decimal(10))]


def test_doubtful_value_is_no_value_but_is_kept() -> None:
    doubt = Value(fiscal_year=2019, measure="actual", value="10", flags=("shifted",))
    [point] = join([said(2019, actual_2019=doubt)]).actual
    assert (point.value, point.doubtful) == (None, Decimal(10))


def test_changed_target_names_both_sheets() -> None:
    series = join([said(2019, target_2022="470000"), said(2021, target_2022="460000")])
    [change] = series.changes
    assert (change.year, change.before, change.after) == (2022, Decimal(470000), Decimal(460000))
    assert (change.first_said.fiscal_year, change.said.fiscal_year) == (2019, 2021)


def test_same_target_written_differently_is_no_change() -> None:
    assert join([said(2019, target_2022="50"), said(2021, target_2022="50.0")]).changes == ()


def test_nothing_stated_spans_no_years() -> None:
    assert len(join([said(2019)]).years) == 0
