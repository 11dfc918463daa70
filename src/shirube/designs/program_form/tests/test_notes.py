"""Which notes say that a value belongs to another year, and which only mention one."""

import pytest

from shirube.designs.program_form.notes import Footnote, marks_of
from shirube.schema import Note


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("平成29年度実績値を記載", 2017),
        ("令和2年度の実績を記載している。", 2020),
        ("令和元年度の調査の結果を使用しています。", 2019),
        ("平成３０年度の値です", 2018),
        ("令和2年度に測り方を変えたため値が増えた。", None),
        ("平成29年度から令和元年度までの実績を記載", None),
        ("平成29、30年度の実績値を記載", None),
        ("令和2年度より結果を広報に記載", None),
        ("調査の結果を記載", None),
    ],
)
def test_observed_year(text: str, year: int | None) -> None:
    assert Footnote("indicators", Note(mark="※", text=text)).observed_year == year


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ("32.2(※)", ("※",)),
        ("59.4（※１）", ("※1",)),
        ("59.4(※1、2)", ("※1", "※2")),
        ("＊3 12", ("*3",)),
        ("12.0", ()),
    ],
)
def test_marks(cell: str, marks: tuple[str, ...]) -> None:
    assert marks_of(cell) == marks
