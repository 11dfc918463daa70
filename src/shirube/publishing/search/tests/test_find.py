"""The index finds what a naive search over the same texts finds, on whichever database."""

import random

import pytest
from django.core.management import call_command
from django.utils import timezone

from shirube.designs import Library
from shirube.people.actors import system
from shirube.people.models import Municipality
from shirube.publishing.models import Edition
from shirube.publishing.publish import Order, publish_edition
from shirube.publishing.search import index
from shirube.publishing.search.find import choices, find, rows
from shirube.publishing.search.models import SearchRow, Volume
from shirube.publishing.search.query import parse
from shirube.publishing.search.rows import Draft, drafts
from shirube.publishing.search.stores import Wanted, store
from shirube.publishing.search.tests.reference import reference
from shirube.publishing.withdraw import withdraw_edition
from shirube.schema import Issue, Narrative, NextAction, Project, Review, Sheet, Unit
from shirube.sheets.tests.build import CITY, DESIGN, OTHER_FILE, indicator, reading, sheet, value
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db

SENTENCES = (
    "市民まつりの来場者は１，２３４人でした。",
    "防災訓練を３回行い、コーヒーを配った。",
    "人々がＤＸ（デジタル化）に親しむ。%_'\"\\;*",
    "自由ヶ丘の公園で祭り\nを開いた。",
    "第1,234回の相談は120件、前年度は1,120件。",
    "補助金の見直し – まつり補助 " + "7" * 3000,
)


def city(year: int) -> tuple[Sheet, ...]:
    made = []
    for number, text in enumerate(SENTENCES):
        after = SENTENCES[(number + year) % len(SENTENCES)]
        made.append(
            sheet(
                f"5{number}",
                year,
                title=("まつりと交流", "防災", "情報", "公園", "相談", "財政")[number],
                units=(Unit(role="主担当課", name=("商工課", "防災課")[number % 2]),),
                narratives=(Narrative(key="now", label="現状", text=text),),
                issues=(Issue(no="1", text=after, next_actions=(NextAction(text=text),)),),
                reviews=(Review(no="1", round="外部評価", text=after, answer=text),),
                projects=(
                    Project(code=f"01{number}", name="市民まつり事業", unit="商工課"),
                    Project(code=f"02{number}", name=f"防災事業{number}", unit=None),
                ),
                indicators=(indicator(after, value(year, "1234", "L1C2", printed="1,234")),),
            )
        )
    return tuple(made)


def taken_in(*sheets: Sheet, sha256: str = "a" * 64) -> None:
    take_in(reading(*sheets, sha256=sha256), by=system(), accept=True)


def publish(order: Order) -> Edition:
    return publish_edition(order, by=system(), library=Library([(DESIGN, None)]))


def published(*years: int) -> list[Draft]:
    """Index these years; what the naive search looks through, newest first."""
    made: list[Draft] = []
    Municipality.objects.get_or_create(code=CITY.code, name=CITY.name)
    for year in sorted(years, reverse=True):
        edition = Edition.objects.create(
            municipality_id=CITY.code,
            year_key=str(year),
            fiscal_year=year,
            number=1,
            kind="first",
            published_at=timezone.now(),
            published_by=system().user,
        )
        index.put(edition, city(year), {})
        for one in city(year):
            made += drafts(one, None)
    return made


def found(typed: str, **filters: str) -> list[tuple[str, str, int | None]]:
    ids = find(parse(typed), filters).best
    return [(row.part, row.hit["path"], row.hit["fiscal_year"]) for row in rows(ids)]


def expected(made: list[Draft], typed: str, **filters: str) -> list[tuple[str, str, int | None]]:
    hits = reference(made, parse(typed), **filters)
    return [(hit.part, hit.hit["path"], hit.hit["fiscal_year"]) for hit in hits]


QUERIES = (
    "まつり", "祭", "の", "市民まつり", "1234", "1,234", "１２３４", "234", "120件", "防災 訓練",
    "訓練 防災課", "まつり -補助", "まつり -防災", '"市民 まつり"', "市民 まつり 商工課", "dx",
    "ＤＸ", "デジタル", "ﾃﾞｼﾞﾀﾙ化", "コ－ヒ－", "人人", "自由ケ丘", "祭りを", "見本市",
    "暮らし 公園", "第1,234回", "令和元年度 相談", "施策50", "5", "%", "_", "'", "\\", "*", "-",
    "。", "ない言葉", "りの来場者は", "課課", "業市", "NEAR(防災 訓練)", "name:防災", "OR", "防災*",
    '"', "まつり\x00", "🎆", "x" * 300, "7" * 200,
)  # fmt: skip


@pytest.mark.parametrize("typed", QUERIES)
def test_finds_what_a_naive_search_finds_in_the_same_order(typed: str) -> None:
    made = published(2019, 2020)
    assert found(typed) == expected(made, typed)


