"""Short texts: never longer than their limit, whole, and no more sure than the page."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.publishing.short_texts import (
    CHANNELS,
    NotAnAddressError,
    ShortText,
    lasting_address,
    short_texts,
    x_length,
)
from shirube.publishing.snapshot import EditionRef
from shirube.schema import MunicipalityRef, Rating, Sheet
from shirube.sheets.tests.build import CITY, DESIGN, indicator, sheet, value

BASE = "https://hyoka.city.example.lg.jp/"
ADDRESS = BASE + "999997/2019/program/511/"
EDITION = EditionRef(CITY, 2019, 1, date(2020, 9, 1))


def told(given_sheet: Sheet, base: str = BASE) -> dict[str, ShortText]:
    return {one.channel.key: one for one in short_texts(given_sheet, EDITION, DESIGN, base)}


def goal(text: str, at: str = "L10C1"):  # type: ignore[no-untyped-def]
    return value(2019, text, at, measure="target")


names = st.text(max_size=320)
ratings = st.builds(
    Rating,
    key=st.just("overall"),
    scale=st.just("none"),
    value=st.none() | names,
    flags=st.sampled_from([(), ("garbled",)]),
)
cities = st.builds(MunicipalityRef, code=st.just(CITY.code), name=st.text(min_size=1, max_size=60))
indicators = st.builds(
    indicator, names, st.just(value(2019, "15", "L1", flags=("glued",))), st.just(goal("2"))
)
published = st.builds(
    sheet,
    names,
    st.none() | st.integers(1990, 2060),
    title=names,
    municipality=cities,
    standing=st.sampled_from(["machine_read", "confirmed", "entered"]),
    ratings=st.tuples(ratings),
    indicators=st.lists(indicators, max_size=12).map(tuple),
)
bases = st.lists(st.text("abc", min_size=1), max_size=9).map(lambda path: BASE + "/".join(path))


@given(published, bases)
def test_no_text_is_longer_than_its_limit(one: Sheet, base: str) -> None:
    for found in told(one, base).values():
        assert found.length <= found.channel.limit
        if found.text is not None:
            assert found.text.endswith("。\n" + lasting_address(one, base))
            assert (one.standing == "machine_read") == ("機械読取・未確認です。" in found.text)


def test_limits_are_those_of_the_channels() -> None:
    assert {one.key: one.limit for one in CHANNELS} == {
        "x": 280, "line": 500, "facebook": 400, "paper": 120,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("abc", 3),
        ("施策", 4),
        ("施策 https://www.city.example.lg.jp/a/very/long/address/", 5 + 23),
        ("見て example.jp", 5 + 23),
        ("http://localhost:8000/", 22),
        ("か\u3099", 2),  # が in two code points is one letter
    ],
)
def test_x_counts_japanese_twice_and_a_link_23(text: str, length: int) -> None:
    assert x_length(text) == length


def test_an_unconfirmed_sheet_says_so_in_every_text() -> None:
    for one in told(sheet()).values():
        assert "機械読取・未確認" in (one.text or "")
    for one in told(sheet(standing="confirmed")).values():
        assert "未確認" not in (one.text or "")


def test_a_title_that_does_not_fit_is_left_out_whole() -> None:
    texts = told(sheet(title="長" * 200))
    assert "施策511の令和元年度(2019)の評価です" in (texts["x"].text or "")
    assert "長" not in (texts["x"].text or "")
    assert "長" * 200 in (texts["line"].text or "")


def test_a_doubtful_rating_is_no_rating() -> None:
    sure = sheet(ratings=(Rating(key="overall", scale="none", value="順調"),))
    unsure = sheet(ratings=(Rating(key="overall", scale="none", value="順調", flags=("garbled",)),))
    assert "評価は「順調」です。" in (told(sure)["x"].text or "")
    assert "評価は「順調」と読めますが、確かではありません。" in (told(unsure)["x"].text or "")


def test_a_missing_or_doubtful_actual_is_not_judged() -> None:
    def one(name: str, actual: str | None, **more: object):  # type: ignore[no-untyped-def]
        found = indicator(name, goal("100"), value(2019, actual, "L1", **more))
        return found.model_copy(update={"better": "up"})

    five = (
        one("達した", "120"),
        one("届かない", "80"),
        one("まだ", None, missing="pending"),
        one("疑い", "130", flags=("shifted",)),
        one("別の年", "130", observed_year=2017),
    )
    text = told(sheet(indicators=five))["line"].text or ""
    assert (
        "指標5件のうち、目標に達したもの1件、届かなかったもの1件、判定できないもの3件です。" in text
    )
    assert "確かでない値が1個あります。" in text


def test_names_neither_address_people_nor_turn_the_text() -> None:
    text = told(sheet(title="@mihon\u202e 見本\nの日"))["x"].text or ""
    assert "「＠mihon 見本 の日」" in text


def test_the_address_leads_to_the_newest_edition() -> None:
    assert (told(sheet())["paper"].text or "").endswith("\n" + ADDRESS)
    assert lasting_address(sheet(year=None), BASE) == BASE + "999997/undated/program/511/"


@pytest.mark.parametrize(
    "base", ["", "hyoka.jp", "javascript:alert(1)", "https://日本.jp/", "https://a b/"]
)
def test_what_is_no_address_is_refused(base: str) -> None:
    with pytest.raises(NotAnAddressError):
        told(sheet(), base)


def test_an_address_that_leaves_no_room_gives_no_text() -> None:
    texts = told(sheet(), BASE + "a" * 100)
    assert texts["paper"].text is None
    assert texts["x"].text is not None
