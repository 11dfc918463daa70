"""An edition's whole life: first, addition, correction, withdrawal; nothing private by any path."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from django.test import Client

from shirube.basics.testing import samples_folder
from shirube.importers import read_path
from shirube.importers.read import Reading
from shirube.people.actors import Actor, system
from shirube.plans.models import Link
from shirube.publishing import kept, queries
from shirube.publishing.freeze import freeze
from shirube.publishing.models import Blob, Edition, EditionFile
from shirube.publishing.publish import NotPublishedError, Order, publish_edition, snapshot_of
from shirube.publishing.site import write_site
from shirube.publishing.snapshot import File, Kept, Snapshot
from shirube.publishing.withdraw import withdraw_edition
from shirube.schema import Contact, Review, Sheet, SheetKey
from shirube.schema.words import Unplaced
from shirube.sheets.forms import library
from shirube.sheets.models import StoredSheet
from shirube.workflow.correct import Target, correct
from shirube.workflow.link import Decision, decide, propose
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db
FILES = Path(__file__).resolve().parents[1] / "src/shirube/sample/files"
CITY = "999997"
SECRET, PHONE, LOST = "秘密 太郎", "090-0000-1111", "置けなかった秘密の文"
READ = re.compile(r'href="([^"#]+)"')


def us() -> Actor:
    return system("見本 花子")


def publish(order: Order) -> Edition:
    try:
        return publish_edition(order, by=us(), library=library())
    except NotPublishedError as refusal:
        if not refusal.findings:
            raise
        accept = frozenset(finding.token for finding in refusal.findings)
        released = replace(order, accept=accept, reason=order.reason or "架空の人である")
        return publish_edition(released, by=us(), library=library())


def reading(**more: object) -> Reading:
    """Last year's file of the fictional city, with more on its first sheet."""
    found = read_path(FILES / "r6_shisaku.txt", library=library())
    first, *rest = found.sheets
    return replace(found, sheets=(first.model_copy(update=more), *rest))


def files(edition: Edition) -> dict[str, bytes]:
    rows = EditionFile.objects.filter(edition=edition).select_related("blob")
    return {row.path: row.blob.content for row in rows}


def test_first_addition_correction_withdrawal(client: Client) -> None:
    take_in(reading(), by=us())
    first = publish(Order(CITY, 2024))
    bytes_of_first = files(first)

    review = Review.model_validate({"no": "1", "round": "外部評価", "by": "行政評価委員会",
                                    "text": "待ち日数を見直すこと。"})  # fmt: skip
    take_in(reading(reviews=(review,)), by=us(), accept=True)
    addition = publish(Order(CITY, 2024, "addition", "外部評価の意見を加えた"))
    assert json.loads(files(addition)["errata.json"]) == []
    assert "待ち日数を見直すこと。" in files(addition)["program/11/index.html"].decode()

    value = next(v for v in reading().sheets[0].indicators[0].values if v.measure == "actual")
    key = SheetKey(CITY, 2024, "program", "11")
    correct(Target(key, value.at or ""), "7", by=us(), reason="写しまちがい")
    correction = publish(Order(CITY, 2024, "correction", "写しまちがい"))
    (erratum,) = json.loads(files(correction)["errata.json"])
    assert (erratum["after"], erratum["reason"]) == ("7", "写しまちがい")

    assert files(first) == bytes_of_first  # nothing that came later touched it
    assert [one.slug for one in (first, addition, correction)] == ["2024-1", "2024-2", "2024-3"]
    assert client.get(f"/{CITY}/2024/program/11/")["Location"].endswith("/e/2024-3/program/11/")

    withdraw_edition(correction.pk, "誤った訂正だったため", by=us())
    assert client.get(f"/{CITY}/e/2024-3/program/11/").status_code == 410
    assert client.get(f"/{CITY}/2024/program/11/")["Location"].endswith("/e/2024-2/program/11/")
    listed = client.get(f"/{CITY}/").content.decode()
    assert "誤った訂正だったため" in listed


def test_the_same_sheets_give_the_same_bytes_again() -> None:
    take_in(reading(), by=us())
    edition = publish(Order(CITY, 2024, papers=True))
    order = Order(CITY, 2024, papers=True)
    again = snapshot_of(order, None, library(), edition.published_at)
    order_of_then = replace(again, reason=edition.reason, ref=replace(again.ref, number=1))
    made = {file.path: file.data for file in freeze(order_of_then) if isinstance(file, File)}
    stored = files(edition)
    assert made.keys() == stored.keys()
    assert [path for path in made if made[path] != stored[path]] == []


def corrected(code: str, text: str, reason: str) -> Edition:
    """Correct the first actual value of a program's first indicator, and publish that."""
    sheet = next(s.current.plain() for s in StoredSheet.objects.filter(code=code, kind="program"))
    value = next(v for v in sheet.indicators[0].values if v.measure == "actual")
    correct(Target(sheet.key, value.at or ""), text, by=us(), reason=reason)
    return publish(Order(CITY, 2024, "correction", reason, papers=True))


