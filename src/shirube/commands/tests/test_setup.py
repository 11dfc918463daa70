"""The steps of setting up from the command line."""

from pathlib import Path

import pytest

from shirube.commands.setting_up import Given, look_or_do
from shirube.people.models import Municipality, User
from shirube.people.permissions import Refused
from shirube.plans.ledger import ledger
from shirube.plans.models import PlanPeriod
from shirube.workflow.setup_drafts import chosen_route

pytestmark = pytest.mark.django_db
CITY = "999989"
TREE = "段,番号,名称\n施策,11,道\n施策,12,舟"


@pytest.fixture(autouse=True)
def _city() -> None:
    Municipality.objects.create(code=CITY, name="見習い町")


def do(step: str, what: str, *, years: str = "", store: bool = True) -> list[str]:
    given = Given(step, what, CITY, "計画", years, remove=False, by="遠野")
    return [one.text() for one in look_or_do(given, store=store, ask=lambda text: text)]


def test_a_plan_is_shown_before_it_is_stored() -> None:
    assert do("plan", TREE, years="2025-2029", store=False) == []
    assert not PlanPeriod.objects.exists()
    assert do("plan", TREE, years="2025-2029") == []
    assert PlanPeriod.objects.get().entries.count() == 2


def test_problems_are_told_and_nothing_is_stored() -> None:
    assert "2行目" in do("plan", "段,番号,名称\n施策,,道", years="2025")[0]
    assert (
        "3行目" in do("people", "利用者名,姓,部署,役割\nhata,秦,建設課,担当課\nono,小野,,課長")[0]
    )
    assert not PlanPeriod.objects.exists()
    assert not User.objects.filter(username="hata").exists()


def test_a_crosswalk_from_a_table() -> None:
    do("plan", TREE, years="2025-2029")
    do("plan", "段,番号,名称\n施策,A,道と舟", years="2030-2034")
    assert do("crosswalk", "前の番号,新しい番号\n11,A\n12,A", years="2030") == []
    assert {one.relation for one in ledger(CITY)} == {"merged"}
    assert "2行目: 前の計画に番号99はありません" in do("crosswalk", "前の番号,新しい番号\n99,A")[0]


def test_a_route_is_chosen_by_its_key() -> None:
    do("route", "town")
    assert chosen_route(CITY) == "town"
    with pytest.raises(Refused):
        do("route", "nowhere")


def test_a_step_without_its_municipality_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--municipality"):
        look_or_do(Given("plan", "x", "", "", "", False, ""), store=False, ask=str)
