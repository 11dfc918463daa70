"""What was filled, as a paper: a chapter a sheet; what no sheet says is named below its table."""

from collections.abc import Iterator, Mapping, Sequence

from shirube.basics.fiscal_year import in_print
from shirube.charts.money import edition_money, money_sentence
from shirube.designs import Design
from shirube.papers.entry.fill import fill
from shirube.papers.entry.model import Entry, Filled, Head, Line, Made, Said
from shirube.papers.entry.template import Template
from shirube.papers.model import (
    Align,
    Block,
    Chapter,
    Facts,
    Grid,
    GridCell,
    GridRow,
    Paper,
    PaperContext,
    Section,
    Words,
)
from shirube.papers.sheets import (
    called,
    cover_lines,
    edition_line,
    one_line,
    source_of,
    standing_of,
)
from shirube.schema import Sheet

_MOST = {False: 8, True: 12}  # columns beside the first, upright and across
_DOUBTFUL = {"doubt": "doubt", "miss": "miss", "absent": "miss", "write": ""}


def paper_of(
    template: Template,
    entries: Sequence[Entry],
    designs: Mapping[str, Design],
    context: PaperContext,
) -> Paper:
    """The paper of some sheets; several have cover and contents. Raises ValueError without sheets,
    and for sheets of several years or municipalities where the template forbids it.
    """
    chosen, left = chosen_of(template, entries)
    sheets = [entry.sheet for entry in chosen]
    several = len(chosen) > 1
    chapters = [_overview(template, sheets)] if several and template.overview else []
    own = template.model_copy(update={"lead": ""}) if several else template  # said on the cover
    chapters += [_chapter(own, made) for made in fill(own, chosen, designs, alike=False)]
    if left:
        chapters.append(_left_out(template, left))
    lead = (template.lead,) if template.lead else ()
    return Paper(
        _title(template, sheets),
        "、".join(dict.fromkeys(sheet.municipality.name for sheet in sheets)),
        context.made_on,
        tuple(chapters),
        edition_line(context) or _states(chosen),
        cover=(*lead, *cover_lines(sheets)) if several else (),
        contents=several,
        landscape=template.landscape,
    )


def chosen_of(
    template: Template, entries: Sequence[Entry]
) -> tuple[Sequence[Entry], Sequence[Entry]]:
    """The entries that belong into the paper, and those left out for want of a year."""
    dated = [one for one in entries if one.sheet.fiscal_year is not None]
    if template.one_year:
        if len({(e.sheet.municipality.code, e.sheet.fiscal_year) for e in dated}) != 1:
            raise ValueError("the document is of one municipality and one evaluated year")
        return dated, [one for one in entries if one.sheet.fiscal_year is None]
    if not entries:
        raise ValueError("no sheets")
    return entries, ()


def _states(entries: Sequence[Entry]) -> str:
    return "、".join(dict.fromkeys(one.state for one in entries if one.state))


def _title(template: Template, sheets: Sequence[Sheet]) -> str:
    years = {sheet.fiscal_year for sheet in sheets}
    year = years.pop() if len(years) == 1 else None
    if len(sheets) == 1:
        first = sheets[0]
        words = [first.municipality.name, template.title, called(first)]
        return " ".join([*words, *([in_print(year)] if year else [])])
    return f"{in_print(year)} {template.title}" if year else template.title


def _overview(template: Template, sheets: Sequence[Sheet]) -> Chapter:
    said = edition_money(sheets)
    blocks: list[Block] = [Words("", said)] if said else []
    rows = tuple(
        GridRow(called(sheet), (GridCell(money_sentence(sheet) or "金額の記載はありません。"),))
        for sheet in sheets
    )
    blocks.append(Grid("", "施策など", ("金額",), rows, "text", (1.0, 1.4)))
    running = f"{sheets[0].municipality.name} {template.title}"
    return Chapter("総括", running, (Section("", tuple(blocks)),), standing=standing_of(sheets))