def test_unchanged_sheets_keep_the_bytes_and_the_edition_they_came_with() -> None:
    take_in(reading(), by=us())
    first = publish(Order(CITY, 2024, papers=True))
    second = corrected("11", "7", "写しまちがい")
    third = corrected("21", "8", "これも写しまちがい")
    before, after = files(first), files(third)
    same = {path for path in before if before[path] == after[path]}
    for code, number, unchanged in (("11", 2, False), ("21", 3, False), ("32", 1, True)):
        own = {path for path in before if path.startswith(f"program/{code}/")}
        assert any(path.endswith(".pdf") for path in own)
        assert (own <= same) is unchanged
        assert f"第{number}版" in after[f"program/{code}/index.html"].decode()
        assert f"第{number}版" in after[f"program/{code}/sheet.txt"].decode()
    assert files(second)["program/11/index.html"] == after["program/11/index.html"]
    assert "第3版" in after["index.html"].decode()


def test_what_is_kept_is_what_would_be_made() -> None:
    """All files made anew, each sheet's with the edition it came with, are the bytes kept."""
    take_in(reading(), by=us())
    first = publish(Order(CITY, 2024, papers=True))
    second = corrected("11", "7", "写しまちがい")
    like = snapshot_of(Order(CITY, 2024, papers=True), None, library(), second.published_at)
    unchanged = {sheet.key: Kept(queries.reference(first), "first")
            for sheet in like.sheets if sheet.code != "11"}  # fmt: skip
    order = Order(CITY, 2024, "correction", second.reason, papers=True)
    errata = snapshot_of(order, first, library(), second.published_at).errata
    like = replace(like, ref=queries.reference(second), errata=errata, kept=unchanged)
    made = freeze(replace(like, kind="correction", reason=second.reason))
    anew = {file.path: file.data for file in made if isinstance(file, File)}
    stored = files(second)
    assert anew.keys() == stored.keys()
    assert [path for path in anew if anew[path] != stored[path]] == []


def test_pages_are_made_anew_when_what_they_show_may_have_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take_in(reading(), by=us())
    first = publish(Order(CITY, 2024))
    take_in(reading(title="別の題"), by=us(), accept=True)
    monkeypatch.setattr(kept, "program", lambda: "another version of the program")
    second = publish(Order(CITY, 2024, "correction", "題の誤り"))
    assert "第2版" in files(second)["program/32/index.html"].decode()

    take_in(reading(title="また別の題"), by=us(), accept=True)
    withdraw_edition(second.pk, "誤り", by=us())
    third = publish(Order(CITY, 2024, "correction", "題の誤り"))  # kept of the first: not the same
    assert "第3版" in files(third)["program/32/index.html"].decode()
    assert "第1版" in files(first)["program/32/index.html"].decode()


def test_whoever_adds_to_the_snapshot_decides_whether_it_belongs_to_the_inputs() -> None:
    said_of_the_whole = {
        "ref",
        "kind",
        "reason",
        "sheets",
        "errata",
        "data_files",
        "quality",
        "kept",
    }
    in_the_inputs = {"designs", "ledger", "earlier", "papers", "city"}
    assert {field.name for field in fields(Snapshot)} == said_of_the_whole | in_the_inputs


def test_how_well_a_machine_reads_the_tables_stands_on_the_data_page(client: Client) -> None:
    take_in(reading(), by=us())
    made = files(publish(Order(CITY, 2024)))
    told = json.loads(made["data-quality.json"])
    assert told["is_full"]
    page = made["data/index.html"].decode()
    assert "3つのレベルのすべてを満たしています" in page
    assert all(rule["id"] in page for rule in told["rules"])
    english = client.get(f"/en/{CITY}/2024/data/").content.decode()
    assert "They meet all three levels" in english
    assert client.get(f"/{CITY}/e/2024-1/data-quality.json").status_code == 200


def test_pages_that_name_a_withdrawn_edition_are_not_kept() -> None:
    take_in(reading(), by=us())
    first = publish(Order(CITY, 2024, papers=True))
    corrected("11", "7", "写しまちがい")
    withdraw_edition(first.pk, "個人の名前", by=us())
    third = corrected("21", "8", "これも写しまちがい")
    assert "第3版" in files(third)["program/32/index.html"].decode()
    assert "第2版" in files(third)["program/11/index.html"].decode()