def test_random_pieces_and_combinations() -> None:
    made = published(2018, 2019)
    chance = random.Random(1)
    text = "".join(SENTENCES)
    for _ in range(150):
        words = []
        for _ in range(chance.randint(1, 3)):
            start = chance.randrange(len(text))
            minus = "-" if chance.random() < 0.2 else ""
            words.append(minus + text[start : start + chance.randint(1, 6)])
        typed = " ".join(words)
        assert found(typed) == expected(made, typed), typed


@pytest.mark.parametrize(
    "filters",
    [
        {"year": "2019"},
        {"part": "project"},
        {"unit": "商工課"},
        {"branch": "暮らし", "kind": "program"},
        {"branch": "どこにもない"},
        {"municipality": CITY.code, "year": "2020", "unit": "防災課"},
        {"municipality": "132217"},
        {"year": "' OR 1=1 --"},
    ],
    ids=str,
)
def test_filters_narrow(filters: dict[str, str]) -> None:
    made = published(2019, 2020)
    for typed in ("まつり", "の", "まつり -補助"):
        assert found(typed, **filters) == expected(made, typed, **filters)


def test_the_first_are_the_same_however_many_are_wanted() -> None:
    published(2019, 2020)
    for typed in QUERIES:
        every = find(parse(typed), {})
        assert find(parse(typed), {}, best=3).best == every.best[:3]
        assert sorted(every.every) == sorted(every.best)


def test_the_name_of_a_municipality_beside_other_words_narrows() -> None:
    made = published(2019)
    assert found("見本市 公園") == expected(made, "公園")
    assert found("見本市 公園", municipality="132217") == []


def test_a_name_counts_more_than_a_text_and_the_newest_year_comes_first() -> None:
    published(2019, 2020)
    hits = [
        (row.part, row.hit["fiscal_year"]) for row in rows(find(parse("市民まつり事業"), {}).best)
    ]
    assert hits[:12] == [("project", 2020)] * 6 + [("project", 2019)] * 6


def test_only_the_newest_edition_is_found_and_unchanged_rows_stay() -> None:
    taken_in(sheet("511"), sheet("512"))
    publish(Order(CITY.code, 2019))
    before = set(SearchRow.objects.filter(sheet="program/512").values_list("pk", flat=True))
    changed = sheet("511", indicators=(indicator("窓口の数", value(2019, "7", "L1C2")),))
    taken_in(changed, sha256=OTHER_FILE)
    publish(Order(CITY.code, 2019, "correction", "指標の誤り"))
    assert [path for _, path, _ in found("相談件数")] == ["program/512/indicator/1/"]
    assert [path for _, path, _ in found("窓口の数")] == ["program/511/indicator/1/"]
    assert before == set(SearchRow.objects.filter(sheet="program/512").values_list("pk", flat=True))
    assert Volume.objects.get().edition.number == 2


def test_a_withdrawn_edition_is_not_found_and_the_one_before_comes_back() -> None:
    taken_in(sheet("511"))
    publish(Order(CITY.code, 2019))
    taken_in(sheet("511", title="窓口"), sha256=OTHER_FILE)
    second = publish(Order(CITY.code, 2019, "correction", "題の誤り"))
    assert found("窓口")
    withdraw_edition(second.pk, "個人の名前", by=system())
    assert not found("窓口")
    assert found("施策511")
    withdraw_edition(Edition.objects.get(number=1).pk, "個人の名前", by=system())
    assert not SearchRow.objects.exists()
    assert not found("施策511")


def test_pairs_go_with_the_edition_they_belong_to() -> None:
    published(2024, 2023)
    Edition.objects.filter(fiscal_year=2024).delete()
    assert {year for _, _, year in found("まつり")} == {2023}
    assert set(store().find(Wanted(("まつり",)), 99, 99)[1]) <= set(
        SearchRow.objects.values_list("pk", flat=True)
    )


@pytest.mark.django_db(transaction=True)
def test_pairs_go_when_the_tables_are_emptied() -> None:
    published(2024)
    assert store().find(Wanted(("まつり",)), 99, 99)[1]
    call_command("flush", interactive=False, verbosity=0)
    assert store().find(Wanted(("まつり",)), 99, 99)[1] == []


def test_rebuilding_finds_the_same() -> None:
    taken_in(*city(2019))
    publish(Order(CITY.code, 2019))
    before = [found(typed) for typed in QUERIES]
    index.rebuild(Edition.objects.get())
    assert [found(typed) for typed in QUERIES] == before


def test_choices_are_what_occurs() -> None:
    published(2019, 2020)
    named = choices(CITY.code)
    assert named["year"] == ["2020", "2019"]
    assert named["unit"] == ["商工課", "防災課"]
    assert named["branch"] == ["暮らし"]
    assert named["part"] == ["sheet", "indicator", "project", "issue", "review"]
    assert choices("132217")["year"] == []


def test_more_rows_ask_the_same_number_of_queries(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    published(2019)
    ids = find(parse("の"), {}).best
    assert len(ids) > 2
    for some in (ids[:1], ids):
        with django_assert_num_queries(2):
            rows(some)
