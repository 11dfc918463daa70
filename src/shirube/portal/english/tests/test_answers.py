"""What an English reader meets: ways in and out, old editions, doubt, wild addresses, privacy."""

from dataclasses import replace

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from shirube.basics.testing import samples_folder
from shirube.designs import Design, Library
from shirube.importers import read_path
from shirube.people.actors import system
from shirube.plans.models import Link
from shirube.portal.english.tests.published import DEMO, looked_at, page, publish
from shirube.publishing.models import Edition
from shirube.publishing.publish import Order, publish_edition
from shirube.publishing.site import write_site
from shirube.publishing.withdraw import withdraw_edition
from shirube.schema import Attribute, Contact, Indicator, Narrative, Project, Review, Sheet, Value
from shirube.schema.words import Unplaced
from shirube.sheets.forms import library
from shirube.sheets.tests.build import CITY, DESIGN, OTHER_FILE, reading, sheet
from shirube.workflow.link import Decision, decide, propose
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db
HOME = f"/en/{CITY.code}/"
OWN = f"{HOME}2019/program/511/"
SECRET, PHONE, LOST = "秘密 太郎", "090-0000-1111", "置けなかった秘密の文"
HOSTILE = "<script>alert(1)</script> &amp; \u202eよこ =1+1"


def out(*sheets: Sheet, design: Design = DESIGN, **order: str) -> Edition:
    file = OTHER_FILE if order else "a" * 64
    take_in(reading(*sheets, sha256=file), by=system(), accept=True)
    asked = replace(Order(CITY.code, 2019), **order)  # type: ignore[arg-type]
    return publish_edition(asked, by=system(), library=Library([(design, None)]))


def of(**fields: object) -> Value:
    return Value.model_validate({"fiscal_year": 2019, "measure": "actual", **fields})


def test_from_japanese_to_english_and_back(client: Client) -> None:
    out(sheet())
    japanese = client.get(f"/{CITY.code}/").content.decode()
    assert f'<link rel="alternate" hreflang="en" href="{HOME}">' in japanese
    assert f'<a href="{HOME}" lang="en" hreflang="en">English</a>' in japanese
    for here, there in (
        (HOME, f"/{CITY.code}/"),
        (f"{HOME}2019/", f"/{CITY.code}/e/2019-1/"),
        (OWN, f"/{CITY.code}/e/2019-1/program/511/"),
        (f"{OWN}indicator/1/", f"/{CITY.code}/e/2019-1/program/511/indicator/1/"),
        (f"{HOME}search/?q=x", f"/{CITY.code}/search/?q=x"),
    ):
        assert f'href="{there}' in page(client, here)
        assert client.get(there).status_code == 200


