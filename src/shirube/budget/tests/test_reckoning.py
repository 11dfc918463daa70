"""Shares, ledgers, totals: worked cases, and what must hold for any numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.budget.reckoning.ledger import added, difference, likely_thousandfold, merged
from shirube.budget.reckoning.matching import What, match
from shirube.budget.reckoning.personnel import Hours, personnel
from shirube.budget.reckoning.shares import Part, SharesError, checked, hand_out
from shirube.budget.reckoning.totals import Printed, reconcile, totals
from shirube.budget.tables.lines import Amount, Line, Slot

D = Decimal
SETTLED, INITIAL = Slot("settlement"), Slot("initial_budget")
THIRDS = (Part("project/a", D("0.333333")), Part("project/b", D("0.333333")),
          Part("project/c", D("0.333334")))  # fmt: skip


def line(account: str, *amounts: tuple[Slot, int | None], transfer: bool = False) -> Line:
    said = tuple(
        Amount(slot, yen, None if yen is not None else "pending", "") for slot, yen in amounts
    )
    return Line(account, 2024, account, "", said, transfer)


def test_the_yen_left_over_go_to_the_largest_remainder() -> None:
    assert hand_out(100, THIRDS).yen == {"project/a": 33, "project/b": 33, "project/c": 34}
    assert hand_out(101, [Part("a", D("0.5")), Part("b", D("0.5"))]).yen == {"a": 51, "b": 50}
    assert hand_out(-101, [Part("a", D("0.5")), Part("b", D("0.5"))]).yen == {"a": -51, "b": -50}


def test_what_no_project_has_is_left() -> None:
    handed = hand_out(1001, [Part("a", D("0.7"))])
    assert (handed.yen, handed.rest) == ({"a": 701}, 300)


@pytest.mark.parametrize(
    "parts",
    [
        [Part("a", D("0.6")), Part("b", D("0.5"))],
        [Part("a", D("0.5")), Part("a", D("0.5"))],
        [Part("a", D(0))],
        [Part("a", D("-0.1"))],
        [Part("a", D("0.1234567"))],
        [Part("a", D("NaN"))],
    ],
)
def test_shares_that_cannot_be(parts: list[Part]) -> None:
    with pytest.raises(SharesError):
        checked(parts)


@st.composite
def parts(draw: st.DrawFn) -> list[Part]:
    """Shares in millionths that are at most 1 together."""
    left, found = 1_000_000, []
    for number in range(draw(st.integers(1, 8))):
        if not left:
            break
        millionths = draw(st.integers(1, left))
        left -= millionths
        found.append(Part(f"project/{number}", D(millionths) / 1_000_000))
    return found


@given(st.integers(-(10**13), 10**13), parts())
def test_the_yen_add_up_and_each_is_within_one_of_its_share(
    yen: int, given_parts: list[Part]
) -> None:
    handed = hand_out(yen, given_parts)
    assert sum(handed.yen.values()) + handed.rest == yen
    for part in given_parts:
        assert abs(handed.yen[part.project] - yen * part.share) < 1
    if sum(part.share for part in given_parts) == 1:
        assert handed.rest == 0


@given(st.integers(0, 10**12), parts())
def test_the_order_of_parts_does_not_matter(yen: int, given_parts: list[Part]) -> None:
    assert hand_out(yen, given_parts) == hand_out(yen, given_parts[::-1])


def test_a_later_table_replaces_the_stage_of_its_account() -> None:
    april = [line("01-01-01-01-01", (SETTLED, 10)), line("02-01-01-01-01", (SETTLED, 5))]
    may = [line("01-01-01-01-02", (SETTLED, 7))]
    before, after = merged([april]), merged([april, may])
    assert sorted(after) == ["01-01-01-01-02", "02-01-01-01-01"]
    found = difference(before, after)
    assert [(one.account, one.before) for one in found.gone] == [("01-01-01-01-01", 10)]
    assert [(one.account, one.after) for one in found.new] == [("01-01-01-01-02", 7)]
    assert found.same == 1


def test_other_stages_and_numbers_stay() -> None:
    first = [line("01-01", (Slot("supplementary", 1), 3), (INITIAL, 9))]
    second = [line("01-01", (Slot("supplementary", 2), 4))]
    together = added(merged([first]), second)
    assert {one.slot.number: one.yen for one in together["01-01"].amounts} == {1: 3, None: 9, 2: 4}


def test_a_slip_of_a_thousand_is_seen() -> None:
    before = merged([[line(f"01-{n}", (INITIAL, 5_000_000 + n)) for n in range(4)]])
    slipped = [line(f"01-{n}", (SETTLED, 2_400)) for n in range(4)]
    assert len(likely_thousandfold(before, slipped)) == 4
    right = [line(f"01-{n}", (SETTLED, 4_900_000)) for n in range(4)]
    assert likely_thousandfold(before, right) == ()


def test_one_row_in_another_unit_is_seen() -> None:
    before = merged([[line(f"01-{n}", (SETTLED, 5_000_000 + n)) for n in range(4)]])
    mixed = [line(f"01-{n}", (SETTLED, 5_000_000 if n else 5_010)) for n in range(4)]
    assert [one.account for one in likely_thousandfold(before, mixed)] == ["01-0"]
    # A token budget of 1,000 yen that was filled up later is no slip.
    token = merged([[line("01-9", (INITIAL, 1_000))]])
    assert likely_thousandfold(token, [line("01-9", (SETTLED, 2_100_000))]) == ()


def test_a_stage_is_a_transfer_as_its_own_table_says() -> None:
    estimate = line("01-03-01", (INITIAL, 100), transfer=True)
    settled = line("01-03-01", (SETTLED, 90))
    found = merged([[estimate], [settled]]).values()
    assert totals(found, "initial_budget").every.net == 0
    assert totals(found, "settlement").every.net == 90


def test_transfers_count_once_over_all_accounts() -> None:
    lines = [
        line("01-03-01", (SETTLED, 100)),
        line("01-03-02", (SETTLED, 40), transfer=True),
        line("21-01-01", (SETTLED, 90)),
        line("01-09-09", (SETTLED, None)),
    ]
    found = totals(lines, "settlement")
    assert found.chapters["01-03"].yen == 140
    assert found.funds["01"].yen == 140
    assert (found.every.yen, found.every.net) == (230, 190)
    assert found.chapters["01-09"].open == 1
    rows = reconcile(found, [Printed("01-03", 141), Printed("01", 140), Printed("", 190),
                             Printed("01-04", 7)])  # fmt: skip
    assert {row.prefix: row.difference for row in rows} == {
        "01-03": -1, "01-04": None, "01-09": None, "21-01": None, "01": 0, "": 0,
    }  # fmt: skip


def test_money_meets_projects_n_to_m() -> None:
    lines = [
        line("01-03-02-01-01", (SETTLED, 100)),  # its digits are a project's number
        line("01-03-02-01-09", (SETTLED, 11)),  # split
        line("01-03-02-01-08", (SETTLED, 9)),  # nobody's, on purpose
        line("01-03-02-01-07", (SETTLED, 6)),  # nobody knows
    ]
    shares = {
        "01-03-02-01-09": (Part("project/0103020101", D("0.5")), Part("project/x@課", D("0.4"))),
        "01-03-02-01-08": (),
    }
    projects = ["project/0103020101", "project/x@課", "project/none"]
    found = match(lines, shares, projects, [What("settlement")])
    money = {key: own[What("settlement")].yen for key, own in found.money.items()}
    assert money == {"project/0103020101": 106, "project/x@課": 4}
    assert [(one.why, one.yen) for one in found.leftover] == [
        ("rest", 1), ("on_purpose", 9), ("no_project", 6),
    ]  # fmt: skip
    assert found.without == ("project/none",)
    assert sum(money.values()) + sum(one.yen for one in found.leftover) == 126


def test_personnel_cost_shows_its_formula() -> None:
    cost = personnel([Hours("正規職員", D("12.5")), Hours("会計年度", D(3))],
                     {"正規職員": D(4321), "会計年度": D("1500.50")})  # fmt: skip
    assert cost.yen == 58514
    assert cost.formula == ("正規職員 12.5時間 × 4,321円 + 会計年度 3時間 × 1,500.50円 = 58,514円")
    open_ = personnel([Hours("再任用", D(1))], {})
    assert (open_.yen, open_.without_price) == (None, ("再任用",))
