"""Sheets as a table for people."""

from collections.abc import Sequence
from typing import TextIO

from shirube.basics.fiscal_year import in_print
from shirube.commands.wording import language, say
from shirube.schema import Sheet
from shirube.schema.codes import label

WIDE = 200  # columns, where no terminal says how wide it is


def overview(sheets: Sequence[Sheet], stream: TextIO) -> None:
    """One line a sheet: what it is, and how much of it is certain."""
    if not sheets:
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    for ja, en, justify in _HEAD:
        table.add_column(say(ja, en), justify="right" if justify else "left", overflow="fold")
    for sheet in sheets:
        table.add_row(*_cells(sheet))
    width = None if stream.isatty() else WIDE
    Console(file=stream, width=width, highlight=False, markup=False).print(table)


_HEAD = (
    ("団体", "Municipality", False),
    ("年度", "Year", False),
    ("種類", "Kind", False),
    ("番号", "Code", False),
    ("名称", "Title", False),
    ("指標", "Indicators", True),
    ("値", "Values", True),
    ("疑いのある値", "Doubtful", True),
    ("事業", "Projects", True),
    ("置けなかった箇所", "Unplaced", True),
    ("確認状態", "Standing", False),
)


def _cells(sheet: Sheet) -> list[str]:
    values = [value for indicator in sheet.indicators for value in indicator.values]
    costs = [*sheet.costs, *(cost for project in sheet.projects for cost in project.costs)]
    doubtful = sum(bool(value.flags) for value in values) + sum(bool(cost.flags) for cost in costs)
    year = "—" if sheet.fiscal_year is None else _year(sheet.fiscal_year)
    counts = (len(sheet.indicators), len(values) + len(costs), doubtful, len(sheet.projects))
    return [
        sheet.municipality.name,
        year,
        label("kind", sheet.kind, language()),
        sheet.code,
        sheet.title.replace("\n", " "),
        *(f"{count:,}" for count in (*counts, len(sheet.unplaced))),
        label("standing", sheet.standing, language()),
    ]


def _year(fiscal_year: int) -> str:
    return say(in_print(fiscal_year), f"FY{fiscal_year}")
