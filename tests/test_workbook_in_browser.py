"""Writing in Excel, in a real browser: download, fill, send, look, take in; an old workbook."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page

from shirube.basics.tests.browsing import faults
from shirube.people.actors import Actor
from shirube.workbooks.tests.hand import field, opened, saved
from shirube.workflow.tests.office import Office, found_office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Sit = Callable[[Actor], Page]


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.open("town")
    return office


@pytest.fixture
def sit(office: Office, sit_down: Callable[..., Page]) -> Sit:
    """A signed-in page as wide as a telephone."""
    return lambda who: sit_down(who.user, "phone")


def downloaded(page: Page, case: int) -> bytes:
    """The workbook behind the link of the sheet's page."""
    page.goto(f"/desk/sheet/{case}/read/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excelのブックにする").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    return Path(download.value.path()).read_bytes()


def send(page: Page, data: bytes) -> None:
    page.goto("/desk/workbook/")
    file = FilePayload(name="記入.xlsx", mimeType="application/octet-stream", buffer=data)
    page.get_by_label("書いたブック").set_input_files(file)
    assert faults(page) == []
    page.get_by_role("button", name="送って、変わるところを見る").click()
    assert faults(page) == []


def test_the_story_of_an_old_workbook(office: Office, sit: Sit) -> None:
    case = office.case()
    aim = f"narratives:{case.plain().narratives[0].at}:text"
    reason = f"ratings:{case.plain().ratings[0].at}:reason"
    rating = f"ratings:{case.plain().ratings[0].at}:value"
    page = sit(office.sato)
    book = opened(downloaded(page, case.pk))
    field(book, aim).value = "ブックに書いた姿。"
    field(book, reason).value = "ブックに書いた理由。"
    field(book, rating).value = "まあまあ"
    field(book, aim).parent["Z3"] = "相談したい"
    # Meanwhile somebody writes on the screen.
    office.type(office.kato, aim, "画面で直した姿。")

    send(page, saved(book))
    assert page.get_by_text("まだ何も変わっていません").is_visible()
    row = page.get_by_role("row").filter(has_text="ブックに書いた姿。")
    assert "画面で直した姿。" in row.inner_text()
    assert "加藤さんが" in row.inner_text()
    assert "選択肢にない言葉" in page.get_by_role("row").filter(has_text="まあまあ").inner_text()
    assert page.get_by_role("row").filter(has_text="相談したい").get_by_text("Z3").is_visible()
    page.get_by_role("button", name="この内容で取り込む").click()
    assert faults(page) == []
    assert page.get_by_role("heading", name="取り込みました", exact=True).is_visible()
    case.refresh_from_db()
    now = case.plain()
    assert now.narratives[0].text == "画面で直した姿。"
    assert now.ratings[0].reason == "ブックに書いた理由。"
    assert now.ratings[0].value is None

    # The same workbook again, and now the person decides for it.
    send(page, saved(book))
    assert page.get_by_text("1か所は、ほかの人の書き込みと重なっています").is_visible()
    page.get_by_role("checkbox", name="ブックの内容にする").check()
    page.get_by_role("button", name="この内容で取り込む").click()
    case.refresh_from_db()
    assert case.plain().narratives[0].text == "ブックに書いた姿。"


def test_a_file_that_is_no_workbook_is_said_at_once(office: Office, sit: Sit) -> None:
    page = sit(office.sato)
    send(page, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert page.get_by_text("取り込める変更はありません").is_visible()
    assert page.get_by_role("button", name="この内容で取り込む").count() == 0
    page.get_by_role("button", name="取り込まずに捨てる").click()
    assert page.get_by_text("取り込まずに捨てました").is_visible()


def test_a_whole_division_in_one_workbook(office: Office, sit: Sit) -> None:
    page = sit(office.sato)
    page.goto("/desk/")
    page.get_by_role("link", name="Excelで書く").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="子ども課のシート").click()
    send(page, Path(download.value.path()).read_bytes())
    assert page.get_by_text("取り込める変更はありません").is_visible()
