"""The sample city comes with one verb and goes with one, leaving nothing."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from shirube.people.actors import Actor, system
from shirube.people.models import Assignment, LogEntry, Municipality, Role, User
from shirube.people.permissions import Refused
from shirube.publishing.models import Edition
from shirube.sample.keeping import add_sample, remove_sample
from shirube.sheets.models import StoredSheet

pytestmark = pytest.mark.django_db(transaction=True)
# The log grows by two; of the search index only what it holds counts (docsize), not how. That the
# rows of editions changed is told by one row for all towns.
UNCOUNTED = {"people_logentry", "sqlite_sequence", "search_index", "search_index_data",
             "search_index_idx", "publishing_rowsstate"}  # fmt: skip
OURS, SAMPLE, TODAY = "999989", "999997", date(2026, 6, 1)


@pytest.fixture
def tanaka() -> Actor:
    city = Municipality.objects.create(code=OURS, name="見習い町")
    user = User.objects.create(username="tanaka", last_name="田中", municipality=city)
    Assignment.objects.create(user=user, municipality=city, role=Role.PLANNING)
    system()
    return Actor(user)


def everything() -> dict[str, int]:
    """Rows of every table but the log and the count of ids, search index included."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name not in UNCOUNTED:
                cursor.execute(f'SELECT count(*) FROM "{name}"')
                found[name] = cursor.fetchone()[0]
    return found


def test_nothing_is_left_but_two_lines_in_our_log(tanaka: Actor) -> None:
    before = everything()
    add_sample(TODAY, by=tanaka, own=OURS)
    assert Edition.objects.filter(municipality=SAMPLE).count() == 4
    assert User.objects.filter(municipality=SAMPLE, username="mihon-sato").exists()
    remove_sample(SAMPLE, by=tanaka, own=OURS)
    after = everything()
    assert {
        name: (before[name], after[name]) for name in after if after[name] != before[name]
    } == {}
    assert [(one.verb, one.municipality_id) for one in LogEntry.objects.all()] == [
        ("keep_sample", OURS),
        ("keep_sample", OURS),
    ]
    connection.check_constraints()


def test_a_city_with_real_data_stays(tanaka: Actor) -> None:
    with pytest.raises(Refused, match="見本として置いた市ではない"):
        remove_sample(OURS, by=tanaka, own=OURS)
    assert Municipality.objects.filter(pk=OURS).exists()


def test_every_model_is_reached_or_shared() -> None:
    """A table that knows no municipality is named here, or the sample city would stay in it."""
    from shirube.sample.removing import _referring_to

    reached: set[type[Model]] = {Municipality}
    waiting: list[type[Model]] = [Municipality]
    while waiting:
        for other, _ in _referring_to(waiting.pop()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    ours = {one for one in apps.get_models() if one.__module__.startswith("shirube.")}
    assert {one.__name__ for one in ours - reached} == {"Blob", "RowsState"}


def test_only_those_who_set_up(tanaka: Actor) -> None:
    Assignment.objects.filter(user=tanaka.user).update(role=Role.FINANCE)
    with pytest.raises(Refused):
        add_sample(TODAY, by=tanaka, own=OURS)
    assert not StoredSheet.objects.exists()
