"""Publishing: frozen bytes, numbered editions, corrections with errata, what is refused."""

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator

import duckdb
import pytest

from shirube.designs import Library
from shirube.people.actors import system
from shirube.people.city.deciding import decide_city
from shirube.people.city.model import CitySettings
from shirube.people.models import LogEntry, User
from shirube.people.permissions import Refused
from shirube.publishing import queries
from shirube.publishing.models import Blob, Edition, EditionFile
from shirube.publishing.publish import NotPublishedError, Order, publish_edition
from shirube.publishing.snapshot import File, StoredFile
from shirube.schema import Contact, Narrative, Sheet, from_json
from shirube.sheets.tests.build import CITY, DESIGN, OTHER_FILE, indicator, reading, sheet, value
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db

LIBRARY = Library([(DESIGN, None)])
FIRST = Order(CITY.code, 2019)


def taken_in(*sheets: Sheet, sha256: str = "a" * 64) -> None:
    take_in(reading(*sheets, sha256=sha256), by=system(), accept=True)


def publish(order: Order = FIRST) -> Edition:
    return publish_edition(order, by=system(), library=LIBRARY)


def stored(edition: Edition, path: str) -> bytes:
    file = queries.stored_file(edition, path)
    assert file is not None, path
    return file.blob.content


def test_first_edition_holds_sheets_pages_data_design_ledger_and_manifest() -> None:
    taken_in(sheet("511"), sheet("512"))
    edition = publish()
    paths = set(EditionFile.objects.filter(edition=edition).values_list("path", flat=True))
    assert {
        "index.html",
        "look.css",
        "sheets.json",
        "ledger.json",
        "manifest.json",
        "designs/mihon.json",
        "csv/indicator_values.csv",
        "program/511/index.html",
        "program/511/sheet.json",
        "program/512/indicator/1/index.html",
    } <= paths
    assert [one.code for one in from_json(stored(edition, "sheets.json"))] == ["511", "512"]


def test_manifest_names_every_other_file_with_its_hash() -> None:
    taken_in(sheet())
    edition = publish()
    manifest = json.loads(stored(edition, "manifest.json"))
    for entry in manifest["files"]:
        data = stored(edition, entry["path"])
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
        assert len(data) == entry["bytes"]
    assert len(manifest["files"]) == EditionFile.objects.filter(edition=edition).count() - 1
    assert (manifest["fiscal_year"], manifest["edition"]) == (2019, 1)


def texts(content: bytes) -> Iterator[str]:
    """All that is written in a file of an edition, whatever its format."""
    if content.startswith(b"PK"):  # a workbook
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            yield from (parts.read(name).decode("utf-8") for name in parts.namelist())
    elif content.startswith(b"PAR1"):
        with tempfile.NamedTemporaryFile(suffix=".parquet") as file, duckdb.connect() as tables:
            file.write(content)
            file.flush()
            yield str(tables.read_parquet(file.name).fetchall())
    else:
        yield content.decode("utf-8")


def test_what_the_design_calls_private_is_in_no_file() -> None:
    taken_in(sheet(contacts=(Contact(role="担当者", name="見本 花子", phone="000-111-2222"),)))
    publish()
    for blob in Blob.objects.all():
        assert not any("花子" in text or "000-111-2222" in text for text in texts(blob.content))


def test_every_page_of_an_unconfirmed_sheet_says_so() -> None:
    taken_in(sheet())
    edition = publish()
    for path in ("index.html", "program/511/index.html", "program/511/indicator/1/index.html"):
        assert "機械読取・未確認" in stored(edition, path).decode()
    assert b"machine_read" in stored(edition, "csv/indicator_values.csv")


