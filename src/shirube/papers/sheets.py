"""One sheet as a chapter in its city's form; a paper of one, and the volume of many."""

from collections.abc import Iterator, Mapping, Sequence

from shirube.basics.fiscal_year import in_print
from shirube.designs import Design
from shirube.designs.layout import placed_sections
from shirube.papers.model import Block, Chapter, Facts, Paper, PaperContext, Section
from shirube.papers.parts import blocks
from shirube.schema import Sheet
from shirube.schema.codes import label

Designs = Mapping[str, Design]
_LINE = 48  # full-width letters beside the mark 「機械読取・未確認」


def sheet_paper(sheet: Sheet, designs: Designs, context: PaperContext) -> Paper:
    """One public sheet in the order and with the labels of its form."""
    year = f" {in_print(sheet.fiscal_year)}" if sheet.fiscal_year else ""
    return Paper(
        f"{sheet.municipality.name} {called(sheet)}{year}",
        sheet.municipality.name,
        context.made_on,
        (sheet_chapter(sheet, designs.get(sheet.design)),),
        edition_line(context),
    )


def volume(sheets: Sequence[Sheet], designs: Designs, context: PaperContext) -> Paper:
    """Many sheets with cover, contents and page numbers."""
    first = sheets[0]
    forms = {sheet.design for sheet in sheets}
    design = designs.get(first.design) if len(forms) == 1 else None
    form = design.title.ja if design else "行政評価シート"
    return Paper(
        f"{form} 集",
        "、".join(dict.fromkeys(sheet.municipality.name for sheet in sheets)),
        context.made_on,
        tuple(sheet_chapter(sheet, designs.get(sheet.design)) for sheet in sheets),
        edition_line(context),
        cover=cover_lines(sheets),
        contents=True,
    )


def cover_lines(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Years, number of sheets, and how many of them nobody has confirmed."""
    years = sorted({sheet.fiscal_year for sheet in sheets if sheet.fiscal_year})
    span = [in_print(years[0])] if len(years) == 1 else []
    if len(years) > 1:
        span = [f"{in_print(years[0])}から{in_print(years[-1])}まで"]
    unconfirmed = sum(sheet.standing == "machine_read" for sheet in sheets)
    word = label("standing", "machine_read")
    told = f"シート {len(sheets)}枚"
    return (*span, told + (f"(うち「{word}」 {unconfirmed}枚)" if unconfirmed else ""))


def called(sheet: Sheet) -> str:
    """施策511 国際化の推進"""
    return f"{label('kind', sheet.kind)}{sheet.code} {sheet.title}"


def standing_of(sheets: Sequence[Sheet]) -> str:
    """「機械読取・未確認」 where it applies to one of the sheets, else nothing."""
    unconfirmed = any(sheet.standing == "machine_read" for sheet in sheets)
    return label("standing", "machine_read") if unconfirmed else ""


def source_of(sheet: Sheet) -> str:
    """The file and its page."""
    if sheet.source is None:
        return ""
    page = f" {sheet.source.page}ページ" if sheet.source.page else ""
    return f"元のファイル: {one_line(sheet.source.file)}{page}"


def one_line(words: str) -> str:
    """What stands at the top or the foot of every page, cut to one line; it is whole elsewhere."""
    return words if len(words) <= _LINE else f"{words[: _LINE - 1]}…"


def edition_line(context: PaperContext) -> str:
    """The edition, where the paper is one of an edition's."""
    return context.edition or ""


def sheet_chapter(sheet: Sheet, design: Design | None) -> Chapter:
    """All of a sheet, the head first."""
    form = design.title.ja if design else label("kind", sheet.kind)
    above = form if sheet.municipality.name in form else f"{sheet.municipality.name} {form}"
    return Chapter(
        called(sheet),
        one_line(f"{sheet.municipality.name} {called(sheet)}"),
        tuple(_sections(sheet, design)),
        above=above,
        standing=standing_of((sheet,)),
        source=source_of(sheet),
    )


def _sections(sheet: Sheet, design: Design | None) -> Iterator[Section]:
    yield Section("", (Facts(tuple(_head(sheet))),))
    empty = True
    for section in placed_sections(design, sheet):
        made: tuple[Block, ...] = tuple(blocks(sheet, design, section.fields))
        if made:
            empty = False
            yield Section(section.title or "そのほか", made)
    if empty:
        yield Section("", (Facts((("内容", "このシートには、まだ何も書かれていません。"),)),))


def _head(sheet: Sheet) -> Iterator[tuple[str, str]]:
    yield "評価対象年度", in_print(sheet.fiscal_year) if sheet.fiscal_year else "年度の記載なし"
    if sheet.carried_out:
        yield "評価を行った年度", in_print(sheet.carried_out)
    for step in sheet.path:
        yield step.level, f"{step.code or ''} {step.title}".strip()
    yield "確認状態", label("standing", sheet.standing)
