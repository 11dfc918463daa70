"""Every line of 「Bad input」: a clear message with the file's name, and memory bounded."""

import io
import struct
import subprocess
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from shirube.sources import open_bytes
from shirube.sources.tests.making import (
    SHEET,
    pdf,
    refused,
    sheet_xml,
    small_workbook,
    texts,
    with_part,
)

MEGABYTE = 1024 * 1024
MOST_MEMORY = 300 * MEGABYTE
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n"


@contextmanager
def bounded_memory() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


def message(data: bytes, name: str, code: str) -> str:
    with bounded_memory():
        problem = refused(data, name)
    assert problem.code == code
    assert problem.fatal
    assert name in problem.text("ja")
    return problem.text("ja")


def bomb(size: int) -> bytes:
    """A workbook with a part of zeros, written in pieces so that the test itself stays small."""
    buffer = io.BytesIO(small_workbook())
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/media/picture.bin", "w") as part,
    ):
        for _ in range(size // MEGABYTE):
            part.write(bytes(MEGABYTE))
    return buffer.getvalue()


@pytest.mark.parametrize("suffix", ["txt", "csv", "xlsx", "pdf"])
@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf\n", b"\x00" * 512])
def test_empty(suffix: str, data: bytes) -> None:
    message(data, f"a.{suffix}", "empty_file")


def test_truncated_workbook() -> None:
    whole = small_workbook()
    assert "zip" in message(whole[: len(whole) // 2], "a.xlsx", "not_a_workbook")


def test_truncated_pdf() -> None:
    whole = pdf("= 指標\n#lorem(200)")
    assert "途中" in message(whole[: len(whole) // 2], "a.pdf", "not_a_pdf")


def test_shift_jis() -> None:
    assert texts(open_bytes("施策\t評価\r\n".encode("cp932"), "a.txt"))[0] == "施策\t評価"


def test_utf_16() -> None:
    assert texts(open_bytes("施策\t評価\r\n".encode("utf-16"), "a.txt"))[0] == "施策\t評価"


def test_workbook_with_a_password() -> None:
    locked = OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    message(locked, "a.xlsx", "password_protected")


def test_zip_with_a_password() -> None:
    data = bytearray(small_workbook())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + offset] |= 1
    message(bytes(data), "a.xlsx", "password_protected")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("事業名,決算\n".encode(), "文字"),
        ("<html><table><tr><td>事業</td></tr></table></html>".encode(), "HTML"),
        (PNG + bytes(50), "PNG"),
        (OLE + bytes(1024), ".xls"),
        (b"%PDF-1.7\n", "PDF"),
    ],
    ids=["csv", "html", "picture", "old excel", "pdf"],
)
def test_not_really_a_workbook(data: bytes, word: str) -> None:
    assert word in message(data, "a.xlsx", "not_a_workbook")


def test_word_document_is_no_workbook() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<document/>")
    message(buffer.getvalue(), "a.xlsx", "not_a_workbook")


@pytest.mark.parametrize("data", ["文字だけ".encode(), PNG, small_workbook()])
def test_not_really_a_pdf(data: bytes) -> None:
    message(data, "a.pdf", "not_a_pdf")


def opened_by_itself(rows: str, tmp_path: Path) -> tuple[int, int, int]:
    """Shape of the first tab and peak memory of a process that does nothing but open it."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(with_part(small_workbook(), SHEET, sheet_xml(rows)))
    done = subprocess.run([sys.executable, "-c", _OPEN, path], capture_output=True, check=True)
    height, width, peak = (int(word) for word in done.stdout.split())
    return height, width, peak * 1024


# VmHWM, not ru_maxrss: that one begins with the memory of the process that forked.
_OPEN = """
import sys
from pathlib import Path
from shirube.sources import open_path
rows = open_path(Path(sys.argv[1])).grids[0].rows
peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
print(len(rows), len(rows[0]), peak)
"""


def test_a_million_empty_rows(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}" ht="15"/>' for n in range(3, 1_000_001))
    head = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    height, width, peak = opened_by_itself(head + rows, tmp_path)
    assert (height, width) == (2, 2)
    assert peak < MOST_MEMORY


def test_a_value_in_the_last_of_a_million_rows(tmp_path: Path) -> None:
    ends = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (1, 1_000_000))
    height, width, peak = opened_by_itself(ends, tmp_path)
    assert (height, width) == (1_000_000, 1)
    assert peak < MOST_MEMORY


def test_zip_bomb() -> None:
    small = bomb(400 * MEGABYTE)
    assert len(small) < MEGABYTE
    assert "300 MB" in message(small, "a.xlsx", "zip_bomb")


def test_zip_bomb_that_declares_a_small_size() -> None:
    size = 400 * MEGABYTE
    lie = bomb(size).replace(struct.pack("<L", size), struct.pack("<L", 1000))
    with zipfile.ZipFile(io.BytesIO(lie)) as package:
        assert sum(part.file_size for part in package.infolist()) < MEGABYTE
    message(lie, "a.xlsx", "zip_bomb")


def test_text_of_endless_lines() -> None:
    message(b"\n" * 2_000_000 + b"a", "a.txt", "too_many_lines")


def test_csv_of_endless_cells() -> None:
    message(b"," * 2_500_000, "a.csv", "too_many_cells")


def test_scanned_pdf() -> None:
    message(pdf(f"#image({_PIXELS}, width: 100%)"), "a.pdf", "scanned_pdf")


def test_pdf_bomb() -> None:
    packed = zlib.compress(bytes(100 * MEGABYTE))
    head = b"%PDF-1.4\n1 0 obj\n<</Length 1 /Filter /FlateDecode>>\nstream\n"
    message(head + packed + b"\nendstream\nendobj\n%%EOF\n", "a.pdf", "zip_bomb")


def test_pdf_with_a_password() -> None:
    message(_locked_pdf(), "a.pdf", "password_protected")


def _locked_pdf() -> bytes:
    """The smallest PDF that asks for a password: its encryption entry knows no empty one."""
    key = b"<" + b"41" * 32 + b">"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Filter/Standard/V 1/R 2/O " + key + b"/U " + key + b"/P -4>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>"
    return out + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)


# A picture as typst takes it: 2 × 2 pixels of raw grey.
_PIXELS = """bytes((0, 255, 255, 0)), format: (encoding: "luma8", width: 2, height: 2)"""
