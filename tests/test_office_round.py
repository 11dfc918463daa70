"""A whole round played in the browser by ten people, from one April to the next."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import cache

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from shirube.basics.tests.browsing import press
from shirube.people.actors import Actor
from shirube.people.models import LogEntry, Role
from shirube.publishing.publish import NotPublishedError, Order, publish_edition
from shirube.sheets.forms import library
from shirube.sheets.models import StoredSheet
from shirube.workflow.approve import approve
from shirube.workflow.assign import change_route, store_route
from shirube.workflow.drafts.addresses import Address
from shirube.workflow.drafts.editing import Edit
from shirube.workflow.finalise import finalise
from shirube.workflow.findings import findings_of
from shirube.workflow.models import Case, Cycle, FieldChange, PartRequest
from shirube.workflow.routes import ready_routes
from shirube.workflow.save import save
from shirube.workflow.submit import submit
from shirube.workflow.talk import dismiss
from shirube.workflow.tests.office import CITY, Office, asked_fields, found_office

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
Sit = Callable[[str], Page]


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.people["imai"] = office.new_user("imai", Role.SECTION, "子ども課")
    return office


@pytest.fixture
def sit(office: Office, sit_down: Callable[..., Page]) -> Sit:
    """A desk for each person, at which they stay."""
    return cache(lambda name: sit_down(office.people[name].user))


def sheet(office: Office, code: str = "11") -> Case:
    return office.case(code)


def open_form(page: Page, summary: str) -> None:
    one = page.locator("details", has=page.locator("summary", has_text=summary)).first
    if one.get_attribute("open") is None:
        one.locator("summary").first.click()


def saved(page: Page) -> None:
    page.locator("#state", has_text="に保存しました").wait_for()


def test_a_round_from_opening_the_cycle_into_the_next(office: Office, sit: Sit) -> None:
    opens_the_cycle(office, sit("tanaka"))
    hands_a_sheet_over(office, sit("tanaka"))
    asks_for_a_part(office, sit("sato"))
    is_late_and_answers(office, sit("suzuki"), sit("tanaka"))
    two_people_write_in_one_field(office, sit("sato"), sit("kato"))
    writes_the_rest(office, sit("sato"))
    hands_in_and_gets_it_back(office, sit)
    decides_in_absence(office, sit("ono"), sit("kato"))
    consents_and_approves(office, sit("mori"), sit("ono"))
    outsiders_review(office, sit)
    answers_and_finalises(office, sit("sato"), sit("tanaka"))
    publishes(office, sit("tanaka"))
    reorganises_and_opens_the_next(office, sit("tanaka"), sit("sato"))


def opens_the_cycle(office: Office, page: Page) -> None:
    page.goto("/desk/cycles/")
    page.get_by_label("評価対象年度(西暦)").fill("2025")
    page.get_by_label("開始日").fill("2026-05-11")
    page.get_by_role("radio", name=re.compile("一次・二次・三次評価")).check()
    press(page, "評価を始める")
    assert "シートは12枚です" in page.content()
    office.cycle = Cycle.objects.get(fiscal_year=2025)
    page.goto("/desk/board/")
    assert "進み具合" in page.title()


def hands_a_sheet_over(office: Office, page: Page) -> None:
    """Two people write for the division: the planning office says who does."""
    page.goto("/desk/board/")
    page.get_by_label("子どもの居場所づくりを選ぶ").check()
    page.get_by_label("担当者の利用者名").fill("imai")
    press(page, "この内容にする")
    assert sheet(office).owner == office.people["imai"].user
    page.goto("/desk/people/")
    page.get_by_label("imaiさんのほかの操作").click()
    form = page.locator("tr", has=page.get_by_text("imai", exact=True)).first
    form.get_by_label("引き継ぐ相手の利用者名").fill("sato")
    form.get_by_label("申し送り").fill("指標④の数え方を確かめているところです")
    form.get_by_role("button", name="シートを引き継ぐ").click()
    page.wait_for_load_state()
    assert sheet(office).owner == office.people["sato"].user


def asks_for_a_part(office: Office, page: Page) -> None:
    page.goto("/desk/")
    assert "申し送り" not in page.content()
    assert "指標④の数え方" in page.content()
    page.goto(f"/desk/sheet/{sheet(office).pk}/ask/")
    page.get_by_label("頼む課").select_option(label="広報課")
    page.get_by_label(re.compile("子ども食堂応援事業")).check()
    page.get_by_label("添えることば").fill("決算額をお願いします")
    press(page, "頼む")
    assert "依頼しました" in page.content()


def is_late_and_answers(office: Office, page: Page, planning: Page) -> None:
    part = PartRequest.objects.get()
    PartRequest.objects.filter(pk=part.pk).update(due_on=timezone.localdate() - timedelta(days=20))
    page.goto("/desk/")
    assert "おくれ" in page.content()
    planning.goto("/desk/board/")
    planning.get_by_label("子どもの居場所づくりを選ぶ").check()
    press(planning, "担当に知らせる")
    assert "人に知らせました" in planning.content()
    page.goto(f"/desk/sheet/{sheet(office).pk}/?s=projects")
    own = page.get_by_label(re.compile("子ども食堂応援事業 令和7 決算"))
    assert page.get_by_label(re.compile("児童館運営事業 令和7 決算")).count() == 0
    own.fill("６２０")
    own.press("Enter")
    saved(page)
    assert "620,000円として記録します" in page.content()
    press(page, "広報課として返事をする")
    assert PartRequest.objects.get().state == "answered"


def two_people_write_in_one_field(office: Office, sato: Page, kato: Page) -> None:
    case = sheet(office)
    reason = f"f-{case.plain().ratings[0].at}-reason"
    for page in (sato, kato):
        page.goto(f"/desk/sheet/{case.pk}/?s=evaluation")
    sato.locator(f"#{reason}").fill("佐藤が書いた理由。")
    sato.locator(f"#{reason}").blur()
    saved(sato)
    kato.locator(f"#{reason}").fill("加藤が書いた理由。")
    kato.locator(f"#{reason}").blur()
    kato.locator(".clash").wait_for()
    assert "佐藤が書いた理由。" in kato.locator(".clash").inner_text()
    assert kato.locator(f"#{reason}").input_value() == "加藤が書いた理由。"
    kato.get_by_role("button", name=re.compile("自分の文にする")).click()
    saved(kato)
    assert sheet(office).plain().ratings[0].reason == "加藤が書いた理由。"
    kept = set(FieldChange.objects.filter(field="reason").values_list("after", flat=True))
    assert {"佐藤が書いた理由。", "加藤が書いた理由。"} <= kept


def writes_the_rest(office: Office, page: Page) -> None:
    case = sheet(office)
    for section in ("projects", "indicators", "evaluation", "promises"):
        page.goto(f"/desk/sheet/{case.pk}/?s={section}")
        for address in asked_fields(sheet(office)):
            field = page.locator(f"[data-address='{address}']")
            if field.count() == 0:
                continue
            if field.first.get_attribute("type") == "radio":
                field.nth(1).check()
            else:
                field.first.fill(_words(field.first))
        page.keyboard.press("Control+s")
        saved(page)
    assert asked_fields(sheet(office)) == []


def _words(field: object) -> str:
    numeric = field.get_attribute("inputmode") == "decimal"  # type: ignore[attr-defined]
    return "集計中" if numeric else "1年のあいだに進んだことを書いた。"


def hands_in_and_gets_it_back(office: Office, sit: Sit) -> None:
    case = sheet(office)
    submits(case, sit("sato"))
    kato = sit("kato")
    kato.goto(f"/desk/sheet/{case.pk}/read/")
    open_form(kato, "差し戻す")
    kato.get_by_label("差し戻す理由").fill("指標②の理由を足してください")
    press(kato, "差し戻す")
    assert sheet(office).stage == "write"
    sato = sit("sato")
    sato.goto("/desk/")
    assert "指標②の理由を足してください" in sato.content()
    submits(case, sato)
    assert sheet(office).stage == "section_head"


def submits(case: Case, page: Page) -> None:
    page.goto(f"/desk/sheet/{case.pk}/submit/")
    assert "記入はすべて済んでいます" in page.content()
    press(page, "提出する")
    assert "提出しました" in page.content()


def decides_in_absence(office: Office, ono: Page, kato: Page) -> None:
    case = sheet(office)
    ono.goto(f"/desk/sheet/{case.pk}/read/")
    assert "代決として" in ono.content()
    ono.get_by_label("添えることば").first.fill("課長出張のため")
    press(ono, "承認する")
    assert sheet(office).stage == "department_head"
    assert "後閲を待っています" in ono.content()
    kato.goto("/desk/")
    assert "後閲する" in kato.content()
    kato.goto(f"/desk/sheet/{case.pk}/read/")
    open_form(kato, "後閲")
    kato.get_by_role("button", name=re.compile("後閲")).click()
    kato.wait_for_load_state()
    assert "後閲を待っています" not in kato.content()


def consents_and_approves(office: Office, mori: Page, ono: Page) -> None:
    case = sheet(office)
    ono.goto(f"/desk/sheet/{case.pk}/read/")
    press(ono, "承認する")
    assert "合議" in ono.content()
    assert sheet(office).stage == "department_head"
    mori.goto(f"/desk/sheet/{case.pk}/read/")
    open_form(mori, "合議に同意する")
    press(mori, "合議に同意する")
    ono.goto(f"/desk/sheet/{case.pk}/read/")
    press(ono, "承認する")
    assert sheet(office).stage == "external"


def outsiders_review(office: Office, sit: Sit) -> None:
    case = sheet(office)
    abe, oki, tanaka = sit("abe"), sit("oki"), sit("tanaka")
    abe.goto(f"/desk/sheet/{case.pk}/reviews/")
    abe.get_by_label("一部見直し", exact=True).check()
    abe.get_by_label("意見", exact=True).fill("待ち日数の目標を見直してはどうか")
    press(abe, "評価を保存する")
    oki.goto(f"/desk/sheet/{case.pk}/reviews/")
    oki.get_by_label("意見", exact=True).fill("子ども食堂の運営にかかわっているため")
    oki.get_by_role("button", name=re.compile("棄権する")).click()
    oki.wait_for_load_state()
    tanaka.goto(f"/desk/sheet/{case.pk}/reviews/")
    text = tanaka.inner_text("main")
    assert "一部見直し" in text
    assert "棄権" in text
    tanaka.get_by_label("会の名前").fill("見本市行政評価委員会")
    tanaka.get_by_label("意見(1件ごとに1行空けて)").fill(
        "待ち日数の目標を見直すこと。\n\n子ども食堂の数の目標を示すこと。"
    )
    press(tanaka, "意見を記録して次へ進める")
    assert sheet(office).stage == "final"
    assert sheet(office).opinions.count() == 2


def answers_and_finalises(office: Office, sato: Page, tanaka: Page) -> None:
    case = sheet(office)
    tanaka.goto(f"/desk/sheet/{case.pk}/read/")
    tanaka.get_by_label("文書番号", exact=True).fill("見企第12号")
    press(tanaka, "確定する")
    assert "回答のない意見が2件" in tanaka.content()
    for number in (1, 2):
        sato.goto(f"/desk/sheet/{case.pk}/reviews/")
        block = sato.locator(".promise").nth(number - 1)
        block.get_by_label("回答", exact=True).fill("次の計画で目標を見直します。")
        block.get_by_role("button").click()
        sato.wait_for_load_state()
    tanaka.goto(f"/desk/sheet/{case.pk}/read/")
    tanaka.get_by_label("文書番号", exact=True).fill("見企第12号")
    press(tanaka, "確定する")
    assert sheet(office).done


def publishes(office: Office, page: Page) -> None:
    for case in Case.objects.filter(cycle=office.cycle).exclude(stage="done"):
        finish(office, case)
    stored = StoredSheet.objects.filter(fiscal_year=2025)
    assert {one.current.standing for one in stored} == {"entered"}
    order = Order(CITY, 2025)
    try:
        edition = publish_edition(order, by=office.tanaka, library=library())
    except NotPublishedError as refusal:
        accept = frozenset(finding.token for finding in refusal.findings)
        order = Order(CITY, 2025, reason="公表してよいことを確かめた", accept=accept)
        edition = publish_edition(order, by=office.tanaka, library=library())
    page.goto(f"/{CITY}/e/{edition.slug}/program/11/")
    text = page.inner_text("main")
    assert "待ち日数の目標を見直すこと。" in text
    assert "次の計画で目標を見直します。" in text
    assert "機械読取" not in text
    page.goto(f"/desk/sheet/{sheet(office).pk}/read/")
    assert "第1版として公表されました" in page.content()


def finish(office: Office, case: Case) -> None:
    """The other sheets go by a short route, without a browser."""
    change_route(
        [case.pk], store_route(CITY, ready_routes()["town"]), "軽易な事業のため", by=office.tanaka
    )
    unit = case.unit.name if case.unit else ""
    writer = office.people.get(f"w-{unit}") or _new(office, f"w-{unit}", Role.SECTION, unit)
    head = office.people.get(f"h-{unit}") or _new(office, f"h-{unit}", Role.SECTION_HEAD, unit)
    for place in asked_fields(office.case(case.code, case.kind)):
        now = office.case(case.code, case.kind)
        text = _any(now, place)
        save(now.pk, [Edit(place, "", text)], by=writer)
    for left in _errors(office, case):
        dismiss(case.pk, left, "架空の数のため", by=writer)
    submit(office.target(case.code, case.kind), by=writer)
    approve(office.target(case.code, case.kind), by=head)
    finalise(office.target(case.code, case.kind), by=office.tanaka)


def _new(office: Office, name: str, role: Role, unit: str) -> Actor:
    office.people[name] = office.new_user(name, role, unit)
    return office.people[name]


def _any(case: Case, place: Address) -> str:
    part, field = place.part, place.field
    if part == "ratings" and field == "value":
        rating = next(r for r in case.plain().ratings if r.at == place.at)
        scale = library()[case.design].scale(rating.scale)
        assert scale is not None
        return scale.grades[0].value
    if field == "status":
        return "done"
    return "集計中" if field in {"value", "amount"} else "書いた。"


def _errors(office: Office, case: Case) -> list[str]:
    return [one.token for one in findings_of(office.case(case.code, case.kind)) if one.blocks]


def reorganises_and_opens_the_next(office: Office, tanaka: Page, sato: Page) -> None:
    tanaka.goto("/desk/cycles/")
    press(tanaka, "2025年度を締めくくる")
    assert "締めくくりました" in tanaka.content()
    tanaka.goto("/desk/people/")
    tanaka.get_by_label("年度(4月)").fill("2027")
    tanaka.get_by_label("前の部署(、で区切る)").fill("子ども課")
    tanaka.get_by_label("後の部署(、で区切る)").fill("こども未来課")
    press(tanaka, "記録する")
    tanaka.goto("/desk/cycles/")
    tanaka.get_by_label("評価対象年度(西暦)").fill("2026")
    tanaka.get_by_label("開始日").fill("2027-05-10")
    press(tanaka, "評価を始める")
    office.cycle = Cycle.objects.get(fiscal_year=2026)
    case = sheet(office)
    assert case.unit is not None
    assert case.unit.name == "こども未来課"
    assert case.owner == office.people["sato"].user
    asked = [one.text for one in case.plain().follow_ups]
    assert any("残る3校区" in text for text in asked)
    sato.goto(f"/desk/sheet/{case.pk}/?s=promises")
    assert "残る3校区にも居場所をひらく。" in sato.content()
    last = case.last_year()
    assert last is not None
    assert [review.answer for review in last.reviews] == ["次の計画で目標を見直します。"] * 2
    tanaka.goto("/desk/pack/")
    assert "次の計画で目標を見直します。" in tanaka.content()
    verbs = set(LogEntry.objects.values_list("verb", flat=True))
    assert {"open_cycle", "hand_over", "request_part", "answer_part", "return", "approve", "seen",
            "consent", "review", "abstain", "conclude", "answer_review", "finalise",
            "manage_people", "close_cycle"} <= verbs  # fmt: skip
