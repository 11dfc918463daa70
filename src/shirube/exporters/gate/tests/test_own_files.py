"""What this program writes: full marks at all three levels, or it does not go out."""

import json
import zipfile
from pathlib import Path

import pytest

from shirube.exporters import FORMATS, ExportContext
from shirube.exporters.gate import RULES, GateError, Report, check, examine
from shirube.exporters.gate.headers import needs_unit
from shirube.exporters.gate.model import Status
from shirube.exporters.gate.quality import quality, quality_json
from shirube.exporters.gate.tests.making import HEADER, ROWS, csv_of, described
from shirube.exporters.tests.real import EVERY, MIHON, published
from shirube.schema.tables import TABLES, Table

# The CSV files of Data Package and CSVW are those of csv, explained by another document.
WRITTEN = [
    *((name, source) for name in ("csv", "xlsx") for source in EVERY),
    ("datapackage", MIHON),
    ("csvw", MIHON),
]
CONTEXT = ExportContext("見本市の行政評価", edition="2024-1")


def written(name: str, source: str, folder: Path) -> list[Path]:
    return FORMATS[name].write(published(source), folder, CONTEXT)


def shortcomings(reports: list[Report]) -> dict[str, list[str]]:
    """File → rules that are broken or were not judged."""
    good = (Status.MET, Status.BESIDE, Status.NOTHING)
    return {
        report.file: [ident for ident, one in report.verdicts.items() if one.status not in good]
        for report in reports
        if not report.is_full
    }


@pytest.mark.parametrize(("name", "source"), WRITTEN)
def test_every_file_has_full_marks(name: str, source: str, tmp_path: Path) -> None:
    reports = check(written(name, source, tmp_path))
    assert reports
    assert shortcomings(reports) == {}


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_doctor_says_the_same_of_our_files_as_the_gate(name: str, tmp_path: Path) -> None:
    """The gate reads our own files faster; anybody's reader comes to the same marks."""
    paths = [p for p in written(name, MIHON, tmp_path) if p.suffix in (".csv", ".xlsx")]
    assert shortcomings(examine(paths)) == {}


def test_what_is_met_and_how_is_told_of_the_set(tmp_path: Path) -> None:
    told = quality(check(written("csv", MIHON, tmp_path)))
    assert told["is_full"]
    assert told["level_reached"] == 3
    assert [one["id"] for one in told["rules"]] == list(RULES)
    by_rule = {one["id"]: one["status"] for one in told["rules"]}
    assert by_rule["L3-08"] == "beside"
    assert by_rule["L1-12"] == "nothing"  # CSV has no merged cells
    assert all(level["met"] == level["judged"] for level in told["levels"])
    assert json.loads(quality_json([])) == quality([])


def test_the_same_files_give_the_same_words(tmp_path: Path) -> None:
    paths = written("csv", MIHON, tmp_path)
    assert quality_json(check(paths)) == quality_json(check(paths))


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_decimal_has_its_unit(table: Table) -> None:
    """Also those columns that no sample fills, or L3-04 would stop an edition one day."""
    for column in table.columns:
        if column.type == "decimal":
            assert column.unit or column.unit_column or not needs_unit(column.name), column.name


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_what_a_city_prints_stops_no_edition(name: str, tmp_path: Path) -> None:
    """Its own stages and items, numbers in circles, spaces for looks, 外字, very long texts."""
    [sheet, *_] = [one for one in published(MIHON) if one.costs and one.narratives]
    odd = "　①その他（繰入金）  94/107 〃 \ue000\n同上"
    cost = sheet.costs[0].model_copy(update={"stage": odd, "item": odd, "printed": odd})
    text = sheet.narratives[0].model_copy(update={"text": odd * 20_000})
    spoiled = sheet.model_copy(update={"costs": (cost,), "narratives": (text,), "title": odd})
    FORMATS[name].write([spoiled], tmp_path, CONTEXT)
    reports = check(sorted(tmp_path.iterdir()))
    assert {"L1-08"} == {rule for rules in shortcomings(reports).values() for rule in rules}


def test_a_file_that_breaks_a_rule_does_not_go_out(tmp_path: Path) -> None:
    described(tmp_path)
    path = tmp_path / "data.csv"
    path.write_bytes(csv_of(HEADER, *ROWS, ["999997", 2024, "北公民館", "1円"]))
    with pytest.raises(GateError) as stopped:
        check([path])
    assert "data.csv L2-01 D6 '1円'" in stopped.value.text("ja")
    assert "does not go out" in stopped.value.text("en")


@pytest.mark.parametrize(
    ("spoiled", "rule"),
    [
        (b'</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>', "L1-12"),
        (b"<row><c><f>1+1</f><v>2</v></c></row></sheetData>", "L2-06"),
        (b'<row hidden="1"><c><v>2</v></c></row></sheetData>', "L1-13"),
    ],
)
def test_a_long_workbook_is_checked_to_its_end(spoiled: bytes, rule: str, tmp_path: Path) -> None:
    """Behind the first rows only the structure is read, and that of every row."""
    path = tmp_path / "data.xlsx"
    long_workbook(path, spoiled)
    with pytest.raises(GateError) as stopped:
        check([path])
    assert rule in stopped.value.reports[0].broken


def long_workbook(path: Path, end: bytes) -> None:
    """A workbook as ours are written, longer than what is read cell by cell."""
    [made] = written("xlsx", MIHON, path.parent)
    row = b"<row>" + b"<c><v>1</v></c>" * 3 + b"</row>"
    names = b"".join(
        b'<c t="inlineStr"><is><t>%s</t></is></c>' % n for n in (b"no", b"id", b"rank")
    )
    sheet = b'<worksheet xmlns:r="r"><sheetData><row>' + names + b"</row>" + row * 40_000 + end
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            is_first = name.endswith("sheet1.xml")
            after.writestr(name, sheet if is_first else before.read(name))
