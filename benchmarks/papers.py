"""Sheets a second as PDF/UA-1 and PDF/A-2a after the first, beside WeasyPrint of the same content.

    python benchmarks/papers.py [SHEETS] [RUNS]

A sheet has 5 indicators over 5 years (each with its chart), 8 projects with 3 amounts, ratings,
surroundings and issues with texts of some hundred letters. Where WeasyPrint (an extra: ``--with
weasyprint``) is missing, the rival is typst compiling an empty page, the least that it can take.
"""

import html
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from shirube.designs import packaged
from shirube.papers import Paper, PaperContext, pdf, pdfs, sheet_paper
from shirube.papers.model import Chapter, Facts, Grid, Picture, Words
from shirube.schema import (
    Cost,
    EnvironmentFactor,
    Indicator,
    Issue,
    MunicipalityRef,
    Narrative,
    NextAction,
    Project,
    Rating,
    Sheet,
    Value,
)

Timed = tuple[float, float]
TEXT = "市民の声を聞きながら、どの地区でも同じように使えるようにしました。" * 6
STAGES = ((2023, "settlement"), (2024, "settlement"), (2025, "initial_budget"))


def made_up(number: int) -> Sheet:
    """A sheet like no other: its numbers and its texts hold its own number."""
    return Sheet(
        design="mihon_shisaku", design_version="1.0", kind="program", fiscal_year=2024,
        municipality=MunicipalityRef(code="999997", name="見本市"),
        code=str(number), title=f"施策の名前その{number}",
        narratives=(Narrative(key="aim", label="めざす姿", text=f"{number}番。{TEXT}"),),
        indicators=tuple(indicator(number, place) for place in range(5)),
        projects=tuple(project(number, place) for place in range(8)),
        costs=tuple(cost(number * 9, year, stage) for year, stage in STAGES),
        ratings=(Rating(key="overall", scale="progress", value="順調", reason=TEXT),),
        environment=tuple(
            EnvironmentFactor(factor=f"変化{n}", situation=TEXT[:80]) for n in range(3)
        ),
        issues=tuple(
            Issue(no=str(n), text=TEXT[:60], status=TEXT[:90], next_actions=(
                NextAction(text=TEXT[:70], from_fiscal_year=2026),))
            for n in range(3)
        ),
    )  # fmt: skip


def indicator(number: int, place: int) -> Indicator:
    """Targets and actuals of five years."""
    values = [
        Value(fiscal_year=year, measure=measure, value=text, printed=text)
        for year in range(2021, 2026)
        for measure in ("target", "actual")
        for text in [str(number * 10 + place * 7 + year % 10)]
    ]
    return Indicator(
        name=f"指標{number}の{place}", unit="人", better="up", better_basis="printed",
        source="担当課調べ", values=tuple(values),
    )  # fmt: skip


def project(number: int, place: int) -> Project:
    """Three amounts."""
    costs = tuple(cost(number * 100 + place, year, stage) for year, stage in STAGES)
    return Project(code=f"01{number:04d}{place:04d}", name=f"事業{number}の{place}", costs=costs)


def cost(thousands: int, year: int, stage: str) -> Cost:
    """A total in 千円."""
    return Cost(
        fiscal_year=year, stage=stage, item="total", unit="千円",
        amount=str(thousands * 1000), printed=str(thousands),
    )  # fmt: skip


def page(paper: Paper) -> str:
    """The same content as HTML."""
    body = "".join(_chapter(chapter) for chapter in paper.chapters)
    style = "body{font:9.5pt 'BIZ UDGothic'} td,th{border:1px solid #999}"
    return f"<html lang=ja><title>{html.escape(paper.title)}</title><style>{style}</style>{body}"


def _chapter(chapter: Chapter) -> str:
    parts = [f"<h1>{html.escape(chapter.title)}</h1>"]
    for section in chapter.sections:
        parts.append(f"<h2>{html.escape(section.title)}</h2>")
        parts += [_block(block) for block in section.blocks]
    return "".join(parts)


def _block(block: Any) -> str:
    if isinstance(block, Picture):
        return block.svg
    if isinstance(block, Words):
        texts = (block.heading, block.by, *block.text.split("\n"))
        return "".join(f"<p>{html.escape(text)}</p>" for text in texts if text)
    if isinstance(block, Facts):
        return _table(block.rows)
    if isinstance(block, Grid):
        rows = ((row.head, *(cell.text for cell in row.cells)) for row in block.rows)
        return _table([(block.corner, *block.heads), *rows])
    return f"<h3>{html.escape(block.text)}</h3>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<td>{html.escape(text)}</td>" for text in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def the_rival() -> tuple[str, Callable[[Paper], object]]:
    """WeasyPrint where it is installed, else the least that typst can do."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError):
        return "an empty page", lambda paper: pdf(replace(paper, chapters=()))
    return "WeasyPrint", lambda paper: HTML(string=page(paper)).write_pdf(pdf_variant="pdf/ua-1")


def per_second(work: Callable[[], object], count: int) -> tuple[float, float]:
    """Sheets a second of the clock, and of one processor: the second is told on a busy machine."""
    begun, used = time.perf_counter(), time.process_time()
    work()
    return count / (time.perf_counter() - begun), count / (time.process_time() - used)


def roads(rival: Callable[[Paper], object], papers: list[Paper]) -> Iterator[tuple[str, Timed]]:
    """Each road gets sheets of its own: what typst remembers of a sheet would flatter the next."""
    half, few = len(papers) // 2, max(len(papers) // 20, 2)
    alone, together = papers[:half], papers[half:]
    yield "one by one", per_second(lambda: [pdf(one) for one in alone], len(alone))
    yield "all processors", per_second(lambda: list(pdfs(together)), len(together))
    yield "rival", per_second(lambda: [rival(one) for one in alone[:few]], few)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    context = PaperContext(date(2026, 4, 1))
    begun = time.perf_counter()
    first = pdf(sheet_paper(made_up(0), packaged(), context))
    print(f"first sheet: {time.perf_counter() - begun:.2f} s, {len(first) // 1024} KB")
    name, rival = the_rival()
    results: dict[str, list[Timed]] = {}
    for run in range(runs):
        numbers = range(1 + run * count, 1 + (run + 1) * count)
        papers = [sheet_paper(made_up(number), packaged(), context) for number in numbers]
        for road, timed in roads(rival, papers):
            results.setdefault(road, []).append(timed)
    medians = {}
    for road, all_ in results.items():
        clock, processor = (statistics.median(one) for one in zip(*all_, strict=True))
        medians[road] = clock
        word = name if road == "rival" else road
        print(f"{word}: median {clock:.1f} sheets/s, {processor:.1f} a processor second")
    print(f"ratio to {name}: {medians['one by one'] / medians['rival']:.1f} one by one")


if __name__ == "__main__":
    main()
