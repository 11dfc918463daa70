"""Whatever is lost or added in print, no mark is shown as fact that the form does not state."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from shirube.designs.chofu_gyokaku.tests.forms import FIXTURE, LEGEND, first, sheets


def marks(data: str) -> set[tuple[str, ...]]:
    """Every mark that is shown as plain fact, with its plan, year and half."""
    return {
        (sheet.code, str(sheet.fiscal_year), period, mark)
        for sheet in sheets(data)
        for period, mark, flags in [
            *((p.period, p.rating, p.flags) for p in sheet.progress),
            *((r.key, r.value, r.flags) for r in sheet.ratings),
        ]
        if mark and not flags
    }


def with_one_cell_less() -> Iterator[str]:
    rows = [line.split("\t") for line in FIXTURE.split("\n")]
    for row in rows:
        for index in range(len(row)):
            cell = row.pop(index)
            yield "\n".join("\t".join(cells) for cells in rows)
            row.insert(index, cell)


def test_no_lost_cell_makes_a_wrong_mark() -> None:
    # The label of the first half is lost in print, too: its mark counts where the order is sure.
    right = marks(FIXTURE) | {("7", "2023", "前期", "◎")}

    for damaged in with_one_cell_less():
        assert {(c, right_year(y), p, m) for c, y, p, m in marks(damaged)} <= right


def right_year(year: str) -> str:
    """A year that was lost is no wrong year."""
    return "2023" if year == "None" else year


@settings(max_examples=50, deadline=None)
@given(st.text("◎○△※:：（）概ねどおり遅れる 計画－", max_size=20))
def test_whatever_stands_beside_the_legend_is_a_mark_or_kept(printed: str) -> None:
    sheet = first(f"{LEGEND} ◎", f"{LEGEND} {printed}")
    mark = sheet.progress[0].rating

    assert mark is None or mark in printed