def test_files_without_a_server_say_where_english_is(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    out(sheet())
    site = tmp_path_factory.mktemp("site") / "out"
    write_site(site, url="https://hyoka.example.jp/")
    told = looked_at((site / CITY.code / "english/index.html").read_text("utf-8"))
    assert "English pages are made by the municipality’s server" in told
    frozen = site / CITY.code / "e/2019-1/program/511/index.html"
    assert "../../../../english/index.html?page=2019/program/511/" in frozen.read_text("utf-8")


def test_newest_is_marked_and_withdrawn_ones_are_named(client: Client) -> None:
    out(sheet())
    changed = sheet(title="直した名前")
    second = out(changed, kind="correction", reason="写しまちがい")
    listed = page(client, HOME)
    assert listed.count("newest of this year") == 1
    assert f'href="{HOME}e/2019-2/errata/"' in listed
    assert "直した名前" in page(client, OWN)
    withdraw_edition(second.pk, "誤った訂正", by=system())
    listed = page(client, HOME)
    assert "withdrawn" in listed
    assert "誤った訂正" in listed
    assert "施策511" in page(client, OWN)


def test_where_all_is_withdrawn_a_tombstone_answers(client: Client) -> None:
    edition = out(sheet())
    withdraw_edition(edition.pk, "個人情報があったため", by=system())
    for address in (f"{HOME}2019/", OWN, f"{OWN}indicator/1/"):
        gone = page(client, address, 410)
        assert "This edition was withdrawn" in gone
        assert "個人情報があったため" in gone
    assert "withdrawn" in page(client, HOME)


@pytest.mark.parametrize(
    "address",
    [
        "/en/000000/", "/en/132217/2019/", f"{HOME}1999/", f"{HOME}twenty/",
        f"{HOME}2019/nothing/1/",
        f"{HOME}2019/program/999/", f"{OWN}indicator/0/", f"{OWN}indicator/2/",
        f"{OWN}indicator/99999999999999999999999999/", f"{OWN}indicator/-1/", "/en/../desk/",
        "/en/%00/", f"{HOME}2019/program/%00/", f"{HOME}2019/program/..%2f..%2fx/", "/en/🎆/",
        "/en/' OR 1=1 --/", f"/en/{'x' * 3000}", "/en//evil.example/x", f"{HOME}2019/program/511/x",
    ],
)  # fmt: skip
def test_wild_addresses_get_a_page_that_helps(client: Client, address: str) -> None:
    out(sheet())
    assert "Page not found" in page(client, address, 404)


@pytest.mark.parametrize("address", [HOME, f"{HOME}2019/", OWN, f"{OWN}indicator/1/"])
def test_an_address_without_its_slash_is_led_on(client: Client, address: str) -> None:
    out(sheet())
    assert client.get(address.rstrip("/"))["Location"] == address


def test_nothing_can_be_written(client: Client) -> None:
    out(sheet())
    for address in ("/en/", HOME, f"{HOME}2019/", OWN, f"{HOME}search/", "/en/x"):
        assert client.post(address).status_code == 405


WILD = st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.sampled_from(
    [
        "'; DROP TABLE x; --",
        "NEAR(a b)",
        "\x00",
        "🎆" * 50,
        '"' * 99,
        "{{ 7*7 }}",
        HOSTILE,
        "長" * 999,
    ]
)


def test_anything_may_be_searched(client: Client) -> None:
    out(sheet("511", title=HOSTILE))

    @settings(max_examples=40, deadline=None)
    @given(typed=WILD, year=WILD, unit=WILD, number=WILD)
    def typing(typed: str, year: str, unit: str, number: str) -> None:
        for address in ("/en/search/", f"{HOME}search/"):
            asked = {"q": typed, "year": year, "unit": unit, "page": number}
            assert "<script" not in client.get(address, asked).content.decode()

    typing()


def test_a_project_is_found_with_its_money_and_opens_at_its_row(client: Client) -> None:
    out(sheet())
    found = page(client, f"{HOME}search/?q=事業511")
    for words in (f'href="{OWN}#p-1"', "<mark>事業511</mark>", "FY2019 (Reiwa 1) settlement",
                  "8,090,000", "Yen. The form prints", "machine-read, unconfirmed"):  # fmt: skip
        assert words in found
    assert 'id="p-1"' in page(client, OWN)


def test_a_doubtful_value_is_named_and_never_plain(client: Client) -> None:
    doubtful = of(value="316", printed="31.6", flags=("glued",))
    out(sheet(indicators=(Indicator(name="満足度", unit="%", values=(doubtful,)),)))
    for address in (OWN, f"{OWN}indicator/1/"):
        shown = page(client, address)
        assert "glued" in shown
        assert 'class="doubt"' in shown
        assert "“31.6”" in shown
    assert "but is doubtful (glued)" in page(client, OWN)


def test_machine_read_is_said_until_somebody_confirms(client: Client) -> None:
    out(sheet())
    for address in (OWN, f"{OWN}indicator/1/", f"{HOME}2019/"):
        assert "Machine-read, unconfirmed" in page(client, address)


def test_achievement_comes_with_formula_and_inputs(client: Client) -> None:
    values = (of(measure="target", value="80"), of(value="60"))
    out(sheet(indicators=(Indicator(name="件数", unit="件", better="up", values=values),)))
    shown = page(client, OWN)
    assert "Achievement 75.0% = actual ÷ target = 60 ÷ 80" in shown
    assert "against a target of 80" in shown
    assert "not reached" in shown
    assert "Of 1 indicator, 1 can be judged; 0 of these (0%)" in page(client, f"{HOME}2019/")


def test_opinions_and_unanswered_ones(client: Client) -> None:
    review = Review(no="1", round="外部評価", text="待ち日数を見直すこと。")
    out(sheet(reviews=(review,)))
    shown = page(client, OWN)
    assert "待ち日数を見直すこと。" in shown
    assert "No answer yet" in shown


def test_nothing_private_on_any_page(client: Client) -> None:
    design = DESIGN.model_copy(update={"privacy": DESIGN.privacy.model_copy(
        update={"attributes": ("inner",), "narratives": ("memo",)})})  # fmt: skip
    out(
        sheet(
            contacts=(Contact(role="担当者", name=SECRET, phone=PHONE),),
            attributes=(Attribute(key="inner", label="内部", value=LOST),),
            narratives=(Narrative(key="memo", label="メモ", text=LOST),),
            unplaced=(Unplaced(text=LOST),),
        ),
        design=design,
    )
    for address in ("/en/", HOME, f"{HOME}2019/", OWN, f"{OWN}indicator/1/",
                    f"{HOME}search/?q=秘密"):  # fmt: skip
        shown = page(client, address).replace("秘密", "", 1 if "search" in address else 0)
        assert not any(part in shown for part in (SECRET, PHONE, LOST)), address
    assert "Nothing found" in page(client, f"{HOME}search/?q=太郎")


def test_markup_in_a_text_is_text(client: Client) -> None:
    row = Project(name=HOSTILE, unit=HOSTILE)
    text = Narrative(key="now", label=HOSTILE, text=HOSTILE)
    indicator = Indicator(name=HOSTILE, unit="<b>", definition=HOSTILE, values=(of(value="1"),))
    out(sheet(title=HOSTILE, narratives=(text,), projects=(row,), indicators=(indicator,)))
    for address in (HOME, f"{HOME}2019/", OWN, f"{OWN}indicator/1/", f"{HOME}search/?q=alert"):
        assert "<script" not in page(client, address)


def test_a_number_with_letters_no_address_can_hold(client: Client) -> None:
    out(sheet("5/1 ア"))
    tree = page(client, f"{HOME}2019/")
    own = f"{HOME}2019/program/5_2f_1_20__30a2_/"
    assert f'href="{own}"' in tree
    page(client, own)
    page(client, f"{own}indicator/1/")


def test_a_long_plan_is_cut_by_its_first_branch(client: Client) -> None:
    out(*(sheet(str(number)) for number in range(1000, 1151)))
    whole = page(client, f"{HOME}2019/")
    assert 'href="?branch=1"' in whole
    assert "Program 1000" not in whole
    assert "Program 1000" in page(client, f"{HOME}2019/?branch=1")
    for odd in ("0", "2", "-1", "x", "9" * 30):
        assert 'href="?branch=1"' in page(client, f"{HOME}2019/?branch={odd}")


def test_the_target_ledger_of_kiyose_names_both_changes(client: Client) -> None:
    folder = samples_folder()
    for name in ("kiyose_shisaku_r1.txt", "kiyose_shisaku_r3.txt"):
        read = read_path(folder / name, library=library())
        take_in(read, by=system(), accept=True)
    city = read.sheets[0].municipality.code
    by = system("見本 花子")
    propose(city, by=by)
    wanted = Link.objects.filter(what="indicator", to_key__contains="アクセス")
    decide(wanted.values_list("pk", flat=True), Decision(accept=True, reason="同じ"), by=by)
    for name in ("kiyose_shisaku_r1.txt", "kiyose_shisaku_r3.txt"):
        publish(read_path(folder / name, library=library()))
    sheets = read.sheets[0]
    place = next(n for n, one in enumerate(sheets.indicators, 1) if "アクセス" in one.name)
    shown = page(client, f"/en/{city}/2021/program/513/indicator/{place}/")
    for words in ("Targets changed <b>2 times</b>", "470,000", "<b>460,000</b> (-10,000)",
                  "<b>590,000</b> (+90,000)", "no reason given"):  # fmt: skip
        assert words in shown


def test_promises_of_the_fictional_city(client: Client) -> None:
    edition = publish(read_path(DEMO / "r6_shisaku.txt", library=library()))
    shown = page(client, f"/en/{edition.municipality_id}/2024/program/11/")
    assert "From FY2026 (Reiwa 8)" in shown
    assert "good: grade 1 of 3" in shown
