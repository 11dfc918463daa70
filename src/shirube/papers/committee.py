"""The pack for a committee: a page a sheet, with what the numbers say, what the rules found, and
what became of last year's opinions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shirube.basics.fiscal_year import in_print
from shirube.charts.money import money_sentence
from shirube.charts.words import sentence
from shirube.designs import Design
from shirube.papers.listing import main_rating
from shirube.papers.model import Block, Chapter, Facts, Heading, Paper, PaperContext, Section, Words
from shirube.papers.parts import review_rows, rules_of, series_of
from shirube.papers.sheets import (
    Designs,
    called,
    cover_lines,
    edition_line,
    source_of,
    standing_of,
)
from shirube.schema import Review, Sheet

TITLE = "評価委員会 資料"


@dataclass(frozen=True, slots=True)
class CommitteeSheet:
    """A sheet with what the committee should know. ``findings`` are sentences in Japanese;
    ``opinions`` are those of the year before, with the answers that were given.
    """

    sheet: Sheet
    findings: tuple[str, ...] = ()
    opinions: tuple[Review, ...] = ()


def committee_pack(
    pages: Sequence[CommitteeSheet], designs: Designs, context: PaperContext
) -> Paper:
    """Cover, contents, and a page for each sheet."""
    sheets = [page.sheet for page in pages]
    return Paper(
        TITLE,
        sheets[0].municipality.name,
        context.made_on,
        tuple(_chapter(page, designs.get(page.sheet.design)) for page in pages),
        edition_line(context),
        cover=cover_lines(sheets),
        contents=True,
    )


def _chapter(page: CommitteeSheet, design: Design | None) -> Chapter:
    sheet = page.sheet
    sections = (
        Section("", (Facts(tuple(_head(sheet, design))),)),
        Section("数字が示すこと", tuple(_numbers(sheet, design))),
        Section("点検で見つかったこと", (Words("", _bullets(page.findings) or "ありません。"),)),
        Section("前年度の意見と、その後", tuple(_opinions(page.opinions))),
    )
    return Chapter(
        called(sheet),
        f"{sheet.municipality.name} {TITLE}",
        sections,
        standing=standing_of((sheet,)),
        source=source_of(sheet),
        one_page=True,
    )


def _bullets(texts: Sequence[str]) -> str:
    return "\n".join(f"・{' '.join(text.split())}" for text in texts)


def _head(sheet: Sheet, design: Design | None) -> Iterator[tuple[str, str]]:
    yield "評価対象年度", in_print(sheet.fiscal_year) if sheet.fiscal_year else "年度の記載なし"
    if sheet.units:
        yield "担当", "、".join(dict.fromkeys(unit.name for unit in sheet.units))
    yield "評価", main_rating(sheet, design) or "記載なし"


def _numbers(sheet: Sheet, design: Design | None) -> Iterator[Block]:
    rules, year = rules_of(design), sheet.fiscal_year
    said = [
        f"{one.name or '(名前のない指標)'}: {sentence(series_of(sheet, one), year, rules)}"
        for one in sheet.indicators
    ]
    money = money_sentence(sheet)
    yield Words("", _bullets([*said, *([money] if money else [])]) or "数字の記載はありません。")


def _opinions(opinions: Sequence[Review]) -> Iterator[Block]:
    if not opinions:
        yield Words("", "前年度の意見は記録されていません。")
    for one in opinions:
        yield Heading(f"意見{one.no} {one.by or one.round}")
        yield Facts(review_rows(one))