def test_correction_lists_what_changed_and_leaves_the_first_edition_as_it_was() -> None:
    taken_in(sheet())
    first = publish()
    bytes_before = {file.path: file.blob.content for file in _files(first)}
    changed = indicator("相談件数", value(2019, "125", "L10C2"))
    taken_in(sheet(indicators=(changed,)), sha256=OTHER_FILE)
    second = publish(Order(CITY.code, 2019, "correction", "集計の誤り"))
    errata = json.loads(stored(second, "errata.json"))
    assert second.number == 2
    assert [(e["before"], e["after"], e["reason"]) for e in errata] == [
        ("120", "125", "集計の誤り")
    ]
    assert "集計の誤り" in stored(second, "errata/index.html").decode()
    assert {file.path: file.blob.content for file in _files(first)} == bytes_before


def test_indicator_of_an_earlier_year_is_joined_only_by_the_ledger() -> None:
    taken_in(sheet(year=2019))
    publish()
    taken_in(sheet(year=2020, indicators=(indicator("相談件数", value(2020, "90", "L1")),)))
    second = publish(Order(CITY.code, 2020))
    page = stored(second, "program/511/indicator/1/index.html").decode()
    assert "結び付けた記録はありません" in page
    assert ">120件<" not in page


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (Order(CITY.code, 2020), "import"),
        (Order(CITY.code, 2019, "correction", "理由"), "初版"),
        (Order(CITY.code, 2019, accept=frozenset({"x"})), "--reason"),
    ],
    ids=["nothing taken in", "correction before the first", "released without a reason"],
)
def test_refuses_with_a_reason(order: Order, words: str) -> None:
    taken_in(sheet())
    with pytest.raises(NotPublishedError) as refusal:
        publish(order)
    assert words in refusal.value.text("ja")
    assert not Edition.objects.exists()


def test_refuses_a_second_first_edition_and_one_without_changes() -> None:
    taken_in(sheet())
    publish()
    with pytest.raises(NotPublishedError, match="公表済み"):
        publish()
    with pytest.raises(NotPublishedError, match="変わっていません"):
        publish(Order(CITY.code, 2019, "addition", "外部評価の意見"))
    with pytest.raises(NotPublishedError, match="理由が必要"):
        publish(Order(CITY.code, 2019, "correction"))


def test_readings_alone_are_a_change() -> None:
    taken_in(sheet())
    publish()
    again = Order(CITY.code, 2019, "addition", "ふりがなを付けた")
    settings = CitySettings(reading="みほんし", readings={"広報課": "こうほうか"})
    decide_city(CITY.code, settings, by=system())
    edition = publish(again)
    assert json.loads(stored(edition, "city.json"))["readings"] == {"広報課": "こうほうか"}
    with pytest.raises(NotPublishedError, match="何も変わっていません"):
        publish(again)


def test_personal_data_blocks_until_it_is_released_with_a_reason() -> None:
    text = Narrative(key="note", label="備考", text="電話は090-1234-5678まで。", at="L3")
    taken_in(sheet(narratives=(text,)))
    with pytest.raises(NotPublishedError) as refusal:
        publish()
    tokens = frozenset(finding.token for finding in refusal.value.findings)
    assert tokens
    edition = publish(Order(CITY.code, 2019, reason="公開の窓口の番号", accept=tokens))
    log = LogEntry.objects.get(verb="publish")
    assert edition.number == 1
    assert log.note == "公開の窓口の番号"
    assert log.after is not None
    assert set(log.after["accepted"]) == tokens


def test_a_stranger_may_not_publish() -> None:
    from shirube.people.actors import Actor

    taken_in(sheet())
    stranger = User.objects.create_user("satou")
    with pytest.raises(Refused):
        publish_edition(FIRST, by=Actor(stranger), library=LIBRARY)


def test_killed_while_writing_leaves_no_edition() -> None:
    taken_in(sheet())

    def dies(files: Iterable[File | StoredFile]) -> Iterable[File | StoredFile]:
        yield next(iter(files))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish_edition(FIRST, by=system(), library=LIBRARY, progress=dies)
    assert not Edition.objects.exists()
    assert publish().number == 1


def _files(edition: Edition) -> Iterable[EditionFile]:
    return EditionFile.objects.filter(edition=edition).select_related("blob")