def _left_out(template: Template, entries: Sequence[Entry]) -> Chapter:
    sheets = [one.sheet for one in entries]
    names = "\n".join(map(called, sheets))
    text = f"年度の記載がないため、この書類に載せていないもの:\n{names}"
    running = f"{sheets[0].municipality.name} {template.title}"
    return Chapter("載せていないもの", running, (Section("", (Words("", text),)),))


def _chapter(template: Template, made: Made) -> Chapter:
    sheet = made.entry.sheet
    sections = [Section(filled.title, tuple(_blocks(template, filled))) for filled in made.sections]
    lead = [Section("", (Words("", template.lead),))] if template.lead else []
    state = f" {made.entry.state}" if made.entry.state else ""
    return Chapter(
        called(sheet),
        one_line(f"{sheet.municipality.name} {template.title} {called(sheet)}"),
        (*lead, *sections),
        above=f"{sheet.municipality.name} {template.title}{state}",
        standing=standing_of((sheet,)),
        source=source_of(sheet),
    )


def _blocks(template: Template, filled: Filled) -> Iterator[Block]:
    words = template.wording
    if filled.facts:
        rows = zip(filled.heads, filled.lines[0].cells, strict=True)
        if filled.caption:
            yield Words("", filled.caption)
        yield Facts(tuple((head.text, _in_line(said, words.absent)) for head, said in rows))
    elif not filled.lines:
        yield Words("", filled.nothing)
        return
    else:
        yield from _table(template, filled)


def _table(template: Template, filled: Filled) -> Iterator[Block]:
    """What is missing and what explains stand before the table: there they stay with it."""
    shown = [place for place in range(len(filled.heads)) if _said(filled, place)]
    gone = [head.text for place, head in enumerate(filled.heads) if place not in shown]
    told = [f"{template.wording.absent}: {'、'.join(gone)}"] if gone else []
    words = "\n".join([*filter(None, (filled.caption,)), *told])
    if words:
        yield Words("", words)
    if len(shown) > 1 or not gone:
        yield from _grids(template, filled, shown)


def _said(filled: Filled, place: int) -> bool:
    """Whether some row says something in the column; the first column always stays."""
    return place == 0 or any(line.cells[place].mark != "absent" for line in filled.lines)


def _grids(template: Template, filled: Filled, shown: list[int]) -> Iterator[Grid]:
    """The table; one that is too wide goes on below, its first column repeated."""
    first, rest = shown[0], shown[1:]
    most = _MOST[template.landscape]
    parts = -(-len(rest) // most) or 1
    size = -(-len(rest) // parts) if rest else 1
    for start in range(0, max(len(rest), 1), size):
        places = rest[start : start + size]
        heads = [filled.heads[place] for place in places]
        yield Grid(
            "",
            filled.heads[first].text,
            tuple(map(_broken, heads)),
            tuple(_row(template, line, first, places) for line in filled.lines),
            "text",
            (filled.heads[first].width, *(head.width for head in heads)),
            tuple(_align(head) for head in heads),
        )


def _broken(head: Head) -> str:
    """The head of a narrow column of numbers, broken where a reader would: year, what, unit."""
    if not head.numbers:
        return head.text
    text = head.text.replace("年度 ", "年度\n")
    return text.replace(f"({head.unit})", f"\n({head.unit})") if head.unit else text


def _align(head: Head) -> Align:
    return "number" if head.numbers else "text"


def _row(template: Template, line: Line, first: int, places: list[int]) -> GridRow:
    head = line.cells[first]
    cells = tuple(_cell(line.cells[place], line.foot, template) for place in places)
    return GridRow(head.text, cells, "\n".join(head.notes), line.foot)


def _cell(said: Said, foot: bool, template: Template) -> GridCell:
    if said.mark == "absent":
        return GridCell("", (), "none") if foot else GridCell(template.wording.blank, (), "miss")
    return GridCell(said.text, said.notes, _DOUBTFUL.get(said.mark, ""))


def _in_line(said: Said, absent: str) -> str:
    if said.mark == "absent":
        return absent
    return f"{said.text}({'、'.join(said.notes)})" if said.notes else said.text
