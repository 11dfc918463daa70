"""Any encoding met in Japan gives the same lines; form feeds are pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.sources import open_bytes
from shirube.sources.tests.making import refused, texts

PRINTED = "施策コード\t511\t施策名\n目標値\t３３．０\t▲2.5%\nあゆみ（※）\n"
VENDOR = "①㈱～－ｱｲｳ ひらがな\n"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp932"]
UNIX = ["euc_jp", "iso2022_jp"]

kana_and_kanji = st.text(
    st.sampled_from("あいうのをアイウ市民参加協働施策指標評価令和年度、。12%\t")
)


@pytest.mark.parametrize("encoding", [*ENCODINGS, "euc_jis_2004", *UNIX])
def test_the_same_text_in_every_encoding(encoding: str) -> None:
    text = PRINTED.replace("▲", "△")
    assert texts(open_bytes(text.encode(encoding), "a.txt")) == text.split("\n")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_letters_that_only_windows_knew(encoding: str) -> None:
    assert texts(open_bytes(VENDOR.encode(encoding), "a.txt"))[0] == VENDOR.strip()


def test_vendor_letters_in_euc_and_iso_2022() -> None:
    euc = b"\xad\xa1\xad\xea\xa1\xc1\xa1\xdd\x8e\xb1 \xa4\xd2\n"
    jis = b"\x1b$B-!-j!A!]\x1b(I1\x1b(B \x1b$B$R\x1b(B\n"
    assert texts(open_bytes(euc, "a.txt"))[0] == "①㈱～－ｱ ひ"
    assert texts(open_bytes(jis, "a.txt"))[0] == "①㈱～－ｱ ひ"


@given(kana_and_kanji, st.sampled_from([*ENCODINGS, *UNIX]))
def test_encodings_agree_on_any_text(text: str, encoding: str) -> None:
    text = f"あ{text}の市民\n"
    assert texts(open_bytes(text.encode(encoding), "a.txt")) == text.split("\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    assert texts(open_bytes(f"一{end}{end}二".encode(), "a.txt")) == ["一", "", "二"]


def test_form_feed_begins_the_next_page() -> None:
    lines = open_bytes("表紙\n\f目次\n二行目\n\f".encode(), "a.txt").lines
    assert [(line.no, line.page, line.text) for line in lines] == [
        (1, 1, "表紙"),
        (2, 2, "目次"),
        (3, 2, "二行目"),
        (4, 3, ""),
    ]
    assert lines[1].at(0) == "p2L2C1"


def test_no_pages_without_form_feed() -> None:
    document = open_bytes("一\n二".encode(), "a.txt")
    assert document.pages is None
    assert document.lines[0].page is None


def test_dos_end_mark_is_no_text() -> None:
    assert texts(open_bytes("市民\n\x1a".encode("cp932"), "a.txt")) == ["市民", ""]


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)),
        "施策評価".encode() + b"\xff\xfe",
        "施策\n".encode("utf-16-le") + b"\x00",
        b"\xff\xfe\x00\xd8",
        b"\x1b$B\x22",
        b"\x1b$(Qabc\n",
    ],
    ids=["every byte", "broken utf-8", "half a letter", "half a pair", "cut", "unknown set"],
)
def test_bytes_that_fit_no_encoding(data: bytes) -> None:
    assert refused(data, "a.txt").code == "unknown_encoding"
