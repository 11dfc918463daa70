"""A paper as plain text, for Braille and for reading aloud.

One thing a line; the rows of tables are sentences.
"""

from collections.abc import Iterator

from shirube.papers.model import (
    Block,
    Chapter,
    Facts,
    Grid,
    GridCell,
    GridRow,
    Heading,
    Paper,
    Picture,
    Words,
)
from shirube.papers.spoken import spoken, year_spoken


def text(paper: Paper) -> str:
    """The whole paper in words, lines ended by a line feed. Nothing depends on position or sign."""
    lines = [spoken(paper.title), f"発行 {paper.author}"]
    if paper.edition:
        lines.append(f"版 {spoken(paper.edition)}")
    lines += [spoken(line) for line in paper.cover]
    for chapter in paper.chapters:
        lines += ["", *_chapter(chapter, alone=len(paper.chapters) == 1)]
    return "\n".join(_tidy(lines)) + "\n"


def _tidy(lines: list[str]) -> Iterator[str]:
    """No line with spaces at its end, no two empty ones after each other."""
    before = ""
    for line in map(str.rstrip, lines):
        if line or before:
            yield line
        before = line


def _chapter(chapter: Chapter, *, alone: bool) -> Iterator[str]:
    if chapter.above:
        yield spoken(chapter.above)
    if not alone:
        yield spoken(chapter.title)
    if chapter.standing:
        yield f"{spoken(chapter.standing)}。機械が読み取ったもので、市の確認はまだです。"
    if chapter.source:
        yield chapter.source
    for section in chapter.sections:
        yield ""
        if section.title:
            yield f"見出し {spoken(section.title)}"
        for block in section.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Facts():
            for term, said in block.rows:
                yield from _paragraphs(f"{spoken(term)}: ", said)
        case Words():
            yield from filter(None, (spoken(block.heading), spoken(block.by)))
            yield from _paragraphs("", block.text)
        case Heading():
            yield ""
            yield spoken(block.text)
        case Grid():
            yield from _grid(block)
        case Picture():
            return  # its words say what the table before it says


def _paragraphs(before: str, said: str) -> Iterator[str]:
    """Each line of a text on a line of its own, the term only before the first."""
    for place, line in enumerate(one for one in spoken(said).splitlines() if one.strip()):
        yield f"{before if place == 0 else ''}{line.strip()}"


def _grid(grid: Grid) -> Iterator[str]:
    if grid.caption:
        yield f"表 {spoken(grid.caption)}"
    if grid.corner and grid.corner.startswith("単位"):
        yield spoken(grid.corner)
    for row in grid.rows:
        yield f"{_row_head(row)}: {'、'.join(_cells(grid, row))}。"


def _row_head(row: GridRow) -> str:
    below = f"({_one_line(row.below)})" if row.below else ""
    return _one_line(row.head) + below


def _cells(grid: Grid, row: GridRow) -> Iterator[str]:
    for head, cell in zip(grid.heads, row.cells, strict=True):
        yield f"{year_spoken(head)} {_cell(cell)}"


def _cell(cell: GridCell) -> str:
    said = _one_line(cell.text) if cell.text else ("欄なし" if cell.mark == "none" else "空欄")
    notes = "、".join(map(_one_line, cell.notes))
    return f"{said}({notes})" if notes else said


def _one_line(said: str) -> str:
    return " ".join(spoken(said).split())
