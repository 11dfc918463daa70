"""Bringing an installation up to date makes what is derived anew."""

import pytest

from shirube.commands.installation import _derive
from shirube.designs import Library
from shirube.people.actors import system
from shirube.publishing.models import ListRow
from shirube.publishing.publish import Order, publish_edition
from shirube.publishing.search.models import SearchRow
from shirube.sheets.tests.build import CITY, DESIGN, reading, sheet
from shirube.workflow.take_in import take_in


@pytest.mark.django_db
def test_what_an_older_version_published_can_be_listed_and_found() -> None:
    take_in(reading(sheet("511")), by=system(), accept=True)
    publish_edition(Order(CITY.code, 2019), by=system(), library=Library([(DESIGN, None)]))
    before = ListRow.objects.count(), SearchRow.objects.count()
    ListRow.objects.all().delete()
    SearchRow.objects.all().delete()
    _derive()
    assert (ListRow.objects.count(), SearchRow.objects.count()) == before
