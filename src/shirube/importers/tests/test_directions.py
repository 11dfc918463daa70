"""Which way is better, from printed rates: only where they leave one way."""

from typing import Any

import pytest

from shirube.designs import Design
from shirube.importers.directions import inferred_direction, with_directions
from shirube.schema import Indicator, MunicipalityRef, Sheet, Value
from shirube.schema.numbers import Measure

# target, actual, printed rate
Column = tuple[str | None, str | None, str]

MEASURES: tuple[Measure, ...] = ("target", "actual", "achievement")
CITY = MunicipalityRef(code="132217", name="見本市")


def design(**achievement: str) -> Design:
    return Design.model_validate(
        {
            "id": "sample",
            "version": "1",
            "title": {"ja": "見本", "en": "sample"},
            "municipality": CITY,
            "kind": "program",
            "achievement": achievement,
            "recognise": {"formats": ["text"], "all": ["見本"]},
        }
    )


def indicator(*columns: Column, flags: tuple[str, ...] = (), **more: Any) -> Indicator:
    """Columns are (target, actual, printed rate), one a year from 2018 on."""
    values = []
    for year, column in enumerate(columns, start=2018):
        for measure, number in zip(MEASURES, column, strict=True):
            doubts = flags if measure == "achievement" else ()
            values.append(Value(fiscal_year=year, measure=measure, value=number, flags=doubts))
    return Indicator(name="指標", values=tuple(values), **more)


def direction(*columns: Column, **more: Any) -> str | None:
    return inferred_direction(indicator(*columns, **more), design())


def test_less_is_better() -> None:
    assert direction(("92.7", "95.1", "97.5")) == "down"


def test_more_is_better() -> None:
    assert direction(("470000", "339480", "72.2")) == "up"


def test_less_is_better_by_another_formula() -> None:
    found = inferred_direction(indicator(("0.27", "0.42", "44.4")), design(down="2-actual/target"))
    assert found == "down"


def test_printed_decimals_and_rounding_decide() -> None:
    assert direction(("70.1", "69.7", "99")) == "up"
    assert inferred_direction(indicator(("3", "2", "66.6")), design(rounding="down")) == "up"
    assert direction(("3", "2", "66.6")) is None


@pytest.mark.parametrize(
    "columns",
    [
        [("100", "100", "100.0")],
        [("50", "40", "99.9")],
        [("50", "40", "80.0"), ("50", "40", "125.0")],
        [("50", "40", "80.0"), ("50", "40", "81.0")],
        [("0", "40", "0")],
        [(None, "40", "80.0")],
        [("50", None, "80.0")],
        [],
    ],
    ids=["fits both", "fits none", "contradict", "one fits none", "target zero", "no target",
         "no actual", "no column"],
)  # fmt: skip
def test_stays_open(columns: list[Column]) -> None:
    assert direction(*columns) is None


def test_a_column_that_fits_both_does_not_hide_the_others() -> None:
    assert direction(("100", "100", "100.0"), ("50", "40", "80.0")) == "up"


def test_doubted_rate_is_no_evidence() -> None:
    assert direction(("50", "40", "80.0"), flags=("shifted",)) is None


def sheet(*indicators: Indicator) -> Sheet:
    return Sheet(
        design="sample", design_version="1", kind="program", municipality=CITY, code="1",
        title="見本", indicators=indicators,
    )  # fmt: skip


def test_inferred_is_said_and_known_is_kept() -> None:
    known = indicator(("50", "40", "80.0"), better="down", better_basis="printed")
    found = with_directions(sheet(known, indicator(("50", "40", "80.0"))), design()).indicators
    assert [(i.better, i.better_basis) for i in found] == [("down", "printed"), ("up", "inferred")]
