"""Every English page of the fictional city's files and of the real samples: it answers, and says
of every Japanese letter that it is one.
"""

import pytest
from django.test import Client

from shirube.basics.testing import SAMPLES, samples_folder
from shirube.importers import read_path
from shirube.portal.english.tests.published import DEMO, Unmarked, addresses, page, publish
from shirube.sheets.forms import library

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", [path.name for path in sorted(DEMO.iterdir()) if path.is_file()])
def test_pages_of_the_fictional_city(client: Client, name: str) -> None:
    edition = publish(read_path(DEMO / name, library=library()))
    for address in addresses(edition):
        page(client, address)


@pytest.mark.parametrize("name", SAMPLES)
def test_pages_of_the_samples(client: Client, name: str) -> None:
    file = samples_folder() / name
    if not file.exists():
        pytest.skip(f"{name} is not among the samples")
    edition = publish(read_path(file, library=library()))
    for address in addresses(edition):
        page(client, address)


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>目標</p>", ["目標"]),
        ('<p lang="ja">目標 <b>値</b></p>', []),
        ('<div lang="ja"><p lang="en">目標</p></div>', ["目標"]),
        ('<p aria-label="目標">x</p>', ["目標"]),
        ('<br><input value="の"><p lang="ja">の</p>', ["の"]),
        ("<p>②</p><p>１</p>", ["１"]),
    ],
    ids=["plain", "marked", "inner language", "attribute", "empty element", "full width"],
)
def test_the_check_itself_sees_what_is_unmarked(markup: str, found: list[str]) -> None:
    check = Unmarked()
    check.feed(markup)
    assert check.found == found
