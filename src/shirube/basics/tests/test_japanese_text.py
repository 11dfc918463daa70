"""Width, spacing, pairs of letters, letters of another script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.basics.japanese_text import (
    bigrams,
    foreign_letters,
    likeness,
    nfkc,
    same_dash,
    squeeze,
    tidy,
)


def test_pairs_of_letters() -> None:
    assert bigrams("防災課") == ["防災", "災課"]
    assert bigrams("防") == ["防"]
    assert bigrams("") == []
    assert bigrams("ＩＣＴ 推進") == ["ic", "ct", "推進"]


def test_foreign_letters_inside_words() -> None:
    assert list(foreign_letters("デジタル・デバйド対策")) == [(7, "й")]
    assert list(foreign_letters("йデバイド")) == [(0, "й")]


@pytest.mark.parametrize("text", ["", "PM2.5 μg", "ロシア語(русский)講座", "防災 한국어 版", "Ω"])
def test_foreign_words_standing_by_themselves(text: str) -> None:
    assert list(foreign_letters(text)) == []


def test_squeeze_and_tidy() -> None:
    assert squeeze("施 策　名\nＡ") == "施策名A"
    assert tidy("　段落です。 \n\n  次の　　行 ") == "段落です。\n\n次の 行"


def test_dashes() -> None:
    assert same_dash("－―—−‐") == "-----"


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("市民まつり事業", "市民まつり事業", 1, 1),
        ("市政情報が伝わる割合", "市政情報は伝わる割合", 0.7, 0.95),
        ("ＨＰ 件数", "HP件数", 1, 1),
        ("市民まつり", "下水道管理", 0, 0.1),
        ("", "", 1, 1),
        ("", "市", 0, 0),
    ],
)
def test_likeness(one: str, other: str, low: float, high: float) -> None:
    assert low <= likeness(one, other) <= high


@given(st.text(), st.text())
def test_likeness_has_no_order(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@given(st.text(st.characters(categories=["Lo", "Nd", "Lu", "Zs", "Po"])))
def test_squeezing_twice_changes_nothing(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)
    assert tidy(tidy(text)) == tidy(text)
    assert all(len(pair) <= 2 for pair in bigrams(text))


@given(st.text(st.characters(categories=["Lo"]), min_size=2))
def test_every_pair_of_a_phrase_is_in_order(text: str) -> None:
    word = nfkc(text).casefold()
    if not any(char.isspace() for char in word):
        assert "".join(pair[0] for pair in bigrams(text)) == word[:-1]
