"""主要な施策の成果を説明する書類 (地方自治法 233条5項): what was spent, and what came of it.

Made of the same sheets as everything else: the money of the evaluated year, every project once,
and beside it the aim, the indicators of the year, the rating and its reason.
"""

from collections.abc import Iterator, Sequence

from shirube.basics.fiscal_year import in_era, in_print
from shirube.charts.money import edition_money, money_sentence
from shirube.charts.words import Reached, reached, sentence, shown
from shirube.designs import Design
from shirube.papers.grids import costs_grid, money_grid
from shirube.papers.model import (
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
from shirube.papers.parts import rating_words, rules_of, series_of
from shirube.papers.sheets import Designs, called, cover_lines, edition_line, source_of, standing_of
from shirube.schema import Cost, Indicator, Sheet, Value
from shirube.schema.codes import label

TITLE = "主要な施策の成果を説明する書類"
LAW = "地方自治法第233条第5項の規定により、主要な施策の成果を説明する書類を提出します。"
# What the accounts of a year that is over state.
_DONE = ("settlement", "settlement_unapproved", "settlement_estimate")


def results_document(sheets: Sequence[Sheet], designs: Designs, context: PaperContext) -> Paper:
    """The document of one municipality and evaluated year; sheets without a year are named at
    the end as left out. Raises ValueError for sheets of several years or municipalities.
    """
    dated = [sheet for sheet in sheets if sheet.fiscal_year is not None]
    year = _one_year(dated)
    chapters = [_overview(dated)]
    chapters += [_program(sheet, designs.get(sheet.design)) for sheet in dated]
    undated = [sheet for sheet in sheets if sheet.fiscal_year is None]
    if undated:
        chapters.append(_left_out(undated))
    return Paper(
        f"{in_print(year)} {TITLE}",
        dated[0].municipality.name,
        context.made_on,
        tuple(chapters),
        edition_line(context),
        cover=(LAW, *cover_lines(dated)),
        contents=True,
    )


def _one_year(sheets: Sequence[Sheet]) -> int:
    years = {(sheet.municipality.code, sheet.fiscal_year) for sheet in sheets}
    if len(years) != 1:
        raise ValueError("the document is of one municipality and one evaluated year")
    year = sheets[0].fiscal_year
    assert year is not None
    return year


def _overview(sheets: Sequence[Sheet]) -> Chapter:
    said = edition_money(sheets)
    blocks: list[Block] = [Words("", said)] if said else []
    rows = tuple(
        GridRow(called(sheet), (GridCell(money_sentence(sheet) or "金額の記載はありません。"),))
        for sheet in sheets
    )
    blocks.append(Grid("", "施策など", ("金額",), rows, "text", (1.0, 1.4)))
    return _chapter("総括", sheets, (Section("", tuple(blocks)),))


def _chapter(title: str, sheets: Sequence[Sheet], sections: tuple[Section, ...]) -> Chapter:
    running = f"{sheets[0].municipality.name} {TITLE}"
    source = source_of(sheets[0]) if len(sheets) == 1 else ""
    return Chapter(title, running, sections, standing=standing_of(sheets), source=source)


def _program(sheet: Sheet, design: Design | None) -> Chapter:
    aim = next((text for text in sheet.narratives if text.key == "aim"), None)
    facts = [(step.level, f"{step.code or ''} {step.title}".strip()) for step in sheet.path]
    if sheet.units:
        facts.append(("担当", "、".join(dict.fromkeys(unit.name for unit in sheet.units))))
    if aim:
        facts.append((aim.label, aim.text))
    sections = [Section("", (Facts(tuple(facts)),) if facts else ())]
    for title, blocks in (
        ("決算額", tuple(_money(sheet))),
        ("成果", tuple(_outcome(sheet, design))),
        ("評価", tuple(_rating(sheet, design))),
        ("課題と今後の取組", tuple(_issues(sheet))),
    ):
        if blocks:
            sections.append(Section(title, blocks))
    return _chapter(called(sheet), (sheet,), tuple(sections))


def _money(sheet: Sheet) -> Iterator[Block]:
    """The accounts of the year; where none are stated, nothing else takes their place."""
    said = money_sentence(sheet)
    if said:
        yield Words("", said)
    totals = _settled(sheet, sheet.costs)
    if not sheet.projects:
        if totals:
            yield from costs_grid("", totals)
        return
    projects = tuple(
        project.model_copy(update={"costs": _settled(sheet, project.costs)})
        for project in sheet.projects
    )
    yield from money_grid("事業ごとの決算額", projects, totals)


def _settled(sheet: Sheet, costs: tuple[Cost, ...]) -> tuple[Cost, ...]:
    return tuple(c for c in costs if c.fiscal_year == sheet.fiscal_year and c.stage in _DONE)


def _outcome(sheet: Sheet, design: Design | None) -> Iterator[Block]:
    if not sheet.indicators:
        return
    rules = rules_of(design)
    rows = []
    for one in sheet.indicators:
        told = reached(one, sheet.fiscal_year, rules)
        said = sentence(series_of(sheet, one), sheet.fiscal_year, rules)
        cells = (
            _value(one.get("target", sheet.fiscal_year)),
            _value(one.get("actual", sheet.fiscal_year)),
            GridCell(told.percent) if told.percent else _no_rate(told),
        )
        rows.append(GridRow(_named(one), cells, said))
    heads = ("目標値", "実績値", "達成率")
    yield Grid("", "指標", heads, tuple(rows), widths=(4.0, 1.0, 1.0, 1.4))


def _no_rate(told: Reached) -> GridCell:
    """Reached or not where the formula knows no more, else why there is no rate."""
    if told.met is not None:
        return GridCell("達した" if told.met else "届かない")
    return GridCell("計算しない", (told.reason,) if told.reason else (), "miss")


def _named(one: Indicator) -> str:
    unit = f"({one.unit})" if one.unit else ""
    return f"{one.name or '(名前のない指標)'}{unit}"


def _value(value: Value | None) -> GridCell:
    if value is None:
        return GridCell("記載なし", (), "miss")
    notes = [f"不確か: {label('flag', flag)}" for flag in value.flags]
    if value.observed_year is not None and value.observed_year != value.fiscal_year:
        notes.append(f"{in_era(value.observed_year)}年度の値")
    return GridCell(shown(value), tuple(notes), "miss" if value.missing else "")


def _rating(sheet: Sheet, design: Design | None) -> Iterator[Block]:
    for one in sheet.ratings:
        asked = design.label(f"ratings.{one.key}") if design else None
        by = " ".join(word for word in (one.by, one.period) if word)
        yield Words(f"{asked or '評価'}: {rating_words(design, one)}", one.reason or "", by=by)


def _issues(sheet: Sheet) -> Iterator[Block]:
    for issue in sheet.issues:
        rows = [("課題", issue.text)]
        for action in issue.next_actions:
            year = action.from_fiscal_year
            rows.append((f"{in_print(year)}からの取組" if year else "今後の取組", action.text))
        yield Facts(tuple(rows))


def _left_out(sheets: Sequence[Sheet]) -> Chapter:
    text = "年度の記載がないため、この書類に載せていないもの:\n" + "\n".join(map(called, sheets))
    return _chapter("載せていないもの", sheets, (Section("", (Words("", text),)),))
