"""The headed parts of one sheet. Headings are known by their words: numbers, ``#`` and width vary,
and an extraction may leave a heading at the end of a paragraph's line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from shirube.basics.fiscal_year import years_in
from shirube.basics.japanese_text import squeeze
from shirube.basics.numbers_in_print import narrow
from shirube.sources.document import Line

_NUMBER = r"(?:[①-⑳⑴-⒇]|\(\s*\d{1,2}\s*\)|\d{1,2}\s*[..、]?)\s*"
_YEAR = r"(?P<year>(?:令和|平成|R|H)?\s*(?:\d{1,2}|元))\s*"
_NOTE = r"\s*(?:[(※*].*)?$"  # what the form prints behind a heading
_ASK = r".*?(?:か\s*[?]|$)"


def _spaced(words: str) -> str:
    return r"\s*".join(re.escape(letter) for letter in words)


def _rule(words: str, tail: str, *, year: bool = False, numbered: bool = True) -> re.Pattern[str]:
    before, _, after = words.partition("N")
    middle = _spaced(before) + r"\s*" + _YEAR + _spaced(after) if year else _spaced(words)
    number = _NUMBER if numbered else f"(?:{_NUMBER})?"
    return re.compile(rf"{number}{middle}{tail}")


# key → pattern, searched at the start of a line; ``rest`` of the line is the part's first text.
HEADINGS = {
    "target": _rule("対象(誰", r".*$", numbered=False),
    "purpose_and_indicators": _rule("施策の目的", r".{0,8}指?\s*[旨指]\s*標\s*$", numbered=False),
    "aim": _rule("施策の目的", r"(?=\s|$)"),
    "table": _rule("総事業費・指標等の", r".*$"),
    "plan": re.compile(rf"{_NUMBER}.*基本計画期間.*取組内容\s*$"),
    "evaluation": _rule("施策の成果指標実績値に対する評価", _NOTE),
    "target_achievement": _rule("施策全体の成果実績目標達成度", ""),
    "time_comparison": _rule("時系列比較", r"(?:\s*\([^)]*\))?"),
    "reason": re.compile(rf"{_NUMBER}上記\s*\(1\)\s*\(2\)\s*の理由.*$"),
    "state": _rule("施策の現状", _NOTE),
    "situation": _rule("施策を取り巻く状況", _ASK),
    "opinions": _rule("この施策に対して関係者", _ASK),
    "other_municipalities": _rule("この施策に関して他自治体", _ASK),
    "work": _rule("施策の具体的な取組状況", _NOTE),
    "work_done": _rule("N年度の取組状況", _NOTE, year=True, numbered=False),
    "work_planned": _rule("N年度の取組予定", _NOTE, year=True, numbered=False),
    "result": _rule("N年度の評価結果", _NOTE, year=True),
    "summary": _rule("施策の全体総括", _NOTE),
    "achievements": re.compile(rf"[○〇◯●]?\s*{_spaced('成果実績')}\s*$"),
    "room_for_improvement": re.compile(
        rf"[○〇◯●]?\s*{_spaced('改善余地のある事項')}(?:[・、]?\s*課題等?)?\s*$"
    ),
    "overall": _rule("施策のN年度における総合評価", _NOTE, year=True),
    "future": _rule("施策の課題・今後の方向性", _NOTE),
    "next_policy": _rule("N年度の取組方針", _NOTE, year=True, numbered=False),
    "mid_term_policy": _rule("中期的な取組方針", _NOTE, numbered=False),
}
# Inside a line only these, with their number: a sentence may well speak of 中期的な取組方針.
_INSIDE = ("situation", "opinions", "other_municipalities", "work", "summary", "overall")
_MARKUP = re.compile(r"^\s*(?:#+\s*|[-*+]\s+)*")
_DATED = re.compile(r"年|^[RHＲＨ][0-9０-９]{1,2}$")
_TITLE = re.compile(r"[^。、]{0,20}施策マネジメントシート[^。、]{0,30}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line's text. ``fresh``: a blank line stands before; ``marked``: a ``#``."""

    line: Line
    text: str
    fresh: bool = False
    marked: bool = False


@dataclass(slots=True)
class Part:
    """What stands under one heading; ``year`` is the heading's own word (6, 令和6)."""

    key: str
    line: Line | None
    heading: str = ""
    year: str | None = None
    pieces: list[Piece] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """The lines of the part, each once."""
        return list(dict.fromkeys(piece.line for piece in self.pieces))


def is_title(line: Line) -> bool:
    """The form's own title, which opens a sheet (and is repeated on its further pages)."""
    return _TITLE.fullmatch(squeeze(_MARKUP.sub("", line.text))) is not None


def year_cells(line: Line) -> dict[int, list[int]]:
    """Cells that name fiscal years: {5: [2020], 6: [2021] …}."""
    found = {index: years_in(cell) for index, cell in enumerate(line.cells) if _DATED.search(cell)}
    return {index: years for index, years in found.items() if years}


def parts_of(lines: Sequence[Line]) -> list[Part]:
    """The parts in the order of the file; the first one, ``head``, is what stands above all."""
    parts = [Part("head", None)]
    fresh = False
    for line in lines:
        if not line.text.strip():
            fresh = True
            continue
        if len(year_cells(line)) >= 3 and parts[-1].key != "table":
            parts.append(Part("table", None))  # its heading was lost
        _add(parts, line, fresh)
        fresh = False
    return parts


def _add(parts: list[Part], line: Line, fresh: bool) -> None:
    marked = line.text.lstrip().startswith("#")
    text = _MARKUP.sub("", line.text)
    for start, piece in enumerate(_cut_inside(text)):
        part, rest = _heading(piece, line)
        if part is not None:
            parts.append(part)
        if rest.strip():
            parts[-1].pieces.append(Piece(line, rest.strip(), fresh and not start, marked))


def _cut_inside(text: str) -> list[str]:
    """A line in front of each numbered heading that stands inside it."""
    narrowed = narrow(text)
    cuts = {0, len(text)}
    for key in _INSIDE:
        for match in re.finditer(rf"(?<=[。\s))])(?=\(){HEADINGS[key].pattern}", narrowed):
            cuts.add(match.start())
    places = sorted(cuts)
    return [text[start:end] for start, end in pairwise(places)]


def _heading(text: str, line: Line) -> tuple[Part | None, str]:
    narrowed = narrow(text)
    lead = len(narrowed) - len(narrowed.lstrip())
    joined = re.sub(r"[\t ]", "", narrowed)
    for key, pattern in HEADINGS.items():
        match = pattern.match(narrowed, lead)
        if match is None and "\t" in text:
            # A heading broken over cells; nothing but the heading may stand there.
            match = pattern.fullmatch(joined)
            text = text if match is None else joined
        if match is not None:
            year = match.groupdict().get("year")
            return Part(key, line, match.group().strip(), year), text[match.end() :]
    return None, text
