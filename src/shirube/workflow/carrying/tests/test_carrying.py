"""Last year carried forward: what stays, what is asked, what fell due."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from shirube.basics.testing import samples_folder
from shirube.designs import packaged
from shirube.importers import read_path
from shirube.schema import FollowUp, Issue, NextAction, Sheet
from shirube.schema.keys import node_key
from shirube.schema.ledger import Ledger, LedgerLink
from shirube.sheets.differences import differences
from shirube.workflow.carrying import (
    HOMELESS,
    all_promises_due,
    asked,
    carry,
    in_this_years_columns,
    recompute,
)
from shirube.workflow.drafts.addresses import index

FILES = Path(__file__).parents[3] / "sample" / "files"


@cache
def sheets(name: str) -> tuple[Sheet, ...]:
    return read_path(FILES / name).sheets


def program(code: str, year: int = 6) -> Sheet:
    return next(one for one in sheets(f"r{year}_shisaku.txt") if one.code == code)


def carried(code: str = "11") -> tuple[Sheet, Sheet]:
    last = program(code)
    made = carry(last, packaged()[last.design], 2025)
    return made.draft, made.reference


def test_every_item_has_a_name_of_its_own() -> None:
    draft, reference = carried()
    names = [spot.at for spot in index(draft.model_dump(mode="json"))]
    assert len(set(names)) == len(names)
    assert all(name.startswith("e") for name in names)
    old = index(reference.model_dump(mode="json"))
    for spot, found in index(draft.model_dump(mode="json")).items():
        if spot in old and spot.part in {"indicators", "projects", "issues"}:
            name = "text" if spot.part == "issues" else "name"
            assert found.item[name] == old[spot].item[name]


def test_this_years_numbers_are_blank_and_no_number_is_invented() -> None:
    draft, reference = carried()
    known = {(i.at, v.fiscal_year, v.measure): v.value for i in reference.indicators
             for v in i.values}  # fmt: skip
    for one in draft.indicators:
        for value in one.values:
            assert value.value == known.get((one.at, value.fiscal_year, value.measure))
        actual = one.get("actual", 2025)
        assert actual is not None
        assert actual.missing == "blank"


def test_the_window_of_years_moves_and_the_plans_last_year_stays() -> None:
    draft, _ = carried()
    targets = {v.fiscal_year for v in draft.indicators[0].of("target")}
    assert targets == {2024, 2025, 2026, 2027}


def test_amounts_keep_their_columns_and_move_a_year() -> None:
    draft, _ = carried()
    slots = [(c.fiscal_year, c.stage, c.missing) for c in draft.projects[0].costs]
    assert slots == [(2024, "settlement", None), (2025, "settlement", "blank"),
                     (2026, "initial_budget", "blank")]  # fmt: skip


def test_ratings_are_asked_anew_and_persons_are_not_carried() -> None:
    draft, _ = carried()
    assert [(r.value, r.reason) for r in draft.ratings] == [(None, None)]
    assert [(c.name, c.post) for c in draft.contacts] == [(None, None)]
    assert draft.contacts[0].phone


def test_what_is_asked_is_done_when_it_says_why_there_is_nothing() -> None:
    draft, reference = carried()
    design = packaged()[draft.design]
    before = [one for one in asked(draft, reference, design) if one.part == "indicators.values"]
    said = _with_actual(draft, {"missing": "not_surveyed", "printed": "調査なし"})
    after = [one for one in asked(said, reference, design) if one.part == "indicators.values"]
    assert [one.done for one in before] == [False] * 4
    assert [one.done for one in after] == [True, False, False, False]


def _with_actual(draft: Sheet, change: dict[str, object]) -> Sheet:
    first = draft.indicators[0]
    values = tuple(
        v.model_copy(update=change) if (v.measure, v.fiscal_year) == ("actual", 2025) else v
        for v in first.values
    )
    indicators = (first.model_copy(update={"values": values}), *draft.indicators[1:])
    return draft.model_copy(update={"indicators": indicators})


def test_the_rate_is_computed_and_goes_when_the_number_goes() -> None:
    draft, _ = carried()
    design = packaged()[draft.design]
    typed = recompute(_with_actual(draft, {"value": "9", "missing": None, "printed": "9"}), design)
    rate = typed.indicators[0].get("achievement", 2025)
    assert rate is not None
    assert (rate.value, rate.printed) == ("90.0", "90.0%")
    gone = recompute(_with_actual(typed, {"value": None, "missing": "pending"}), design)
    rate = gone.indicators[0].get("achievement", 2025)
    assert rate is not None
    assert (rate.value, rate.missing) == (None, "blank")


def test_a_total_with_a_blank_row_is_blank_and_not_zero() -> None:
    draft, _ = carried()
    design = packaged()[draft.design]
    total = next(c for c in recompute(draft, design).costs if c.fiscal_year == 2025)
    assert (total.amount, total.missing) == (None, "blank")
    full = draft.model_copy(update={"projects": tuple(
        p.model_copy(update={"costs": tuple(c.model_copy(update={
            "amount": "1000000", "missing": None, "printed": "1,000"}) for c in p.costs)})
        for p in draft.projects)})  # fmt: skip
    total = next(c for c in recompute(full, design).costs if c.fiscal_year == 2025)
    assert (total.amount, total.printed) == ("4000000", "4,000")


def promise(sheet: Sheet, text: str, due: int | None) -> Sheet:
    issue = Issue(no="1", text="課題", next_actions=(NextAction(text=text, from_fiscal_year=due),))
    return sheet.model_copy(update={"issues": (issue,), "follow_ups": ()})


def test_a_promise_is_asked_in_its_own_year_and_until_it_is_kept() -> None:
    made = promise(program("11", 5), "居場所をひらく", 2025)
    key = node_key(made)
    assert all_promises_due([made], Ledger(), 2024, [key]) == {}
    (asked_2025,) = all_promises_due([made], Ledger(), 2025, [key])[key]
    assert (asked_2025.text, asked_2025.promised_year) == ("居場所をひらく", 2023)
    going = _answered(made, asked_2025, "under_way")
    assert len(all_promises_due([made, going], Ledger(), 2026, [key])[key]) == 1
    kept = _answered(made, asked_2025, "done")
    assert all_promises_due([made, kept], Ledger(), 2026, [key]) == {}


def _answered(sheet: Sheet, one: FollowUp, status: str) -> Sheet:
    said = one.model_copy(update={"status": status})
    return sheet.model_copy(update={"fiscal_year": 2025, "issues": (), "follow_ups": (said,)})


def test_a_promise_without_a_year_falls_due_the_year_after() -> None:
    made = promise(program("11", 5), "考える", None)
    due = all_promises_due([made], Ledger(), 2024, [node_key(made)])
    assert [one.from_fiscal_year for one in due[node_key(made)]] == [2024]


def test_a_promise_follows_the_ledger_and_waits_where_nothing_leads_on() -> None:
    made = promise(program("11", 5), "分ける", 2025)
    old = node_key(made)
    split = [LedgerLink("node", 2023, old, 2025, f"program/{n}", "split") for n in ("12", "13")]
    due = all_promises_due([made], Ledger(split), 2025, ["program/12", "program/13"])
    assert set(due) == {"program/12", "program/13"}
    assert set(all_promises_due([made], Ledger(), 2025, ["program/99"])) == {HOMELESS}


def test_kiyose_promises_of_fy2019_are_asked_in_fy2021() -> None:
    found = read_path(samples_folder() / "kiyose_shisaku_r1.txt").sheets
    keys = [node_key(one) for one in found]
    assert all_promises_due(found, Ledger(), 2020, keys) == {}
    due = all_promises_due(found, Ledger(), 2021, keys)
    assert {key: len(one) for key, one in due.items()} == {
        "program/511": 3, "program/512": 2, "program/513": 3, "program/521": 3, "program/522": 4
    }  # fmt: skip


@pytest.mark.parametrize("name", ["r5_shisaku.txt", "r6_shisaku.txt", "r6_jimujigyo.csv"])
def test_nothing_of_last_year_is_lost(name: str) -> None:
    for last in sheets(name):
        made = carry(last, packaged()[last.design], (last.fiscal_year or 0) + 1)
        assert last.model_copy(update={"source": None, "unplaced": ()}).model_dump(
            exclude=_AT
        ) == made.reference.model_copy(update={"source": None, "unplaced": ()}).model_dump(
            exclude=_AT
        )


def test_columns_that_moved_on_are_no_change_of_anybodys() -> None:
    draft, last = carried()
    shown = in_this_years_columns(last, draft)
    assert shown is not None
    paths = [one.path for one in differences(shown, draft) if "指標" in one.path]
    assert paths == []
    assert differences(last, draft) != differences(shown, draft)


_AT: Any = {
    "units": {"__all__": {"at"}}, "contacts": {"__all__": {"at"}},
    "attributes": {"__all__": {"at"}}, "directions": {"__all__": {"at"}},
    "narratives": {"__all__": {"at"}}, "ratings": {"__all__": {"at"}},
    "environment": {"__all__": {"at"}}, "notes": {"__all__": {"at"}},
    "progress": {"__all__": {"at"}}, "costs": {"__all__": {"at"}},
    "issues": {"__all__": {"at": True, "next_actions": {"__all__": {"at"}}}},
    "indicators": {"__all__": {"at": True, "values": {"__all__": {"at"}}}},
    "projects": {"__all__": {"at": True, "costs": {"__all__": {"at"}}}},
}  # fmt: skip
