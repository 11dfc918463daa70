"""A workbook put together of worksheets that were written row by row.

All tables grow at once, a zip takes one file at a time: each worksheet is deflated into a file of
its own, and its bytes are copied into the workbook at the end. Everything around the worksheets is
XlsxWriter's work.
"""

import io
import shutil
import zipfile
import zlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import IO

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>'
    '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft"'
    ' state="frozen"/></sheetView></sheetViews><sheetData>'
)
_TAIL = "</sheetData></worksheet>"
_AT_ONCE = 256  # rows that are deflated together
_DAY = (1980, 1, 1, 0, 0, 0)  # the same sheets give the same bytes, whatever the day
_SHEET = "xl/worksheets/sheet"


class Worksheet:
    """One worksheet while it grows, deflated into a file."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.rows = 0
        self._path = path
        self._file: IO[bytes] = path.open("wb")
        self._deflate = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._waiting = [_HEAD]
        self._crc = self._size = 0

    def add(self, xml: str) -> None:
        """A row."""
        self.rows += 1
        self._waiting.append(xml)
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def close(self) -> None:
        """No row comes any more."""
        self._waiting.append(_TAIL)
        self._write()
        self._file.write(self._deflate.flush())
        self._file.close()

    def _write(self) -> None:
        data = "".join(self._waiting).encode()
        self._waiting.clear()
        self._crc = zlib.crc32(data, self._crc)
        self._size += len(data)
        self._file.write(self._deflate.compress(data))

    def put_into(self, package: zipfile.ZipFile, part: str) -> None:
        """Copy the deflated bytes, which ``zipfile`` would deflate again, and file them as its own.

        After this the package is only closed or given another part.
        """
        info = zipfile.ZipInfo(part, _DAY)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.CRC, info.file_size = self._crc, self._size
        info.compress_size = self._path.stat().st_size
        assert package.fp is not None
        package.fp.seek(package.start_dir)
        info.header_offset = package.fp.tell()
        package.fp.write(info.FileHeader())
        with self._path.open("rb") as file:
            shutil.copyfileobj(file, package.fp, 1024 * 1024)
        package.start_dir = package.fp.tell()
        package.filelist.append(info)
        package.NameToInfo[part] = info
        self._path.unlink()


def put_together(path: Path, worksheets: Sequence[Worksheet]) -> None:
    """Write the workbook of these closed worksheets, in their order."""
    around = zipfile.ZipFile(io.BytesIO(_around([sheet.name for sheet in worksheets])))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part in around.namelist():
            if not part.startswith(_SHEET):
                info = zipfile.ZipInfo(part, _DAY)
                info.compress_type = zipfile.ZIP_DEFLATED
                package.writestr(info, around.read(part))
        for number, sheet in enumerate(worksheets, start=1):
            sheet.put_into(package, f"{_SHEET}{number}.xml")


def _around(names: Sequence[str]) -> bytes:
    """A workbook with worksheets of these names and nothing in them."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(*_DAY)})  # noqa: DTZ001
    for name in names:
        book.add_worksheet(name)
    book.close()
    return out.getvalue()
