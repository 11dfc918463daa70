"""施策の一覧: one row a program, meant to fit on one page."""

from collections.abc import Sequence

from shirube.basics.fiscal_year import in_print
from shirube.charts.money import money_short
from shirube.charts.words import reached
from shirube.designs import Design
from shirube.papers.model import Chapter, Grid, GridCell, GridRow, Paper, PaperContext, Section
from shirube.papers.parts import rating_words, rules_of
from shirube.papers.sheets import Designs, cover_lines, edition_line, standing_of
from shirube.schema import Sheet
from shirube.schema.codes import label

HEADS = ("担当", "評価", "指標", "金額", "確認状態")
_WIDTHS = (3.2, 1.6, 1.2, 1.8, 1.9, 1.9)


def listing(sheets: Sequence[Sheet], designs: Designs, context: PaperContext) -> Paper:
    """The programs among the sheets; where there is none, all of them."""
    listed = [sheet for sheet in sheets if sheet.kind == "program"] or list(sheets)
    word = "施策" if listed[0].kind == "program" else label("kind", listed[0].kind)
    title = f"{listed[0].municipality.name} {word}の一覧"
    several = len({sheet.fiscal_year for sheet in listed}) > 1
    rows = tuple(_row(sheet, designs.get(sheet.design), several) for sheet in listed)
    grid = Grid("、".join(cover_lines(listed)), "番号と名称", HEADS, rows, "text", _WIDTHS)
    chapter = Chapter(
        title, title, (Section("", (grid,)),), standing=standing_of(listed), one_page=True
    )
    return Paper(
        title,
        listed[0].municipality.name,
        context.made_on,
        (chapter,),
        edition_line(context),
    )


def _row(sheet: Sheet, design: Design | None, with_year: bool) -> GridRow:
    names = [one.name for one in sheet.units]
    # A form that names department, division and section: the division is who to ask.
    unit = next((name for name in names if name.endswith("課")), names[0] if names else "")
    texts = (unit, main_rating(sheet, design), met_words(sheet, design), money_short(sheet),
             label("standing", sheet.standing))  # fmt: skip
    cells = tuple(GridCell(text or "記載なし") for text in texts)
    year = in_print(sheet.fiscal_year) if with_year and sheet.fiscal_year else ""
    return GridRow(f"{sheet.code} {sheet.title}", cells, year)


def main_rating(sheet: Sheet, design: Design | None) -> str:
    """The rating that stands for the sheet, without its meaning; empty when none does."""
    headline = design.headline_rating if design else None
    named = [rating for rating in sheet.ratings if rating.key == headline]
    found = named or (sheet.ratings if len(sheet.ratings) == 1 else ())
    if not found:
        return ""
    said = rating_words(design, found[0])
    return said if found[0].flags else said.partition("(")[0]


def met_words(sheet: Sheet, design: Design | None) -> str:
    """How many indicators reached their target, of those for which that can be told."""
    rules = rules_of(design)
    told = [
        answer.met
        for indicator in sheet.indicators
        if (answer := reached(indicator, sheet.fiscal_year, rules)).met is not None
    ]
    if not sheet.indicators:
        return "指標なし"
    return f"{len(told)}のうち{sum(map(bool, told))}が達成" if told else "計算できるものなし"
