"""Places in words."""

import pytest

from shirube.portal.pages.places import place_in_words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("L171", "171行目"),
        ("L57C6", "57行目、6つ目の欄"),
        ("p3L12C2", "3ページの12行目、2つ目の欄"),
        ("一覧!CC3", "シート「一覧」のCC3"),
        ("e17", "e17"),
    ],
)
def test_a_place_is_said_in_words(at: str, words: str) -> None:
    assert place_in_words(at) == words
