"""The real workbook against 40 rows transcribed without the reader, and its known counts."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from shirube.basics.testing import samples_folder
from shirube.designs.ofunato_jimujigyo.tests.tables import HERE, Outcome, failures, read, sheets
from shirube.schema import Indicator, Sheet, Value

ITEMS = (
    "national", "prefectural", "bond", "other", "general",
    "total", "staff", "hours", "personnel", "full",
)  # fmt: skip
SIGNS = {"blank": "", "dash": "-", "formula_zero": "z"}
YEARS = range(2020, 2026)


@cache
def workbook() -> list[Outcome]:
    data = (samples_folder() / "ofunato_jimujigyo_r7.xlsx").read_bytes()
    return read(data, "ofunato_jimujigyo_r7.xlsx")


def truth() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((HERE / "truth.toml").read_text("utf-8"))["row"]
    return rows


def expected(row: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    """Every datum of a transcribed row, with what it is."""
    yield "code", row["code"]
    yield "path", tuple(row["path"])
    yield "written_on", row["written_on"]
    yield "basic_project_id", row["basic_project_id"]
    yield "accounts", tuple(row["accounts"])
    yield from (("rating", no, text) for no, text in enumerate(row["ratings"]))
    for year, amounts in row["costs"].items():
        stated = None if year == "plan_total" else int(year)
        yield from (("cost", stated, i, a) for i, a in zip(ITEMS, amounts, strict=True))
    for no, (unit, *texts) in row["indicators"].items():
        yield "unit", no, unit
        yield from (("value", no, y, text) for y, text in zip(YEARS, texts, strict=True))


def found(sheet: Sheet) -> dict[tuple[object, ...], bool]:
    """Every datum that was read → whether it is free of doubt."""
    attributes = {one.key: one for one in sheet.attributes}
    accounts = tuple(a.value for a in sheet.attributes if a.key in ("account_1", "account_2"))
    data: dict[tuple[object, ...], bool] = {
        ("code", sheet.code): "code" not in attributes,
        ("path", tuple(level.code for level in sheet.path)): True,
        ("written_on", attributes["written_on"].value): not attributes["written_on"].flags,
        ("basic_project_id", attributes["basic_project_id"].value): True,
        ("accounts", accounts): True,
    }
    for no, rating in enumerate(sheet.ratings):
        data["rating", no, rating.value or rating.printed] = not rating.flags
    for cost in sheet.costs:
        amount = cost.amount if cost.amount is not None else SIGNS.get(cost.missing or "")
        data["cost", cost.fiscal_year, cost.item, amount] = not cost.flags
    for one in sheet.indicators:
        data["unit", one.no, one.unit or ""] = not one.flags
        data.update({("value", one.no, v.fiscal_year, as_text(v)): not v.flags for v in one.values})
    return data


def as_text(value: Value) -> str | None:
    if len(value.parts) == 2:
        return f"{value.parts[0]}({value.parts[1]})"
    return value.value if value.value is not None else SIGNS.get(value.missing or "")


def test_what_is_shown_as_fact_is_right_and_nothing_is_lost() -> None:
    by_row = {sheet.source.first_line: sheet for sheet in sheets(workbook()) if sheet.source}
    right = wrong = 0
    lost = []
    for row in truth():
        data, truly = found(by_row[row["row"]]), set(expected(row))
        right += sum(certain for datum, certain in data.items() if datum in truly)
        wrong += sum(certain for datum, certain in data.items() if datum not in truly)
        lost += [(row["row"], datum) for datum in truly if datum not in data]

    assert len(truth()) == 40
    assert right > 4000
    assert wrong == 0
    assert lost == []


def named_values() -> list[Value]:
    indicators = (one for sheet in sheets(workbook()) for one in sheet.indicators)
    return [
        value
        for one in indicators
        if "unnamed" not in one.flags
        for value in one.values
        if value.missing != "blank"
    ]


def indicators() -> list[Indicator]:
    return [one for sheet in sheets(workbook()) for one in sheet.indicators]


def test_counts_of_the_whole_workbook() -> None:
    """A value is a cell that says something: a number, several, or a dash."""
    assert len(sheets(workbook())) == 407
    assert not failures(workbook())
    assert len({sheet.key for sheet in sheets(workbook())}) == 407
    assert len(named_values()) == 12_856
    assert sum(value.number == 0 for value in named_values() if value.value) == 1_207
    assert Counter(len(value.parts) for value in named_values() if value.parts) == {2: 6}


def test_ghosts_of_the_macro() -> None:
    ghosts = [one for one in indicators() if one.name == "0"]

    assert len(ghosts) == 106
    unnamed = [one for one in indicators() if not one.name or one.name == "0"]
    assert {one.flags for one in unnamed} == {("unnamed",)}
    assert all("unnamed" in value.flags for one in unnamed for value in one.values)


def test_years_follow_the_form() -> None:
    years = {(sheet.carried_out, sheet.fiscal_year) for sheet in sheets(workbook())}
    stages = {(c.fiscal_year, c.stage) for sheet in sheets(workbook()) for c in sheet.costs}

    assert years == {(2025, 2024)}
    assert stages == {
        *((year, "settlement") for year in range(2020, 2025)),
        (2025, "plan"),
        (None, "plan_total"),
    }


def test_peculiar_cells() -> None:
    every = sheets(workbook())
    nil = next(sheet for sheet in every if sheet.code == "0")
    fractions = [c.amount for s in every for c in s.costs if "fraction_of_yen" in c.flags]
    printed = [c.amount for s in every for c in s.costs if c.printed == "1355.3925"]

    assert ("doubtful_code",) in {one.flags for one in nil.attributes}
    assert printed == ["1355392.5"]
    assert "1355392.5" in fractions
    assert len({one.unit for one in indicators() if one.unit}) >= 139


def test_nearly_every_character_found_a_field() -> None:
    unplaced = Counter(one.text for sheet in sheets(workbook()) for one in sheet.unplaced)

    assert set(unplaced) == {"0"}  # what formulas left of empty cells
