"""A town set up from nothing in a browser, from the first account to its first edition."""

import re
from collections.abc import Callable
from functools import cache

import pytest
from django.test import Client
from playwright.sync_api import Page

from shirube.basics.tests.browsing import faults, press
from shirube.people.actors import Actor, system
from shirube.people.founding import first_account
from shirube.people.models import LogEntry, Municipality, Unit, User
from shirube.people.sign_on.inviting import invite
from shirube.plans.ledger import ledger
from shirube.plans.models import PlanPeriod
from shirube.publishing.models import Edition
from shirube.sheets.forms import library
from shirube.workflow.drafts.addresses import Address
from shirube.workflow.drafts.editing import Edit
from shirube.workflow.findings import findings_of
from shirube.workflow.models import Case
from shirube.workflow.save import save
from shirube.workflow.talk import dismiss
from shirube.workflow.tests.office import asked_fields

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
Sit = Callable[[str], Page]
CODE = "999989"
TREE = """\
段\t番号\t名称\t担当課
基本目標\t1\t水辺とくらすまち\t
施策\t11\t川べりの道をつなぐ\t建設課
施策\t12\t渡し船を残す\t
基本目標\t2\t学びつづけるまち\t
施策\t21\t本とであう場所をふやす\t学び課"""
PEOPLE = """\
利用者名,姓,名,メール,部署,上の部署,役割
hata,秦,,,建設課,くらし部,担当課
mizuno,水野,,,建設課,くらし部,課長
ogawa,小川,,,学び課,くらし部,担当課、課長
"""
NEXT = """\
段\t番号\t名称\t担当課
基本目標\tA\t水辺とくらすまち\t
施策\tA1\t川べりの道をつなぐ\t建設課
施策\tA2\t舟の文化を伝える\t建設課
施策\tA3\t子どもの本をふやす\t学び課
施策\tA4\t大人の本をふやす\t学び課"""


@pytest.fixture
def sit(sit_down: Callable[..., Page]) -> Sit:
    """A desk for each person, at which they stay."""

    @cache
    def at(name: str) -> Page:
        page = sit_down(User.objects.get(username=name))
        page.set_default_timeout(30_000)
        return page

    return at


def clean(page: Page) -> None:
    """Nothing that axe-core finds, and nothing wider than a telephone."""
    page.set_viewport_size({"width": 375, "height": 800})
    assert faults(page) == []
    page.set_viewport_size({"width": 1200, "height": 900})


def test_a_town_from_nothing_to_its_first_edition(sit: Sit) -> None:
    first_account("tono", "遠野", by=system("工事の人"))
    page = sit("tono")
    registers_the_town(page)
    pastes_the_plan(page)
    sends_the_people(page)
    chooses_the_route(page)
    copies_a_design(page)
    opens_the_year(page)
    office_does_its_work(sit)
    publishes(page)
    begins_a_new_plan(page)
    plays_with_the_sample(page)


def registers_the_town(page: Page) -> None:
    page.goto("/desk/")
    assert "どの団体で使いますか" in page.content()
    page.get_by_label("団体コード").fill("999988")
    page.get_by_label("団体の名前").fill("見習い町")
    press(page, "この団体で始める")
    assert "検査数字が合いません" in page.content()
    assert page.get_by_label("団体の名前").input_value() == "見習い町"
    clean(page)
    page.get_by_label("団体コード").fill("９９９９８９")
    press(page, "この団体で始める")
    assert Municipality.objects.get().name == "見習い町"
    assert "はじめの準備" in page.title()
    clean(page)


def pastes_the_plan(page: Page) -> None:
    page.get_by_role("link", name="計画を入れる").click()
    page.get_by_label("計画の名前").fill("第1次見習い町計画")
    page.get_by_label("最初の年度").fill("2024")
    page.get_by_label("最後の年度").fill("2025")
    page.get_by_label("計画の表").fill(TREE.replace("施策\t12", "施策\t"))
    press(page, "確かめる")
    assert "4行目: 「渡し船を残す」の番号がありません" in page.inner_text("main")
    clean(page)
    page.goto("/desk/setup/")  # left, and taken up again
    page.get_by_role("link", name="計画の続きを入れる").click()
    assert "渡し船を残す" in page.get_by_label("計画の表").input_value()
    page.get_by_label("計画の表").fill(TREE)
    press(page, "確かめる")
    assert "基本目標 2件、施策 3件" in page.inner_text("main")
    press(page, "この計画を登録する")
    assert PlanPeriod.objects.get().entries.count() == 5


