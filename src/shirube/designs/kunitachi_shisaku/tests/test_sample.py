"""The real sheet against what a person typed from it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from shirube.basics.testing import samples_folder
from shirube.designs import ReadOptions, ReadSheet, load_folder
from shirube.schema import Cost, Indicator, Sheet, Value
from shirube.sources import Coverage, open_path

HERE = Path(__file__).parent
TRUTH: dict[str, Any] = tomllib.loads((HERE / "truth.toml").read_text("utf-8"))
YEARS = range(2020, 2028)
MEASURES = ("trend", "target", "actual")


@cache
def reading() -> ReadSheet:
    design, read = load_folder(HERE.parent)
    assert read is not None
    path = samples_folder() / "kunitachi_shisaku_r6.txt"
    (found,) = read(open_path(path), design, ReadOptions())
    assert isinstance(found, ReadSheet)
    return found


def sheet() -> Sheet:
    return reading().sheet


def key(indicator: Indicator) -> str:
    return f"{indicator.kind} {indicator.direction or ''}{indicator.no}"


def typed() -> dict[tuple[str, str, int], str]:
    return {
        (row["key"], measure, year): printed
        for row in TRUTH["indicators"]
        for measure in MEASURES
        for year, printed in zip(YEARS, row.get(measure, [""] * 8), strict=True)
    }


def read_values() -> list[tuple[tuple[str, str, int | None], Value]]:
    return [
        ((key(i), v.measure, v.fiscal_year), v)
        for i in sheet().indicators
        for v in i.values
        if v.measure in (*MEASURES, "forecast")
    ]


def test_what_the_sheet_is() -> None:
    read = sheet()

    assert {
        name: getattr(read, name) for name in ("code", "title", "fiscal_year", "carried_out")
    }.items() <= TRUTH.items()
    assert [[p.level, p.code, p.title] for p in read.path] == [TRUTH["path"]]
    assert [d.title for d in read.directions] == TRUTH["directions"]
    assert {a.key: a.value for a in read.attributes}["period"] == TRUTH["period"]


def test_every_unflagged_value_is_right() -> None:
    truth = set(typed().items())

    assert [
        (at, v.value) for at, v in read_values() if v.certain and (at, v.value) not in truth
    ] == []


def test_most_values_are_found_and_no_other_is_lost() -> None:
    legible = {at: printed for at, printed in typed().items() if printed}
    read = dict(read_values())
    certain = {at for at, printed in legible.items() if at in read and read[at].certain}
    found = {
        at
        for at, printed in legible.items()
        if at in read and (read[at].value == printed or printed in read[at].parts)
    }
    left = " ".join(u.text for u in sheet().unplaced)

    assert len(found) / len(legible) >= 0.9
    assert len(certain) / len(legible) >= 0.8
    assert certain >= {at for at in legible if at[0] != "outcome 2ア"}
    assert all(legible[at] in left for at in legible.keys() - found)


def test_ghosts_and_the_lost_value() -> None:
    (row,) = (row for row in TRUTH["indicators"] if "ghosts" in row)
    (indicator,) = (i for i in sheet().indicators if key(i) == row["key"])
    actual = indicator.of("actual")

    assert [v.value for v in actual if v.flags == ("ghost",)] == row["ghosts"]
    assert [v.fiscal_year for v in actual if v.missing == "lost"] == [2022]


def test_units_verdicts_and_what_is_cumulative() -> None:
    for row, indicator in zip(TRUTH["indicators"], sheet().indicators, strict=True):
        assert (key(indicator), indicator.unit) == (row["key"], row["unit"])
        for measure in ("status", "comparison"):
            values = [v for v in indicator.values if v.measure == measure]
            assert [v.printed for v in values] == [row[m] for m in (measure,) if m in row]
            assert all(v.fiscal_year == 2024 and v.value is None for v in values)

    assert [key(i) for i in sheet().indicators if i.accumulation] == ["outcome 1イ"]


def test_a_zero_over_blank_parts_is_missing() -> None:
    def states(items: list[str]) -> set[tuple[str | None, str | None]]:
        return {(c.amount, c.missing) for c in costs() if c.item in items}

    def costs() -> tuple[Cost, ...]:
        return sheet().costs

    assert states(TRUTH["costs"]["formula_zero"]) == {(None, "formula_zero")}
    assert {amount for amount, _ in states(TRUTH["costs"]["blank"])} == {None}
    assert not [c for c in costs() if c.amount is not None]


def test_ratings() -> None:
    assert {r.key: r.value or "" for r in sheet().ratings} == TRUTH["ratings"]
    (overall,) = (r for r in sheet().ratings if r.key == "overall")
    assert overall.missing == "lost"


def test_texts_and_who_signs_them() -> None:
    texts, truth = sheet().narratives, TRUTH["texts"]

    assert [n.by for n in texts if n.key == "situation"] == truth["situation"]
    for name in ("work_done", "work_planned", "achievements", "room_for_improvement"):
        (text,) = (n.text for n in texts if n.key == name)
        assert len(text.splitlines()) == truth[f"{name}_lines"]
    assert {n.key: n.fiscal_year for n in texts if n.fiscal_year} == {
        "work_done": 2024,
        "work_planned": 2025,
    }
    first, second = sheet().issues
    assert [a.from_fiscal_year for a in first.next_actions] == [2026] * truth["next_policy"]
    assert [a.from_fiscal_year for a in second.next_actions] == [None] * truth["mid_term_policy"]


def test_broken_names_stay_as_printed_and_flagged() -> None:
    (related,) = (a for a in sheet().attributes if a.key == "units_related")

    assert related.flags == ("garbled",)
    assert [u.name for u in sheet().units] == ["市長室"]


def test_what_found_a_place() -> None:
    coverage: Coverage = reading().coverage

    assert coverage.share >= 0.9
