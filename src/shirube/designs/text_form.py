"""What readers of text forms share: cutting a document into sheets and headed sections.

Headings are known by their words, not by their number: ``1. 基本情報``, ``１．基本情報``,
``1 基本情報`` and a heading spread over cells are the same; a renumbered or moved section is found.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from shirube.basics.japanese_text import same_dash, squeeze
from shirube.designs.model import Design
from shirube.designs.reading import Warned
from shirube.sources.document import Line

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBERING = r"(?:第?[(]?\d{1,2}[)]?|[IVXivx]{1,4})[.、。:,・]?"
_CONTINUED = re.compile(r"[(]?(?:続き|つづき)[)]?")
_PAGE_NUMBER = re.compile(r"-?(?:p\.?|P\.?|ページ)?\d{1,4}(?:/\d{1,4})?(?:ページ|頁)?-?")
_RULE = re.compile(r"[-=_|+:.*]{3,}")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a sheet: its key, the heading, the lines below it (blank ones kept)."""

    key: str
    heading: Line
    lines: tuple[Line, ...]


def is_blank(line: Line) -> bool:
    """Nothing printed."""
    return not line.text.strip()


def heading_key(line: Line, headings: Mapping[str, str], *, numbered: bool = True) -> str | None:
    """The key whose words the line's heading has, else None.

    ``headings`` maps key → regular expression for the words after NFKC without any space; what
    follows in brackets belongs to the heading (評価(令和元年度実績に対する)). With ``numbered`` a
    number must stand in front: a label of a table with the same words is no heading.
    """
    text = squeeze(line.text)
    number = _NUMBERING if numbered else f"(?:{_NUMBERING})?"
    for key, words in headings.items():
        if re.fullmatch(rf"{number}(?:{words})(?:[(〔\[【].*)?", text):
            return key
    return None


def is_continued(line: Line) -> bool:
    """A heading that is printed again on the next page: 3. 構成事業の状況(続き)."""
    return _CONTINUED.search(squeeze(line.text)) is not None


def split_sheets(
    lines: Sequence[Line], starts: Callable[[Line], bool]
) -> tuple[tuple[Line, ...], list[tuple[Line, ...]]]:
    """(lines before the first sheet, the lines of each sheet); ``starts`` knows a first line."""
    cuts = [index for index, line in enumerate(lines) if starts(line)]
    if not cuts:
        return tuple(lines), []
    ends = [*cuts[1:], len(lines)]
    parts = [tuple(lines[start:end]) for start, end in zip(cuts, ends, strict=True)]
    return tuple(lines[: cuts[0]]), parts


def split_sections(
    lines: Sequence[Line], find: Callable[[Line], str | None]
) -> tuple[tuple[Line, ...], list[Section]]:
    """(lines before the first heading, the sections in the order of the file).

    ``find`` gives the key of a heading line and None for any other line, for example
    ``lambda line: heading_key(line, HEADINGS)``.
    """
    before: list[Line] = []
    found: list[tuple[str, Line, list[Line]]] = []
    for line in lines:
        key = find(line)
        if key is not None:
            found.append((key, line, []))
        elif found:
            found[-1][2].append(line)
        else:
            before.append(line)
    return tuple(before), [Section(key, head, tuple(body)) for key, head, body in found]


def is_page_number(line: Line) -> bool:
    """A line with nothing but a page number: ``12``, ``- 12 -``, ``12/30``, ``12ページ``."""
    text = same_dash(squeeze(line.text))
    return bool(text) and _PAGE_NUMBER.fullmatch(text) is not None


def is_rule(line: Line) -> bool:
    """A line drawn with dashes, as extraction leaves of a table's border."""
    text = same_dash(squeeze(line.text))
    return _RULE.fullmatch(text) is not None


def without_tags(text: str) -> str:
    """Tags that an extraction left in a text are taken out, <br> becomes a line break."""
    return _TAG.sub("", re.sub(r"<br\s*/?>", "\n", text, flags=re.IGNORECASE)).strip()


def leading_number(text: str) -> tuple[str | None, str]:
    """A circled number in front of a text and the rest: ``② 関連する`` → ("②", "関連する")."""
    stripped = text.strip()
    if stripped[:1] and stripped[0] in CIRCLED:
        return stripped[0], stripped[1:].strip()
    return None, stripped


def unbroken(text: str) -> str:
    """A name without the spaces that a line break in a narrow cell left: 市民ニーズ の状況.

    Spaces between two words in Latin letters stay.
    """
    return re.sub(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])", "", text.strip())


def warn_of_missing(
    design: Design, found: Collection[str], title: str, first: Line, last: Line
) -> Iterator[Warned]:
    """Sections of the design that a sheet does not have. Those after the last one found were cut
    off with the end of the file; others were lost in between. A section without a number or mark
    in its title is no heading of the form and is not asked for.
    """
    titles = {s.key: s.title.ja for s in design.sections if not s.title.ja[:1].isalpha()}
    order = list(titles)
    end = max((order.index(key) for key in found if key in titles), default=-1)
    cut = [titles[key] for key in order[end + 1 :]]
    lost = [titles[key] for key in order[: end + 1] if key not in found]
    if cut:
        yield Warned(title, f"「{'」「'.join(cut)}」がありません", last.at())
    if lost:
        yield Warned(title, f"「{'」「'.join(lost)}」", first.at(), code="section_missing")
