"""Whatever the bytes are: an answer about every rule, or a refusal that says why."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from shirube.basics.problems import UnreadableFileError
from shirube.exporters.gate import RULES, Report, examine
from shirube.exporters.gate.model import MOST_PLACES, Status
from shirube.exporters.gate.tests.making import HEADER, ROWS, csv_of, report_of

ANY_FOLDER = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
CELLS = st.text(
    st.sampled_from('0123456789,."\n\r\t 年令和同上その他（）①円%▲※-/|、あ漢\u3000;X'), max_size=8
)


def answered(path: Path) -> Report | None:
    """The report, or None where the file is refused; nothing else may come."""
    refused: list[UnreadableFileError] = []
    reports = examine([path], refused.append)
    if refused:
        assert refused[0].problem.text("ja")
        return None
    [report] = reports
    assert set(report.verdicts) == set(RULES)
    assert 0 <= report.reached <= 3
    assert all(score.met <= score.judged for score in report.scores)
    for verdict in report.verdicts.values():
        assert (verdict.status == Status.BROKEN) == bool(verdict.findings)
        assert verdict.status != Status.UNJUDGED or (verdict.reason.ja and verdict.reason.en)
        for finding in verdict.findings:
            assert 0 < len(finding.spots.first) <= MOST_PLACES
            assert finding.spots.total >= len(finding.spots.first)
    assert report.as_json()
    return report


@ANY_FOLDER
@given(data=st.binary(max_size=300))
@example(data=b"\xef\xbb\xbf")
@example(data=b'a,b\n"1')
@example(data=b",\n,\n")
def test_any_bytes_as_csv(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(data)
    answered(path)


@ANY_FOLDER
@given(rows=st.lists(st.lists(CELLS, max_size=5), max_size=8), codec=st.sampled_from(
    ["utf-8", "utf-8-sig", "cp932", "utf-16"]
))  # fmt: skip
def test_any_cells_as_csv(rows: list[list[str]], codec: str, tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes("\n".join(",".join(row) for row in rows).encode(codec, "replace"))
    answered(path)


@ANY_FOLDER
@given(rows=st.lists(st.lists(st.one_of(CELLS, st.integers(), st.none()), max_size=5), max_size=8))
def test_any_cells_as_workbook(rows: list[list[object]], tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append([f"'{one}" if str(one).startswith("=") else one for one in row])
    book.save(tmp_path / "any.xlsx")
    assert answered(tmp_path / "any.xlsx") is not None


@ANY_FOLDER
@given(at=st.integers(0, 6000), byte=st.integers(0, 255))
def test_a_damaged_workbook(at: int, byte: int, tmp_path: Path) -> None:
    data = bytearray(workbook_bytes())
    data[at % len(data)] = byte
    path = tmp_path / "any.xlsx"
    path.write_bytes(data)
    answered(path)


@ANY_FOLDER
@given(xml=st.text(st.sampled_from('<>c/row v="t1A is&;sheetData'), max_size=80))
def test_any_xml_as_a_sheet(xml: str, tmp_path: Path) -> None:
    replaced(tmp_path, "xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{xml}".encode())
    answered(tmp_path / "any.xlsx")


def workbook_bytes() -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active.append(HEADER)
    for row in ROWS:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def replaced(folder: Path, part: str, contents: bytes) -> None:
    """A workbook with one part of it written anew."""
    with (
        zipfile.ZipFile(io.BytesIO(workbook_bytes())) as before,
        zipfile.ZipFile(folder / "any.xlsx", "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, contents if name == part else before.read(name))


@pytest.mark.parametrize("codec", ["cp932", "euc_jp", "utf-16", "utf-8"])
def test_encodings_are_told(codec: str, tmp_path: Path) -> None:
    data = csv_of(HEADER, *ROWS).decode("utf-8-sig").encode(codec)
    report = report_of(tmp_path, data)
    expected = {"euc_jp": "euc-jp", "utf-16": "utf-16-le"}.get(codec, codec)
    assert report.encoding == expected
    assert report.broken == ()


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    replaced(tmp_path, "xl/worksheets/sheet1.xml", b"<row>" + b" " * 400_000_000)
    with pytest.raises(UnreadableFileError) as refused:
        examine([tmp_path / "any.xlsx"])
    assert refused.value.problem.code == "zip_bomb"


def test_a_cell_far_away_does_not_fill_the_memory(tmp_path: Path) -> None:
    cells = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 3_000))
    replaced(
        tmp_path, "xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{cells}</sheetData>".encode()
    )
    report = answered(tmp_path / "any.xlsx")
    assert report is not None
    assert report.verdicts["L1-02"].status in (Status.UNJUDGED, Status.BROKEN)


def test_a_cell_that_never_ends_is_read_in_one_go(tmp_path: Path) -> None:
    cells = "<row>" + "<c>" * 200_000
    replaced(tmp_path, "xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{cells}".encode())
    answered(tmp_path / "any.xlsx")


def test_places_are_bounded_and_their_number_told(tmp_path: Path) -> None:
    rows = [["999997", 2024, f"館{n}", "1円"] for n in range(5000)]
    report = report_of(tmp_path, csv_of(HEADER, *rows))
    [finding] = report.verdicts["L2-01"].findings
    assert finding.spots.total == 5000
    assert len(finding.spots.first) == MOST_PLACES


@pytest.mark.parametrize("name", ["data.csv", "data.xlsx"])
def test_an_empty_file_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    assert answered(tmp_path / name) is None or name.endswith("xlsx")


def test_prefixed_and_strict_workbooks_are_read(tmp_path: Path) -> None:
    """Some programs write ``<x:row>`` and name no places."""
    rows = "".join(
        "<x:row>" + "".join(f'<x:c t="str"><x:v>{cell}</x:v></x:c>' for cell in row) + "</x:row>"
        for row in (HEADER, ["999997", "令和5年度", "北公民館", "5円"])
    )
    xml = f"<x:worksheet><x:sheetData>{rows}</x:sheetData></x:worksheet>"
    replaced(tmp_path, "xl/worksheets/sheet1.xml", xml.encode())
    report = answered(tmp_path / "any.xlsx")
    assert report is not None
    assert {"L2-01", "L3-05"} <= set(report.broken)
