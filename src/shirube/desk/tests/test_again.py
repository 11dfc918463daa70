"""A refused form is shown once more as it was sent, with its wrong field marked."""

import pytest
from django.test import Client
from django.urls import reverse

from shirube.desk import again
from shirube.workflow.tests.office import Office, found_office

pytestmark = pytest.mark.django_db
PRICE = {"form": "price", "year": "2024", "category": "正規職員", "yen": "たかい"}


@pytest.fixture
def office() -> Office:
    return found_office()


def refused(client: Client, form: dict[str, str]) -> str:
    """The page to which a refused form leads."""
    answer = client.post(reverse("desk:money_personnel"), form)
    assert answer.status_code == 303
    assert answer["Location"].endswith("#told")
    return client.get(answer["Location"]).content.decode()


def at(office: Office) -> Client:
    client = Client()
    client.force_login(office.mori.user)
    return client


def test_what_was_typed_stands_there_and_the_wrong_field_is_marked(office: Office) -> None:
    page = refused(at(office), PRICE)
    assert 'id="money_personnel-price-category" value="正規職員"' in page
    wrong = 'id="money_personnel-price-yen" aria-invalid="true" aria-describedby="told"'
    assert f'{wrong} value="たかい"' in page
    assert '<a href="#money_personnel-price-yen">' in page


def test_the_other_form_of_the_page_stays_as_it_was(office: Office) -> None:
    page = refused(at(office), PRICE)
    assert 'id="money_personnel-hours-category" value=""' in page


def test_it_is_shown_once(office: Office) -> None:
    client = at(office)
    refused(client, PRICE)
    assert "たかい" not in client.get(reverse("desk:money_personnel")).content.decode()


def test_a_book_is_not_carried_in_the_session(office: Office) -> None:
    client = at(office)
    refused(client, PRICE | {"category": "長" * again.MOST_LETTERS})
    assert again.SESSION not in client.session
