"""What somebody typed: words, phrases, words to leave out; and whatever else may be typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.publishing.search.folding import FENCE, fold, fold_in_place
from shirube.publishing.search.query import LONGEST, MOST_WORDS, parse


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("１，２３４", "1234"),
        ("1,234", "1234"),
        ("１２．５", "12.5"),
        ("ＡＢＣ", "abc"),
        ("ﾃﾞｼﾞﾀﾙ", "デジタル"),
        ("コ－ヒ－", "コーヒー"),
        ("人々", "人人"),
        ("すゝめ", "すすめ"),
        ("みすゞ", "みすず"),
        ("自由ヶ丘", "自由ケ丘"),
        ("R1–R3", "r1-r3"),
        ("10〜20", "10～20"),
        ("市民\nまつり", "市民まつり"),
        ("㎡", "m2"),
    ],
)
def test_what_looks_alike_is_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("120", "相談120件", True),
        ("20", "相談120件", False),
        ("120件", "1,120件", False),
        ("1,120", "1120件", True),
        ("12", "12.5", False),
        ("R1", "R10", False),
        ("1020", "10 20", False),
    ],
)
def test_a_number_is_found_whole(word: str, text: str, found: bool) -> None:
    assert (fold(word) in fold(text)) is found


@pytest.mark.parametrize(
    ("typed", "words", "without"),
    [
        ("市民 まつり", ("市民", "まつり"), ()),
        ("市民　まつり", ("市民", "まつり"), ()),
        ('"市民 まつり"', ("市民まつり",), ()),
        ("「市民 まつり」 事業", ("市民まつり", "事業"), ()),
        ("“市民 まつり”", ("市民まつり",), ()),
        ("まつり -補助", ("まつり",), ("補助",)),
        ('まつり －"補助 金"', ("まつり",), ("補助金",)),
        ('"閉じない 引用', ("閉じない引用",), ()),
        ("まつり - 事業", ("まつり", "事業"), ()),
        ("まつり まつり", ("まつり",), ()),
        ("NEAR(a b) OR name:x *", ("near(a", "b)", "or", "name:x", "*"), ()),
        ('""', (), ()),
        ("  ", (), ()),
        ("\x00\x1f\u200b", (), ()),
    ],
)
def test_what_was_typed_is_understood(
    typed: str, words: tuple[str, ...], without: tuple[str, ...]
) -> None:
    query = parse(typed)
    assert (query.words, query.without, query.cut) == (words, without, False)


def test_what_is_too_long_is_cut_and_said() -> None:
    assert parse("ま" * LONGEST).cut is False
    assert parse("ま" * 10_000).cut is True
    many = parse(" ".join("あいうえおかきくけこさしすせそ"))
    assert (len(many.words), many.cut) == (MOST_WORDS, True)


@given(st.text(max_size=400))
def test_anything_may_be_typed(typed: str) -> None:
    query = parse(typed)
    assert all(query.words)
    assert all(query.without)
    assert not any(letter.isspace() for word in query.words for letter in word)


PRINTED = st.text(alphabet="0123456789,.，．々ゞヶー－‐ ｶﾞガがm㎡Aａ市民\n①", max_size=40)


@given(PRINTED)
def test_letter_by_letter_is_the_same_and_knows_its_places(text: str) -> None:
    folded = fold_in_place(text)
    assert folded.text == fold(text)
    assert len(folded.places) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in folded.places)


@given(st.text(max_size=60))
def test_any_text_can_be_folded(text: str) -> None:
    assert "\x00" not in fold(text)
    assert fold(text).count(FENCE) % 2 == 0
    fold_in_place(text)
