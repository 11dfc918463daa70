"""「評価から予算へ」 on paper: the answer, a table of all, and a chapter a sheet."""

from collections.abc import Iterator, Sequence
from datetime import date

from shirube.basics.fiscal_year import in_print
from shirube.budget.reflecting import words
from shirube.budget.reflecting.answers import Answer, Group, changed_most, sentence
from shirube.budget.reflecting.rows import Row
from shirube.papers import Paper
from shirube.papers.model import (
    Block,
    Chapter,
    Facts,
    Grid,
    GridCell,
    GridRow,
    Section,
    Words,
)
from shirube.papers.sheets import called, source_of, standing_of

TITLE = "評価から予算へ"
NOTE = (
    "金額は円。事業の額は、予算事業の割り当てに従って集計し、合計では同じ事業を一度だけ数えます。"
)


def reflection_paper(
    rows: Sequence[Row], answers: Sequence[Answer], made_on: date, about: str = ""
) -> Paper:
    """``about`` says of whom (a division) and by which filter. Raises ValueError without rows."""
    if not rows:
        raise ValueError("no rows")
    city = rows[0].sheet.municipality.name
    title = f"{city} {TITLE}"
    overview = (
        Section("", (Words("", f"{sentence(answers, rows)}\n{NOTE}"),)),
        Section("評価ごとの予算", tuple(_groups(answers))),
        Section("一覧", (_table(rows),)),
        Section("大きく動いたもの", tuple(_most(rows))),
    )
    chapters = [Chapter(about or "全体", title, overview, standing=_standing(rows))]
    chapters += [_chapter(row, title) for row in rows]
    return Paper(title, city, made_on, tuple(chapters), cover=(about,) if about else ())


def _standing(rows: Sequence[Row]) -> str:
    return standing_of([row.sheet for row in rows])


def _groups(answers: Sequence[Answer]) -> Iterator[Block]:
    for one in answers:
        heads = ("枚数", "増えた", "減った", "前年度", "今度", "差")
        groups = (*one.by_rating, *one.by_moved)
        rows = [GridRow(group.called, _group_cells(group)) for group in groups]
        rows.append(GridRow("合計", _group_cells(one.together), foot=True))
        caption = f"{in_print(one.evaluated)}の評価 → {in_print(one.budget_year)}の予算"
        yield Grid(caption, "評価・前年との比較", heads, tuple(rows))


def _group_cells(group: Group) -> tuple[GridCell, ...]:
    given = group.given
    change = words.yen(given.change, signed=True)
    texts = (str(group.rows), str(group.more), str(group.less), words.yen(given.before),
             words.yen(given.now), change)  # fmt: skip
    cells = [GridCell(text, (), "miss" if text == "記載なし" else "") for text in texts]
    if group.unknown:
        cells[0] = GridCell(str(group.rows), (f"うち比べられない {group.unknown}",))
    if group.percent:
        cells[-1] = GridCell(change, (group.percent,))
    return tuple(cells)


def _table(rows: Sequence[Row]) -> Grid:
    heads = ("評価", "要求", "査定", "反映", "差")
    made = []
    for row in rows:
        given = row.given
        signed = [words.yen(one, signed=True) for one in (given.reflected, given.change)]
        plain = [words.yen(one) for one in (given.request, given.assessed)]
        texts = (words.rating(row), *plain, *signed)
        made.append(GridRow(row.title, tuple(map(GridCell, texts)), in_print(row.evaluated)))
    return Grid("", "施策など", heads, tuple(made), widths=(2.6, 1.8, 1.3, 1.3, 1.2, 1.3))


def _most(rows: Sequence[Row]) -> Iterator[Block]:
    for row in changed_most(rows):
        change = words.yen(row.given.change, signed=True)
        said = [row.said.reason] if row.said and row.said.reason else []
        said += [f"・{text}" for text in (*row.next_actions, *words.reasons(row))]
        text = "\n".join(said) or "シートに理由の記載はありません。"
        yield Words(f"{row.title} {change}円", text, by=in_print(row.evaluated))


def _chapter(row: Row, running: str) -> Chapter:
    facts = [("評価対象年度", in_print(row.evaluated))]
    if row.units:
        facts.append(("担当", "、".join(row.units)))
    facts.append(("評価", words.rating(row)))
    if row.said and row.said.reason:
        facts.append(("評価の理由", row.said.reason))
    sections = [
        Section("", (Facts(tuple(facts)),)),
        Section("意見", (Words("", _lines(row.opinions, "意見の記録はありません。")),)),
        Section("今後の取組", (Words("", _lines(row.next_actions, "記載はありません。")),)),
        Section("予算(円)", (Facts(words.money(row)),)),
        Section("反映の理由", (Words("", _lines(words.reasons(row), "財政の記録はありません。")),)),
    ]
    return Chapter(
        called(row.sheet), running, tuple(sections), standing=standing_of((row.sheet,)),
        source=source_of(row.sheet), flows=True,
    )  # fmt: skip


def _lines(texts: Sequence[str], nothing: str) -> str:
    return "\n".join(f"・{' '.join(text.split())}" for text in texts) or nothing
