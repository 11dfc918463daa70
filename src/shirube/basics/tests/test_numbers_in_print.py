"""One number is a value; anything else says what it is and has none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.basics.numbers_in_print import missing_code, read_number


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("12,345", "12345"), ("１２．５", "12.5"), ("▲3.1", "-3.1"), ("△258", "-258"),
        ("▲ 3.1", "-3.1"), ("－3.1", "-3.1"), ("−3", "-3"), ("+5", "5"), ("0", "0"), ("０", "0"),
        ("0.0", "0.0"), (" 7 ", "7"), ("1,234,567.89", "1234567.89"), ("40.90", "40.90"),
    ],
)  # fmt: skip
def test_plain_numbers(printed: str, value: str) -> None:
    found = read_number(printed)
    assert str(found.value) == value
    assert (found.missing, found.flags, found.parts) == (None, (), ())
    assert found.printed == printed


@pytest.mark.parametrize(
    ("printed", "value", "qualifier", "unit"),
    [
        ("520g 以下", 520, "at_most", "g"), ("23% 以上", 23, "at_least", "%"),
        ("８０％以上", 80, "at_least", "%"), ("8,090千円", 8090, None, "千円"),
        ("約1200人", 1200, "about", "人"), ("3名程度", 3, "about", "名"),
        ("延べ45人", 45, "cumulative", "人"), ("100㎡", 100, None, "㎡"),
        ("100m2", 100, None, "m2"),
        ("5未満", 5, "below", None), ("10か所", 10, None, "か所"),
        ("50%以上を維持", 50, "at_least", "%"),
    ],
)  # fmt: skip
def test_qualifiers_and_units(
    printed: str, value: int, qualifier: str | None, unit: str | None
) -> None:
    found = read_number(printed)
    assert found.value == value
    assert (found.qualifier, found.unit, found.flags) == (qualifier, unit, ())


@pytest.mark.parametrize("printed", ["H24 98.18%", "平成24年度 98.18%", "98.18%（H24）"])
def test_value_of_another_year(printed: str) -> None:
    found = read_number(printed)
    assert (found.value, found.unit, found.observed_year) == (Decimal("98.18"), "%", 2012)


@pytest.mark.parametrize(
    ("printed", "marks"),
    [("32.2(※)", ("※",)), ("32.2※", ("※",)), ("32.2（※1、2）", ("※1、2",)), ("※1 32.2", ("※1",)),
     ("32.2*", ("*",))],
)  # fmt: skip
def test_footnote_marks(printed: str, marks: tuple[str, ...]) -> None:
    found = read_number(printed)
    assert (found.value, found.marks, found.flags) == (Decimal("32.2"), marks, ())


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("", "blank"), ("　", "blank"), ("-", "dash"), ("－", "dash"), ("―", "dash"), ("—", "dash"),
        ("ー", "dash"), ("――", "dash"), ("－（※）", "dash"), ("※", "mark"), ("（※1）", "mark"),
        ("集計中", "pending"), ("未 定", "pending"), ("なし", "none"), ("（該当なし）", "none"),
        ("未実施", "not_surveyed"), ("／", "not_applicable"), ("不明", "unknown"),
    ],
)  # fmt: skip
def test_kinds_of_missing(printed: str, code: str) -> None:
    found = read_number(printed)
    assert (found.value, found.missing, found.flags) == (None, code, ())


@pytest.mark.parametrize(
    ("printed", "parts", "flag"),
    [
        ("94/107", (94, 107), "several_numbers"), ("29（4）", (29, 4), "several_numbers"),
        ("2-3", (2, 3), "several_numbers"), ("3→5", (3, 5), "several_numbers"),
        ("8〜10", (8, 10), "several_numbers"), ("1,23", (1, 23), "several_numbers"),
        ("1,2345", (1, 2345), "several_numbers"), ("3*4", (3, 4), "several_numbers"),
        ("31.6 38.9", (Decimal("31.6"), Decimal("38.9")), "glued"), ("12\n345", (12, 345), "glued"),
        ("29 -4", (29, -4), "glued"),
    ],
)  # fmt: skip
def test_several_numbers_have_no_value(
    printed: str, parts: tuple[int | Decimal, ...], flag: str
) -> None:
    found = read_number(printed)
    assert (found.value, found.parts, found.flags) == (None, parts, (flag,))


@pytest.mark.parametrize(
    "printed",
    ["(3)", "第3回", "- 3", "※32", "※1,234", ".5", "3.", "△", "①", "R6", "3件の事業を実施", "5-",
     "9" * 21, "٣", "順調"],
)  # fmt: skip
def test_what_is_not_understood_is_flagged(printed: str) -> None:
    found = read_number(printed)
    assert (found.value, found.missing, found.flags) == (None, "unreadable", ("unreadable",))


@given(st.decimals(-(10**9), 10**9, places=3), st.sampled_from(["", ",", "▲", "full"]))
def test_formatted_decimals_are_read_back(number: Decimal, style: str) -> None:
    printed = f"{number:,f}" if style == "," else f"{number:f}"
    if style == "▲":
        printed = printed.replace("-", "▲")
    if style == "full":
        printed = printed.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789.-"})
    assert read_number(printed).value == number


printed_cells = st.text(st.sampled_from("0123456789,.-−▲△()（）/~〜※*% 　人以上R約\n→")) | st.text()


@given(printed_cells)
def test_never_raises_and_never_says_two_things(text: str) -> None:
    found = read_number(text)
    assert sum((found.value is not None, found.missing is not None, bool(found.parts))) == 1
    assert len(found.parts) != 1
    if found.value is None and found.missing not in {None, "unreadable"}:
        assert not found.flags


@given(st.text())
def test_missing_code_knows_only_words(text: str) -> None:
    if any(char in "0123456789" for char in text):
        assert missing_code(text) is None
