"""What is heard of a page: signs as words, and nothing changed for the eye."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.portal.aloud import in_words

UNSEEN = re.compile(r'<span class="unseen">[^<]*</span>')


class _Voice(HTMLParser):
    """The text that is not hidden from the voice."""

    def __init__(self, hidden: tuple[str, str]) -> None:
        super().__init__()
        self.hidden, self.quiet, self.heard = hidden, 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span" and (self.quiet or self.hidden in attrs):
            self.quiet += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self.quiet:
            self.quiet -= 1

    def handle_data(self, data: str) -> None:
        self.heard += "" if self.quiet else data


def without(page: str, *hidden: str) -> str:
    parser = _Voice((hidden[0], hidden[1]))
    parser.feed(page)
    parser.close()
    return parser.heard


def heard(page: str) -> str:
    return without(in_words(page), "aria-hidden", "true")


def seen(page: str) -> str:
    return without(in_words(page), "class", "unseen")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("R6実績", "令和6年実績"),
        ("H30年度から", "平成30年度から"),
        ("▲3.1", "マイナス3.1"),
        ("前の年度より▲3", "前の年度よりマイナス3"),
        ("△258千円", "マイナス258千円"),
        ("32.2(※)", "32.2(注)"),
        ("◎ 計画を上回る", "計画を上回る"),
        ("◎", "二重丸"),
        ("停滞→順調", "停滞から順調"),
        ("次の50件 →", "次の50件 "),
        ("← 前の50件", " 前の50件"),
        ("１２．５ポイント", "12.5ポイント"),
        ("3×4", "3かける4"),
        ("4月〜6月", "4月から6月"),
        ("—", "なし"),
        ("二〇二四年", "二〇二四年"),
        ("L171、ISO2024、B5判", "L171、ISO2024、B5判"),
    ],
)
def test_signs_are_heard_as_words(text: str, words: str) -> None:
    assert heard(f"<p>{text}</p>") == words
    assert seen(f"<p>{text}</p>") == text


def test_empty_cells_say_why_they_are_empty() -> None:
    assert heard('<tr><td class="none"></td><td></td><td>1</td></tr>') == "欄なしなし1"


def test_a_word_that_is_there_is_not_said_twice() -> None:
    assert heard('<i>—<span class="unseen">記載なし</span></i>') == "記載なし"
    page = '<b><span aria-hidden="true">※</span>注</b>'
    assert in_words(page) == page


def test_names_hold_the_words_themselves() -> None:
    page = '<div aria-label="R6の※"><svg><title>R6</title><text>▲1</text></svg></div>'
    assert in_words(page) == (
        '<div aria-label="令和6年の注"><svg><title>令和6年</title><text>▲1</text></svg></div>'
    )


def test_addresses_and_forms_stay_as_they_are() -> None:
    page = '<a href="/R6/※">a</a><textarea>※</textarea><input value="▲3"><select><option>○</select>'
    assert in_words(page) == page


@given(st.text("R6H3元年度▲△※◎→—０１2.5 <>&あ\n"))
def test_the_eye_sees_the_same_whatever_is_written(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert seen(f"<p>{escaped}</p>") == text
