"""Every address of the desk in a real browser: accessible, and within any screen.

The table below has an example for each address that answers GET. A page that is added to the desk
is added here, or the first test fails.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone
from playwright.sync_api import Page

from shirube.basics.tests.browsing import SIZES, faults, too_wide
from shirube.budget.models import SurveyQuestion
from shirube.budget.verbs.surveys import Asked, Result, add_question, keep_result
from shirube.budget.verbs.upload import keep_upload
from shirube.desk.urls import urlpatterns
from shirube.people.actors import Actor
from shirube.people.models import Assignment, User
from shirube.plans.table import read_plan
from shirube.publishing.models import PublishRun
from shirube.reckon import Share
from shirube.sample.money import FILES as MONEY
from shirube.sample.money import build_money
from shirube.workbooks.tests.hand import field as cell
from shirube.workbooks.tests.hand import opened, saved
from shirube.workflow import take_workbook
from shirube.workflow.drafts.addresses import Spot
from shirube.workflow.keep_design import copy_design
from shirube.workflow.parts import Asking, request_part
from shirube.workflow.set_plan import Plan, set_plan
from shirube.workflow.talk import remark
from shirube.workflow.tests.office import CITY, Office, found_office
from shirube.workflow.workbook_forms import divisions, workbook_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHEET, DIVISION, ACCOUNT = "{case}", "?cycle={cycle}&unit={unit}", "01-02-01-09-01"

# name of the address → who opens it, and what it is asked; {words} are of the scene
PAGES: dict[str, list[tuple[str, str]]] = {
    "work": [("sato", ""), ("tanaka", "")],
    "board": [("tanaka", ""), ("kubo", "")],  # the second is refused, kindly
    "cycles": [("tanaka", "")],
    "people": [("tanaka", "")],
    "city": [("tanaka", "")],
    "log": [("kubo", "")],
    "pack": [("tanaka", "")],
    "papers": [("sato", ""), ("sato", DIVISION)],
    "paper": [("sato", "")],
    "workbook": [("sato", "")],
    "workbook_check": [("sato", "?upload={book}"), ("sato", "?upload={wrong}"),
                       ("sato", "?upload={taken}")],
    "sheet": [("sato", ""), *(("sato", f"?s={section}") for section in (
        "basic", "projects", "indicators", "evaluation", "environment", "issues", "promises"))],
    "read": [("sato", ""), ("kato", "")],
    "changes": [("sato", "")],
    "submit": [("sato", "")],
    "ask": [("sato", "")],
    "reviews": [("tanaka", "")],
    "money": [("mori", ""), ("mori", "?year=2024&stage=settlement")],
    "money_columns": [("mori", "?upload={table}")],
    "money_check": [("mori", "?upload={table}")],
    "money_shares": [("mori", ""), ("mori", f"?year=2024&account={ACCOUNT}")],
    "money_personnel": [("mori", "?year=2024")],
    "money_fill": [("mori", "?year=2025&stage=settlement_estimate&decided=1")],
    "surveys": [("tanaka", "")],
    "reflection": [("mori", ""), ("mori", "?filter=fell_more"), ("sato", "?unit=子ども課")],
    "setup": [("tanaka", ""), ("goto", "")],
    "setup_plan": [("tanaka", ""), ("tanaka", "?new=1")],
    "setup_crosswalk": [("tanaka", "")],
    "setup_people": [("tanaka", "")],
    "setup_designs": [("tanaka", "")],
    "setup_design": [("tanaka", "?design={design}")],
    "setup_preview": [("tanaka", "?design={design}&as=screen")],
    "publish": [("tanaka", "")],
    "publish_look": [("tanaka", "?year=2024&kind=first")],
    "publish_run": [("tanaka", "?run={run}")],
}  # fmt: skip
FILES = {"due", "workbook_division", "workbook_sheet", "reflection_paper"}
ANSWERS = {"findings"}  # to the editor's script
BEFORE = {"found"}  # while there is no municipality: see test_town_from_nothing
TREE = "段\t番号\t名称\t担当課\n基本目標\t1\t川のまち\t\n施策\t11\t渡し船を残す\t子ども課"


@dataclass(frozen=True)
class Scene:
    """An office in the middle of its year, and the numbers of what is in it."""

    office: Office
    words: dict[str, int]

    def pages(self) -> Iterator[tuple[Actor, str]]:
        for name, asked in PAGES.items():
            for who, query in asked:
                user = User.objects.get(username=who)
                yield Actor(user), self.address(name) + query.format(**self.words)

    def address(self, name: str) -> str:
        (pattern,) = (one for one in urlpatterns if one.name == name)
        assert isinstance(pattern, URLPattern)
        values = {"case_id": self.words["case"], "part_id": self.words["part"]}
        wanted = pattern.pattern.converters
        return reverse(f"desk:{name}", kwargs={one: values[one] for one in wanted})


@pytest.fixture
def scene() -> Scene:
    office = found_office()
    office.open("three_rounds")
    case = office.case()
    aim = case.plain().narratives[0].at or ""
    remark(case.pk, "この姿は古くありませんか。", by=office.tanaka, spot=Spot("narratives", aim))
    asking = Asking(office.unit("広報課").pk, [Spot("narratives", aim)])
    request_part(case.pk, asking, by=office.sato)
    division = next(one for one in divisions(CITY, by=office.sato) if one.name == "子ども課")
    words = {"case": case.pk, "part": case.parts.get().pk, "cycle": division.cycle,
             "unit": division.unit}  # fmt: skip
    return Scene(office, words | money(office) | setting_up(office) | books(office))


def money(office: Office) -> dict[str, int]:
    build_money(office.mori)
    data = (MONEY / "r6_kessan.csv").read_bytes().replace(b"42", b"4x", 3)
    table = keep_upload(CITY, "R6決算.csv", data, 2024, by=office.mori)
    add_question(CITY, Asked("市民意識調査", "情報が届いていますか", "はい"), by=office.tanaka)
    share = Share(Decimal("54.2"), 987, 51234)
    keep_result(SurveyQuestion.objects.get(), Result(2024, share, 1500), by=office.tanaka)
    return {"table": table.pk}


def setting_up(office: Office) -> dict[str, int]:
    set_plan(Plan(CITY, "第1次計画", 2020, 2025), read_plan(TREE), by=office.tanaka)
    later = read_plan(TREE.replace("11", "A1"))
    set_plan(Plan(CITY, "第2次計画", 2026, 2033), later, by=office.tanaka)
    design = copy_design(CITY, "mihon_shisaku", 2027, by=office.tanaka)
    run = PublishRun.objects.create(
        municipality=office.city, ordered={}, ordered_by=office.tanaka.user,
        ended_at=timezone.now(), refusal="前の版から何も変わっていません。",
    )  # fmt: skip
    return {"design": design.pk, "run": run.pk}


def books(office: Office) -> dict[str, int]:
    """A workbook that meets what another wrote, one that is none, and one that was taken in."""
    case = office.case()
    aim = f"narratives:{case.plain().narratives[0].at}:text"
    book = opened(workbook_of([case], by=office.sato))
    cell(book, aim).value = "ブックに書いた姿。"
    cell(book, aim).parent["Z3"] = "相談したい"
    office.type(office.kato, aim, "画面で直した姿。")

    def sent(data: bytes, name: str) -> int:
        return take_workbook.keep_upload(CITY, data, name, by=office.sato).pk

    found = {"book": sent(saved(book), "子ども課.xlsx"), "wrong": sent(b"?" * 600, "別物.xlsx"),
             "taken": sent(saved(book), "前の.xlsx")}  # fmt: skip
    take_workbook.take_workbook(found["taken"], take_workbook.Choice(), by=office.sato)
    return found


def test_every_address_that_is_opened_has_an_example(scene: Scene) -> None:
    everybody = User.objects.create(username="all", municipality=scene.office.city)
    for role in {row.role for row in Assignment.objects.all()}:
        Assignment.objects.create(user=everybody, municipality=scene.office.city, role=role)
    client = Client()
    client.force_login(everybody)
    opened_by_get = {
        one.name for one in urlpatterns
        if one.name and client.get(scene.address(one.name)).status_code != 405
    }  # fmt: skip
    assert opened_by_get == PAGES.keys() | FILES | ANSWERS | BEFORE


@pytest.mark.slow
def test_every_page_is_accessible_and_fits(scene: Scene, sit_down: Callable[..., Page]) -> None:
    seats: dict[int, Page] = {}
    wrong: list[str] = []
    for who, address in scene.pages():
        page = seats.setdefault(who.user.pk, sit_down(who.user))
        answer = page.goto(address)
        assert answer is not None
        assert answer.status in {200, 403}, address
        assert page.url.endswith(address) or "子" in address, f"{address} leads to {page.url}"
        for name, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            unfold(page)
            # The narrowest is the telephone's page once more.
            found = too_wide(page) if name == "400%" else faults(page)
            wrong += [f"{who.user.username} {name} {address} {one}" for one in found]
    assert wrong == [], "\n".join(wrong)


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.slow
def test_a_refused_form_opens_at_its_reason_and_leads_to_the_field(
    scene: Scene, sit_down: Callable[..., Page]
) -> None:
    page = sit_down(scene.office.mori.user)
    page.goto(f"/desk/money/shares/?year=2024&account={ACCOUNT}")
    share = page.get_by_label("割合").nth(1)
    before = share.input_value()
    share.fill("たくさん")
    page.get_by_label("わけ").first.fill("機器の台数")
    page.get_by_label("わけ").first.press("Enter")
    page.locator("#told").wait_for()
    assert page.evaluate("document.activeElement.id") == "told"
    assert "「たくさん」は数として読めません" in page.locator("#told").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(":focus").input_value() == "たくさん"
    assert page.locator(":focus").get_attribute("aria-invalid") == "true"
    assert page.get_by_label("わけ").first.input_value() == "機器の台数"
    assert faults(page) == []
    page.reload()
    assert share.input_value() == before


# Where the keyboard is: the place of the element in the page (0 for none), whether it is seen to be
# there, and whether something lies over it. What is larger than the window is not asked the last.
WHERE = """() => {
  const one = document.activeElement, all = [...document.querySelectorAll('body *')];
  if (!one || one === document.body) return [0, true, true];
  const box = one.getBoundingClientRect();
  const x = box.x + box.width / 2, y = box.y + Math.min(box.height / 2, 16);
  const over = document.elementFromPoint(x, y), small = box.height < innerHeight / 2;
  const free = !small || !!over && (one.contains(over) || over.contains(one));
  return [all.indexOf(one) + 1, getComputedStyle(one).outlineStyle === 'solid', free];
}"""
# What one can act on, but for the choices of a group, of which the keyboard enters one.
STOPS = """() => [...document.querySelectorAll('body *')]
  .map((one, at) => [one, at + 1])
  .filter(([one]) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility())
  .filter(([one]) => one.matches('a[href], button, input:not([type=radio]), select, textarea,'
    + 'summary, [tabindex]'))
  .map(([one, at]) => at)"""


@pytest.mark.slow
def test_the_keyboard_reaches_everything_in_its_order_and_is_seen(
    scene: Scene, sit_down: Callable[..., Page]
) -> None:
    seats: dict[int, Page] = {}
    wrong: list[str] = []
    for who, address in scene.pages():
        page = seats.setdefault(who.user.pk, sit_down(who.user))
        page.goto(address)
        wrong += [f"{who.user.username} {address}: {one}" for one in tabbed_through(page)]
    assert wrong == [], "\n".join(wrong)


def tabbed_through(page: Page) -> list[str]:
    left, at, found = set(page.evaluate(STOPS)), 0, []
    for _ in range(1000):
        page.keyboard.press("Tab")
        now, seen, free = page.evaluate(WHERE)
        if now < at:  # past the end, or at the beginning again
            break
        at = now  # the same again: the next part of a date
        left.discard(at)
        name = "document.activeElement.outerHTML.slice(0, 120)"
        if not (seen and free):
            found.append(f"{'covered' if seen else 'not seen'}: {page.evaluate(name)}")
    tags = (
        "all => all.map(at => document.querySelectorAll('body *')[at - 1].outerHTML.slice(0, 120))"
    )
    return [*found, *(f"not reached: {one}" for one in page.evaluate(tags, sorted(left)))]
