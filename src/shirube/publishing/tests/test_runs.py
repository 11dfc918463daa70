"""Publishing beside a page: what may follow, how a run ends."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shirube.people.permissions import Refused
from shirube.publishing.models import Edition, PublishRun
from shirube.publishing.publish import Order
from shirube.publishing.runs import SILENT, choices, entered, look, make, silent, years
from shirube.workflow.tests.office import CITY, Office, found_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return found_office()


def publish(office: Office, order: Order) -> PublishRun:
    run = entered(order, by=office.tanaka)
    make(run.pk, order, by=office.tanaka)
    run.refresh_from_db()
    return run


def released(office: Office, **said: object) -> Order:
    found = look(Order(CITY, 2024, reason="確かめ"), by=office.tanaka)
    accept = frozenset(one.token for one in found.blocking)
    return Order(CITY, 2024, reason="公表してよいことを確かめた", accept=accept, **said)  # type: ignore[arg-type]


def test_a_look_stores_nothing_and_names_what_blocks(office: Office) -> None:
    found = look(Order(CITY, 2024, reason="確かめ"), by=office.tanaka)
    assert found.unconfirmed == len(found.snapshot.sheets) > 0
    assert not Edition.objects.exists()


def test_a_run_ends_with_its_edition(office: Office) -> None:
    run = publish(office, released(office))
    assert run.refusal == ""
    assert run.edition is not None
    assert run.ended_at is not None
    assert [one.key for one in choices(run.edition, 2024)] == ["correction", "addition"]
    assert years(CITY)[0][:1] == (2024,)


def test_a_run_that_is_refused_says_why(office: Office) -> None:
    publish(office, released(office))
    run = publish(office, Order(CITY, 2024, kind="addition", reason="もう一度"))
    assert run.edition is None
    assert "何も変わっていません" in run.refusal


def test_reasons_are_asked_before_anything_is_made(office: Office) -> None:
    with pytest.raises(Refused, match="理由"):
        entered(Order(CITY, 2024, kind="correction"), by=office.tanaka)
    with pytest.raises(Refused, match="理由"):
        entered(Order(CITY, 2024, accept=frozenset({"x"})), by=office.tanaka)
    with pytest.raises(Refused):
        entered(Order(CITY, 2024), by=office.sato)
    assert not PublishRun.objects.exists()


def test_one_at_a_time_unless_the_other_died(office: Office) -> None:
    first = entered(Order(CITY, 2024), by=office.tanaka)
    with pytest.raises(Refused, match="つくっているところ"):
        entered(Order(CITY, 2024), by=office.tanaka)
    PublishRun.objects.filter(pk=first.pk).update(seen_at=timezone.now() - 2 * SILENT)
    first.refresh_from_db()
    assert silent(first)
    assert entered(Order(CITY, 2024), by=office.tanaka)


def test_before_the_accounts_are_approved(office: Office) -> None:
    assert [one.key for one in choices(None, 2024)] == ["first", "first:early"]
    assert [one.key for one in choices(None, None)] == ["first"]
    run = publish(office, released(office, before_accounts=True))
    assert run.edition is not None
    assert [one.key for one in choices(run.edition, 2024)] == [
        "first", "correction:early", "addition:early",
    ]  # fmt: skip


def test_a_run_is_silent_only_after_a_while(office: Office) -> None:
    run = entered(Order(CITY, 2024), by=office.tanaka)
    run.seen_at = timezone.now() - SILENT + timedelta(minutes=1)
    assert not silent(run)
