from shirube.sources.document import Grid
from shirube.sources.row_taking import RowTakings


def row() -> RowTakings:
    return RowTakings(Grid("表", (("番号", "名前"), (12.0, "橋 の点検", None, "残り"))), 1)


def test_what_nobody_took_is_the_rest() -> None:
    taken = row()

    assert (taken.take(0), taken.take(1), taken.take(None), taken.take(9)) == (
        "12", "橋 の点検", "", "",
    )  # fmt: skip
    assert [(one.text, one.at) for one in taken.rest()] == [("残り", "表!D2")]


def test_cell_that_found_no_field_after_all() -> None:
    left = row()
    left.take(0)
    left.leave(0)

    assert left.rest()[0].text == "12"


def test_every_character_is_counted_once() -> None:
    counted = row()
    counted.take(1)
    counted.furniture([0, 1])

    coverage = counted.coverage()

    assert (coverage.placed, coverage.furniture, coverage.unplaced) == (4, 2, 2)