def sends_the_people(page: Page) -> None:
    page.get_by_role("link", name="部署と職員を入れる").click()
    wrong = PEOPLE.replace("課長\n", "課長補佐\n", 1)
    _send(page, wrong)
    assert "3行目: 役割「課長補佐」はありません" in page.inner_text("main")
    _send(page, PEOPLE)
    assert "直すところはありません" in page.inner_text("main")
    clean(page)
    press(page, "この表を登録する")
    assert Unit.objects.get(name="建設課").parent == Unit.objects.get(name="くらし部")
    press(page, "まだ入っていない3人の招待をつくる")
    assert page.locator("code").count() == 3
    clean(page)
    page.context.browser.new_page().goto(page.locator("code").first.inner_text())


def _send(page: Page, text: str) -> None:
    file = {"name": "職員.csv", "mimeType": "text/csv", "buffer": text.encode("cp932")}
    page.get_by_label(re.compile("表のファイル")).set_input_files(file)
    press(page, "確かめる")


def chooses_the_route(page: Page) -> None:
    page.goto("/desk/setup/")
    page.get_by_role("radio", name=re.compile("部のない町")).check()
    press(page, "この道すじにする")
    assert "道すじを決めました" in page.content()


def copies_a_design(page: Page) -> None:
    page.get_by_role("link", name="様式を選ぶ・直す").click()
    page.get_by_label("もとの様式").select_option("mihon_shisaku")
    page.get_by_label("使い始める評価対象年度").fill("2025")
    clean(page)
    press(page, "写してつくる")
    page.get_by_label("評語: 総合評価").fill("進んだ|めざす姿に近づいた\n止まった|変わらない")
    page.locator("[name='label:narratives.aim']").fill("10年後のすがた")
    page.locator("[name='private:narratives.aim']").check()
    page.locator("[name='used:environment']").uncheck()
    press(page, "様式を保存する")
    clean(page)
    design = library()[f"c{CODE}_program_2025"]
    assert design.label("environment") is None
    assert design.privacy.narratives == ("aim",)
    page.get_by_role("link", name="画面").click()
    text = page.inner_text("main")
    assert "10年後のすがた" in text
    assert "止まった" in text
    clean(page)
    pk = page.url.split("design=")[1].split("&")[0]
    for way, kind in (("workbook", "spreadsheetml"), ("paper", "")):
        answer = page.request.get(f"/desk/setup/design/preview/?design={pk}&as={way}")
        assert answer.ok
        assert kind in answer.headers["content-type"]
    assert not Case.objects.exists()


def opens_the_year(page: Page) -> None:
    page.goto("/desk/cycles/")
    page.get_by_label("評価対象年度(西暦)").fill("2025")
    page.get_by_label("開始日").fill("2026-05-11")
    assert page.get_by_role("radio", name=re.compile("部のない町")).is_checked()
    press(page, "評価を始める")
    assert "シートは3枚です" in page.content()
    assert "担当の部署が決まらないもの: 1枚" in page.content()
    page.get_by_label("渡し船を残すを選ぶ").check()
    page.locator("main select[name=unit]").last.select_option(label="建設課")
    press(page, "この内容にする")
    assert {case.unit.name for case in Case.objects.all() if case.unit} == {"建設課", "学び課"}


def office_does_its_work(sit: Sit) -> None:
    for case in Case.objects.order_by("code"):
        where = case.unit.name if case.unit else ""
        writer, head = {"建設課": ("hata", "mizuno"), "学び課": ("ogawa", "ogawa")}[where]
        _write(case, Actor(User.objects.get(username=writer)))
        page = sit(writer)
        page.goto(f"/desk/sheet/{case.pk}/submit/")
        press(page, "提出する")
        page = sit(head)
        page.goto(f"/desk/sheet/{case.pk}/read/")
        press(page, "承認する")
        page = sit("tono")
        page.goto(f"/desk/sheet/{case.pk}/read/")
        press(page, "確定する")
        assert Case.objects.get(pk=case.pk).done


def _write(case: Case, by: Actor) -> None:
    for place in asked_fields(case):
        save(case.pk, [Edit(place, "", _words(place))], by=by)
    aim = next(one for one in case.plain().narratives if one.key == "aim")
    said = "問い合わせは水野太郎 090-0000-0000 まで。" if case.code == "11" else "歩ける。"
    for key, text in (("aim", said), ("plain_summary", said)):
        one = next((n for n in case.plain().narratives if n.key == key), aim)
        place = Address("narratives", one.at or "", "text")
        now = Case.objects.get(pk=case.pk)
        before = next(n.text for n in now.plain().narratives if n.at == one.at)
        save(case.pk, [Edit(place, before, text)], by=by)
    for found in findings_of(Case.objects.get(pk=case.pk)):
        if found.blocks:
            dismiss(case.pk, found.token, "架空の町のため", by=by)


