"""What the values of a workbook do not tell: formulas, cells that show another number than they
hold, macros, links to other files. Looked for in the XML; nothing of it is run or followed.
"""

import html
import re
from dataclasses import dataclass, field

from shirube.sources.xlsx.unpacking import Package

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^<>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^<>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>((?:(?!</?(?:\w+:)?c[ >]).)*)", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_FORMATS = re.compile(rb"<(?:\w+:)?numFmt\b([^<>]*)>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^<>]*)>")
_PERCENT = {"9", "10"}  # built in: 0% and 0.00%
_SCALED = re.compile(r"[0#?],+(?:[^0#?,]|$)")  # 「#,##0,」 shows thousands
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")


@dataclass
class Seen:
    """Cells of a tab by what is the matter with them: C7 …"""

    formulas: set[str] = field(default_factory=set)
    percent: set[str] = field(default_factory=set)
    scaled: set[str] = field(default_factory=set)
    errors: set[str] = field(default_factory=set)

    @property
    def any(self) -> bool:
        """Whether anything is the matter at all."""
        return bool(self.formulas or self.percent or self.scaled or self.errors)


@dataclass
class Scan:
    """What was found in a workbook, tab by tab."""

    tabs: dict[str, Seen]
    macros: bool = False
    links: bool = False


def scan(package: Package) -> Scan:
    """Look through a package whose sizes were checked."""
    parts = {name.lower().lstrip("/"): name for name in package.parts}

    def text(name: str) -> bytes:
        return b"".join(package.pieces(parts[name])) if name in parts else b""

    percent, scaled = _number_styles(text("xl/styles.xml"))
    found = Scan({})
    found.macros = any(name.endswith("vbaproject.bin") for name in parts)
    found.links = any(name.startswith("xl/externallinks/") for name in parts)
    targets = _targets(text("xl/_rels/workbook.xml.rels"))
    for attributes in _SHEET.findall(text("xl/workbook.xml")):
        said = _said(attributes)
        link = next((value for key, value in said.items() if key.endswith(":id")), "")
        part = targets.get(link, "")
        path = part.lstrip("/") if part.startswith("/") else f"xl/{part}"
        found.tabs[said.get("name", "")] = _look(text(path.lower()), percent, scaled)
    return found


def _said(attributes: bytes) -> dict[str, str]:
    return {
        key.decode(): html.unescape((double or single).decode("utf-8", "replace"))
        for key, double, single in _ATTRIBUTE.findall(attributes)
    }


def _targets(xml: bytes) -> dict[str, str]:
    said = (_said(attributes) for attributes in _RELATION.findall(xml))
    return {one.get("Id", ""): one.get("Target", "") for one in said}


def _number_styles(xml: bytes) -> tuple[set[bytes], set[bytes]]:
    """Styles (their numbers) that show a percentage, and those that show thousands."""
    codes = {
        one.get("numFmtId", ""): one.get("formatCode", "")
        for one in map(_said, _FORMATS.findall(xml))
    }
    plain = {key: _LITERAL.sub("", code) for key, code in codes.items()}
    as_percent = _PERCENT | {key for key, code in plain.items() if "%" in code}
    as_scaled = {key for key, code in plain.items() if _SCALED.search(code)}
    block = _STYLES.search(xml)
    used = [_said(one).get("numFmtId", "") for one in _STYLE.findall(block[0] if block else b"")]
    numbers = {key: {str(n).encode() for n, one in enumerate(used) if one in wanted}
               for key, wanted in (("percent", as_percent), ("scaled", as_scaled))}  # fmt: skip
    return numbers["percent"], numbers["scaled"]


def _look(xml: bytes, percent: set[bytes], scaled: set[bytes]) -> Seen:
    found = Seen()
    # A workbook as we wrote it has none of these, so its cells need not be walked.
    if not (percent or scaled or _FORMULA.search(xml) or b't="e"' in xml):
        return found
    for attributes, inner in _CELL.findall(xml):
        said = _said(attributes)
        place, style = said.get("r", ""), said.get("s", "").encode()
        if _FORMULA.search(inner):
            found.formulas.add(place)
        if said.get("t") == "e":
            found.errors.add(place)
        if said.get("t", "n") == "n":
            if style in percent:
                found.percent.add(place)
            if style in scaled:
                found.scaled.add(place)
    return found
