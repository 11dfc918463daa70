"""The cells of the tabs as XML, put into a workbook that XlsxWriter made around them.

400 forms are a quarter of a million cells. Cell by cell through XlsxWriter they take twice as long
as there is time for; package, styles, lists, protection and pages stay its work.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from shirube.basics.spreadsheet_xml import escaped
from shirube.sources.document import column_letters
from shirube.workbooks.forms import Line

_LETTERS = [column_letters(number) for number in range(16_384)]  # as many as Excel has columns
_TEXTS = "xl/sharedStrings.xml"
_COUNTS = re.compile(r' (?:uniqueCount|count)="\d+"')
_SHARED = re.compile(r't="s"><v>(\d+)</v>')


@dataclass
class Texts:
    """The shared texts of a workbook, each once."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """Its number; ours stand before those that XlsxWriter wrote."""
        found = self.numbers.get(text)
        if found is None:
            found = self.numbers[text] = len(self.numbers)
        return found

    def xml(self) -> str:
        """The texts in their order."""
        return "".join(
            f'<si><t xml:space="preserve">{escaped(one)}</t></si>' for one in self.numbers
        )


@dataclass
class Rows:
    """The rows of one tab while they are written."""

    texts: Texts
    styles: Mapping[tuple[str, bool], int]  # style, wrapped over several columns → number
    xml: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    last: int = 0  # column
    bottom: int = 1  # row

    def hidden(self, texts: Iterable[str]) -> None:
        """The first row: what the tab is, and the names of the columns."""
        cells = "".join(self._text(column, 1, text, 0) for column, text in enumerate(texts))
        self.xml.insert(0, f'<row r="1" hidden="1">{cells}</row>')

    def add(self, number: int, key: str, line: Line) -> None:
        """A line of the form; ``number`` counts from one."""
        high = f' ht="{line.height:g}" customHeight="1"' if line.height else ""
        xml = [f'<row r="{number}"{high}>{self._text(0, number, key, 0)}']
        for column, cell in line.cells.items():
            style, end = self.styles[cell.style, cell.span > 1], column + cell.span
            xml.append(self._text(column, number, cell.text, style))
            if cell.span > 1:
                pads = (
                    f'<c r="{_LETTERS[n]}{number}" s="{style}"/>' for n in range(column + 1, end)
                )
                xml += pads
                self.merged.append(
                    f'<mergeCell ref="{_LETTERS[column]}{number}:{_LETTERS[end - 1]}{number}"/>'
                )
            self.last = max(self.last, end - 1)
        self.bottom = number
        self.xml.append(f"{''.join(xml)}</row>")

    def _text(self, column: int, row: int, text: str, style: int) -> str:
        if not text:
            return f'<c r="{_LETTERS[column]}{row}" s="{style}"/>'
        # Always a text: 「=1+1」 and 「@SUM」 are words here, 「94/107」 is no date.
        number = self.texts.number(text)
        return f'<c r="{_LETTERS[column]}{row}" s="{style}" t="s"><v>{number}</v></c>'

    def put_into(self, xml: str) -> str:
        """The XML of the tab with these rows in place of its own."""
        rows = f"<sheetData>{''.join(self.xml)}</sheetData>"
        if self.merged:
            joined = f'<mergeCells count="{len(self.merged)}">{"".join(self.merged)}</mergeCells>'
            xml = re.sub(r"(<sheetProtection [^>]*/>)", rf"\1{joined}", xml, count=1)
        size = f'<dimension ref="A1:{column_letters(self.last)}{self.bottom}"/>'
        xml = re.sub(r'<dimension ref="[^"]*"/>', size, xml, count=1)
        before, _, behind = xml.partition("<sheetData/>")
        return f"{before}{rows}{behind}"


def put_together(package: zipfile.ZipFile, tabs: Mapping[str, Rows], texts: Texts) -> bytes:
    """The workbook again, with rows in its tabs (by part) and their texts before its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as made:
        for name, data in _parts(package, tabs, texts):
            made.writestr(name, data)
    return out.getvalue()


def _parts(
    package: zipfile.ZipFile, tabs: Mapping[str, Rows], texts: Texts
) -> Iterator[tuple[str, str | bytes]]:
    def moved(number: re.Match[str]) -> str:
        return f't="s"><v>{int(number[1]) + len(texts.numbers)}</v>'

    for name in package.namelist():
        data = package.read(name)
        if name in tabs:
            yield name, tabs[name].put_into(data.decode())
        elif name == _TEXTS:
            yield name, _with_texts(data.decode(), texts)
        elif name.startswith("xl/worksheets/sheet"):
            yield name, _SHARED.sub(moved, data.decode())
        else:
            yield name, data


def _with_texts(xml: str, texts: Texts) -> str:
    head, first, rest = xml.partition("<si>")
    return f"{_COUNTS.sub('', head)}{texts.xml()}{first}{rest}"