def _words(place: Address) -> str:
    if place.part == "ratings" and place.field == "value":
        return "進んだ"
    numbers = {"costs": "100", "projects.costs": "100", "indicators.values": "調査なし"}
    return numbers.get(place.part, "この1年のこと。")


def publishes(page: Page) -> None:
    page.goto("/desk/publish/")
    clean(page)
    page.get_by_role("button", name=re.compile("公表の前に確かめる")).click()
    page.wait_for_load_state()
    text = page.inner_text("main")
    assert "シート3枚が公表されます" in text
    assert "個人情報かもしれない記述" in text
    clean(page)
    press(page, "公表する")
    assert not Edition.objects.filter(municipality=CODE).exists()
    page.goto("/desk/publish/look/?year=2025&kind=first")
    for box in page.locator("[name=accept]").all():
        box.check()
    page.get_by_label("PDFも付ける").uncheck()
    press(page, "公表する")
    assert "理由を書いてください" in page.content()
    for box in page.locator("[name=accept]").all():
        box.check()
    if page.get_by_label("PDFも付ける").count():
        page.get_by_label("PDFも付ける").uncheck()
    page.get_by_label(re.compile("^理由")).fill("架空の番号であることを確かめた。")
    press(page, "公表する")
    page.locator("#waiting", has_text="公表しました。").wait_for()
    clean(page)
    page.locator("#waiting a").first.click()
    page.wait_for_load_state()
    assert "見習い町" in page.inner_text("body")
    page.goto(f"/{CODE}/e/2025-1/program/12/")
    assert "渡し船を残す" in page.inner_text("main")
    assert "10年後のすがた" not in page.inner_text("main")


def begins_a_new_plan(page: Page) -> None:
    """The first plan ends: one moved, one renamed, one split; what ended is said."""
    page.goto("/desk/setup/plan/?new=1")
    assert page.get_by_label("最初の年度").input_value() == "2026"
    page.get_by_label("計画の名前").fill("第2次見習い町計画")
    page.get_by_label("最後の年度").fill("2033")
    page.get_by_label("計画の表").fill(NEXT)
    press(page, "確かめる")
    press(page, "この計画を登録する")
    page.goto("/desk/cycles/")
    page.get_by_label("評価対象年度(西暦)").fill("2026")
    press(page, "評価を始める")
    assert "対応が7件決まっていません" in page.content()
    page.goto("/desk/setup/crosswalk/")
    assert page.get_by_label("施策11 川べりの道をつなぐの新しい番号").input_value() == "A1"
    page.get_by_label("施策12 渡し船を残すの新しい番号").fill("A2")
    page.get_by_label("施策21 本とであう場所をふやすの新しい番号").fill("A3、A4")
    press(page, "確かめる")
    assert "分割" in page.inner_text("main")
    clean(page)
    press(page, "入れた3件を決める")
    links = {(one.from_key, one.to_key, one.relation) for one in ledger(CODE)}
    assert links == {
        ("program/11", "program/A1", "renamed"),
        ("program/12", "program/A2", "renamed"),
        ("program/21", "program/A3", "split"),
        ("program/21", "program/A4", "split"),
    }
    page.goto("/desk/cycles/")
    page.get_by_label("評価対象年度(西暦)").fill("2026")
    press(page, "評価を始める")
    assert "シートは4枚です" in page.content()


def plays_with_the_sample(page: Page) -> None:
    page.goto("/desk/setup/")
    page.get_by_role("button", name="見本の市を置く").click(timeout=120_000, no_wait_after=True)
    page.locator("code").first.wait_for(timeout=120_000)
    assert Edition.objects.filter(municipality="999997").count() == 4
    press(page, "見本の市を消す")
    assert "見本の市を消しました" in page.content()
    assert Municipality.objects.get().code == CODE
    assert LogEntry.objects.filter(verb="keep_sample", municipality=CODE).count() == 3


def test_an_invitation_of_the_first_account_opens(client: Client) -> None:
    path = invite(first_account("tono", "遠野", by=system()), by=system())
    word = "mizube-no-machi-7"
    answer = client.post(path, {"new_password1": word, "new_password2": word})
    assert answer.status_code == 302
    assert client.get("/desk/", follow=True).redirect_chain[-1][0] == "/desk/found/"
