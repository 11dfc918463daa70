"""The desk in a real browser: accessible, within the screen, by keyboard, nothing typed is lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from shirube.basics.tests.browsing import SIZES, faults
from shirube.people.actors import Actor
from shirube.people.models import User
from shirube.workflow.approve import approve
from shirube.workflow.drafts.addresses import Spot
from shirube.workflow.models import FieldChange
from shirube.workflow.parts import Asking, request_part
from shirube.workflow.submit import submit
from shirube.workflow.talk import remark
from shirube.workflow.tests.office import Office, found_office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Sit = Callable[..., Page]


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.open("three_rounds")
    case = office.case()
    first = case.plain().indicators[0]
    remark(
        case.pk, "この数は速報ですか。", by=office.tanaka, spot=Spot("indicators", first.at or "")
    )
    aim = [Spot("narratives", case.plain().narratives[0].at or "")]
    request_part(case.pk, Asking(office.unit("広報課").pk, aim), by=office.sato)
    office.fill(office.suzuki, "32")
    submit(office.target("32"), by=office.suzuki)
    nishi = office.new_user("nishi", "section_head", "広報課")  # type: ignore[arg-type]
    approve(office.target("32"), by=nishi)
    return office


@pytest.fixture
def sit(office: Office, sit_down: Callable[..., Page]) -> Sit:
    """A signed-in page for one of the office."""
    return lambda who, *size, **options: sit_down(who.user, *size, **options)


def every_page(office: Office) -> list[tuple[Actor, str]]:
    first, decided = office.case().pk, office.case("32").pk
    mine = [f"/desk/sheet/{first}/{rest}" for rest in (
        "", "?s=basic", "?s=projects", "?s=indicators", "?s=evaluation", "?s=environment",
        "?s=issues", "?s=promises", "read/", "changes/", "submit/", "ask/", "reviews/",
    )]  # fmt: skip
    planning = ["/desk/board/", "/desk/cycles/", "/desk/people/", "/desk/pack/"]
    return [
        *((office.sato, path) for path in ("/desk/", *mine, "/account/", "/account/2fa/")),
        *((office.tanaka, path) for path in planning),
        (office.mori, f"/desk/sheet/{decided}/read/"),
        (office.kubo, "/desk/log/"),
        (office.kubo, "/desk/board/"),  # refused, kindly
    ]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_accessible_and_fits(office: Office, sit: Sit, size: str) -> None:
    wrong: list[str] = []
    seats: dict[int, Page] = {}
    for who, path in every_page(office):
        page = seats.setdefault(who.user.pk, sit(who, size))
        page.goto(path)
        page.wait_for_load_state()
        for closed in page.locator("details:not([open]) > summary").all():
            if closed.is_visible():
                closed.click()
        wrong += faults(page)
    assert wrong == [], "\n".join(wrong)


def field(page: Page, office: Office) -> Any:
    at = office.case().plain().ratings[0].at
    page.goto(f"/desk/sheet/{office.case().pk}/?s=evaluation")
    return page.locator(f"#f-{at}-reason")


def saved(page: Page) -> None:
    page.locator("#state", has_text="に保存しました").wait_for()


def reason(office: Office) -> str | None:
    return office.case().plain().ratings[0].reason


def test_what_is_typed_is_saved_by_itself(office: Office, sit: Sit) -> None:
    page = sit(office.sato)
    field(page, office).press_sequentially("居場所が増えた。")
    saved(page)
    assert reason(office) == "居場所が増えた。"


def test_rates_and_change_are_shown_at_once(office: Office, sit: Sit) -> None:
    page = sit(office.sato)
    page.goto(f"/desk/sheet/{office.case().pk}/?s=indicators")
    number = page.get_by_label(re.compile("令和7年度の実績")).first
    number.fill("９")
    number.press("Enter")
    saved(page)
    card = page.locator(".card-indicators").first
    assert "9 として記録します" in card.inner_text()
    assert "達成率 90.0%(9÷10)" in card.inner_text().replace(" ÷ ", "÷")
    assert "前年との差 0" in card.inner_text()


def test_a_text_that_is_no_number_stays_and_says_so(office: Office, sit: Sit) -> None:
    page = sit(office.sato)
    page.goto(f"/desk/sheet/{office.case().pk}/?s=indicators")
    number = page.get_by_label(re.compile("令和7年度の実績")).first
    number.fill("だいたい9")
    number.press("Enter")
    saved(page)
    assert "数として読めません" in page.locator(".card-indicators").first.inner_text()
    page.goto(f"/desk/sheet/{office.case().pk}/submit/")
    assert "「だいたい9」は数として読めません" in page.content()


def test_a_lost_connection_loses_nothing(office: Office, sit: Sit) -> None:
    page = sit(office.sato)
    text = field(page, office)
    page.context.set_offline(True)
    text.fill("つながらないときに書いた。")
    text.blur()
    page.locator("#state", has_text="サーバーにつながりません").wait_for()
    page.context.set_offline(False)
    saved(page)
    assert reason(office) == "つながらないときに書いた。"


def test_a_page_closed_without_connection_brings_the_text_back(office: Office, sit: Sit) -> None:
    page = sit(office.sato)
    text = field(page, office)
    page.context.set_offline(True)
    text.fill("閉じる前に書いた。")
    text.blur()
    page.locator("#state", has_text="サーバーにつながりません").wait_for()
    page.goto("about:blank")
    page.context.set_offline(False)
    again = field(page, office)
    assert again.input_value() == "閉じる前に書いた。"
    for _ in range(50):  # saved by this page, or by the one that was closed as it came back
        if reason(office) == "閉じる前に書いた。":
            break
        page.wait_for_timeout(100)
    assert reason(office) == "閉じる前に書いた。"


def test_a_lapsed_login_loses_nothing(office: Office, sit: Sit) -> None:
    page = sit(office.sato)
    text = field(page, office)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    text.fill("ログインが切れてから書いた。")
    text.blur()
    page.get_by_role("link", name="別の画面でログインする").wait_for()
    page.context.add_cookies(cookies)
    saved(page)
    assert reason(office) == "ログインが切れてから書いた。"


def test_enter_confirms_the_ime_and_sends_nothing(office: Office, sit: Sit) -> None:
    page = sit(office.sato)
    page.goto(f"/desk/sheet/{office.case().pk}/?s=projects")
    name = page.get_by_label(re.compile("児童館運営事業 事業")).first
    name.focus()
    name.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "keyCode": 229})
    assert name.evaluate("one => document.activeElement === one")
    page.keyboard.press("Enter")
    assert not name.evaluate("one => document.activeElement === one")
    assert page.url.endswith("?s=projects")


def test_letters_are_counted_against_the_box(office: Office, sit: Sit) -> None:
    page = sit(office.sato)
    field(page, office).fill("あ" * 201)
    counter = page.locator("[data-count]").first
    assert counter.inner_text() == "201"
    assert "over" in (counter.get_attribute("class") or "")


def test_two_tabs_of_one_person(office: Office, sit: Sit) -> None:
    first, second = sit(office.sato), sit(office.sato)
    one, other = field(first, office), field(second, office)
    one.fill("一つ目の画面で書いた。")
    one.blur()
    saved(first)
    other.fill("二つ目の画面で書いた。")
    other.blur()
    second.locator(".clash").wait_for()
    second.get_by_role("button", name="相手の文を残す").click()
    assert other.input_value() == "一つ目の画面で書いた。"
    assert reason(office) == "一つ目の画面で書いた。"
    typed = FieldChange.objects.filter(field="reason").values_list("after", flat=True)
    assert "二つ目の画面で書いた。" in list(typed)


def test_going_back_after_handing_in_changes_nothing(office: Office, sit: Sit) -> None:
    office.case().parts.all().update(state="withdrawn")
    office.fill(office.sato)
    page = sit(office.sato)
    page.goto(f"/desk/sheet/{office.case().pk}/submit/")
    page.get_by_role("button", name="提出する").click()
    page.wait_for_load_state()
    page.go_back()
    if page.get_by_role("button", name="提出する").count():
        page.get_by_role("button", name="提出する").click()
        page.wait_for_load_state()
        assert "できません" in page.content() or "進んだか" in page.content()
    assert office.case().steps.filter(verb="submit").count() == 1


def test_the_whole_sheet_can_be_written_without_script(office: Office, sit: Sit) -> None:
    page = sit(office.sato, script=False)
    field(page, office).fill("スクリプトなしで書いた。")
    page.get_by_role("button", name="保存する", exact=True).click()
    page.wait_for_load_state()
    assert "1か所を保存しました" in page.content()
    assert reason(office) == "スクリプトなしで書いた。"


def test_without_script_a_conflict_shows_both_texts(office: Office, sit: Sit) -> None:
    page = sit(office.sato, script=False)
    text = field(page, office)
    office.type(office.kato, f"ratings:{office.case().plain().ratings[0].at}:reason", "課長の文。")
    text.fill("担当の文。")
    page.get_by_role("button", name="保存する", exact=True).click()
    page.wait_for_load_state()
    assert "課長の文。" in page.content()
    assert "担当の文。" in page.content()
    page.get_by_role("button", name="この文にする").click()
    page.wait_for_load_state()
    assert reason(office) == "担当の文。"


def test_rows_come_and_go_and_what_they_said_is_kept(office: Office, sit: Sit) -> None:
    page = sit(office.sato)
    page.goto(f"/desk/sheet/{office.case().pk}/?s=issues")
    page.get_by_role("button", name="「課題と今後の取組」に行を加える").click()
    page.wait_for_load_state()
    assert len(office.case().plain().issues) == 4
    page.get_by_role("button", name="「課題 4」を除く").click()
    page.wait_for_load_state()
    assert "記録に残っています" in page.content()
    assert len(office.case().plain().issues) == 3


def test_by_keyboard_alone(office: Office, sit: Sit) -> None:
    page = sit(office.sato)
    page.goto("/desk/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "本文へ"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if "記入する" in (page.evaluate("document.activeElement.textContent") or ""):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/desk/sheet/"))


def test_login_with_a_passkey_of_the_pc(office: Office, sit: Sit, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    user = User.objects.get(pk=office.sato.user.pk)
    user.set_password("umi-to-yama-2026")
    user.save()
    page = sit(office.kato)
    page.context.clear_cookies()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True}})  # fmt: skip
    page.goto("/account/login/?next=/desk/")
    page.get_by_label("利用者名").fill("sato")
    page.get_by_label("パスワード").fill("umi-to-yama-2026")
    page.get_by_role("button", name="ログイン", exact=True).click()
    page.wait_for_url(re.compile("/account/2fa/"))
    page.get_by_role("link", name="パスキーを登録する").click()
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/add/" not in url)
    page.goto("/desk/")
    assert "わたしの仕事" in page.title()
    page.context.clear_cookies()
    page.goto("/account/login/?next=/desk/")
    page.get_by_role("button", name="パスキーでログイン").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    assert "わたしの仕事" in page.title()