def test_bytes_do_not_change_when_the_schema_does(client: Client) -> None:
    """Stored bytes are served bytes; a sheet of an older schema is still read and compared."""
    take_in(reading(), by=us())
    edition = publish(Order(CITY, 2024))
    row = EditionFile.objects.get(edition=edition, path="sheets.json")
    older = json.loads(row.blob.content)
    for one in older:  # as an edition of the first schema wrote it
        for key in ("follow_ups", "reviews"):
            one.pop(key)
    blob = Blob.of(json.dumps(older, ensure_ascii=False).encode())
    blob.save()
    EditionFile.objects.filter(pk=row.pk).update(blob=blob)
    served = client.get(f"/{CITY}/e/2024-1/sheets.json").content
    assert served == blob.content
    assert len(queries.sheets_of(edition)) == len(older)


def private_reading() -> Reading:
    contact = Contact(role="担当者", name=SECRET, phone=PHONE, email="himitsu@mihon.example")
    return reading(contacts=(contact,), unplaced=(Unplaced(text=LOST, at="L9C9"),))


def everything_public(client: Client, edition: Edition, out: Path) -> Iterator[tuple[str, bytes]]:
    """Whatever a stranger can get: stored files, every page the portal links to, the site."""
    yield from files(edition).items()
    seen, waiting = set(), ["/", f"/{CITY}/", f"/{CITY}/feed.atom", f"/{CITY}/feed.json",
                            f"/{CITY}/search/?q={SECRET}", f"/{CITY}/search/?q=秘密",
                            f"/{CITY}/embed/2024/program/11/1/",
                            f"/{CITY}/lists/issues/?format=csv"]  # fmt: skip
    both = f"{CITY}/2024/program/11"
    waiting.append(f"/{CITY}/compare/?a={both}&b={both}")
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(("/static", f"/{CITY}/e/")):
            continue
        seen.add(address)
        page = client.get(address, follow=True)
        yield address, page.content
        if page["Content-Type"].startswith("text/html") and len(seen) < 400:
            found = READ.findall(page.content.decode())
            waiting += [one.replace("&amp;", "&") for one in found if one.startswith("/")]
            waiting += [address.partition("?")[0] + one.replace("&amp;", "&") for one in found
                        if one.startswith("?")]  # fmt: skip
    write_site(out, url="https://hyoka.example.jp/")
    for path in out.rglob("*.*"):
        yield str(path), path.read_bytes()


def test_nothing_private_leaves_by_any_path(client: Client, tmp_path: Path) -> None:
    take_in(private_reading(), by=us())
    stored = StoredSheet.objects.get(municipality=CITY, kind="program", code="11")
    assert SECRET in stored.current.plain().model_dump_json()  # it is there to be leaked
    edition = publish(Order(CITY, 2024))
    leaks = [
        (name, word)
        for name, content in everything_public(client, edition, tmp_path / "site")
        for word in (SECRET, LOST, "himitsu@mihon.example")
        if word in content.decode("utf-8", "replace") and f"q={word}" not in name
        and "/search/" not in name
    ]  # fmt: skip
    assert leaks == []
    assert (
        PHONE.encode() in files(edition)["csv/contacts.csv"]
    )  # the form opens the division's line
    hits = client.get(f"/{CITY}/search/?q=秘密")
    assert hits.context["page"].paginator.count == 0


def kiyose(year: int) -> Sheet:
    name = {2019: "kiyose_shisaku_r1.txt", 2021: "kiyose_shisaku_r3.txt"}[year]
    found = read_path(samples_folder() / name, library=library())
    take_in(found, by=us())
    return next(one for one in found.sheets if one.code == "513")


def test_the_target_ledger_of_kiyose_513_shows_both_changed_targets() -> None:
    for year in (2019, 2021):
        kiyose(year)
    publish(Order("132217", 2019))
    propose("132217", by=us())
    rows = Link.objects.filter(municipality_id="132217", from_key__contains="program/513")
    decide(list(rows.values_list("pk", flat=True)),
           Decision(accept=True, reason="名前と単位が同じ"), by=us())  # fmt: skip
    edition = publish(Order("132217", 2021))
    mine = re.compile(r"program/513/indicator/\d+/index\.html")
    pages = [content.decode() for path, content in files(edition).items() if mine.fullmatch(path)]
    text = "\n".join(pages)
    assert "460,000" in text
    assert "470,000" in text
    assert "590,000" in text
    assert "500,000" in text
    assert text.count("理由の記載なし") == 2


def test_a_festival_is_found_at_its_row_with_its_money(client: Client) -> None:
    kiyose(2019)
    publish(Order("132217", 2019))
    page = client.get("/132217/search/", {"q": "まつり"})
    text = page.content.decode()
    assert "市民まつり事業" in re.sub(r"</?mark>", "", text)
    (href,) = set(re.findall(r'href="([^"]+#p-\d+)"', text))
    folder, _, anchor = href.partition("#")
    sheet = client.get(folder).content.decode()
    row = sheet[sheet.index(f'id="{anchor}"'):][:200]  # fmt: skip
    assert "市民まつり事業" in row
    assert text.count("決算") >= 1
