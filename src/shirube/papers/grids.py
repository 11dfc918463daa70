"""Tables for paper: as wide as the page, doubt in words."""

from collections.abc import Iterator, Sequence

from shirube.charts.tables import Cell, Table, costs_table, money_table, values_table
from shirube.papers.model import Grid, GridCell, GridRow
from shirube.schema import Cost, Indicator, Project
from shirube.schema.codes import label

_WIDTH = 485  # points between the margins of A4
_HEAD = 110  # of them for the heading of the rows
_LETTER = 4.1  # points a half-width letter takes in a narrow table
_MOST = 8  # columns beside the heading


def indicator_grid(indicator: Indicator) -> Iterator[Grid]:
    """Measures down, years across; a table too wide for the page goes on in a second one."""
    table = values_table(indicator)
    corner = f"単位: {indicator.unit}" if indicator.unit else "区分"
    yield from _split("", corner, table)


def money_grid(
    caption: str, projects: tuple[Project, ...], totals: tuple[Cost, ...]
) -> Iterator[Grid]:
    """Projects down with number and division, amounts across, the printed totals at the foot."""
    table = money_table(projects, totals)
    unit = f"{caption}(単位: {table.unit})" if table.unit else caption
    below = [_about(project) for project in projects]
    yield from _split(unit, "事務事業", table, below)


def costs_grid(caption: str, costs: tuple[Cost, ...]) -> Iterator[Grid]:
    """Items down with their unit, years and stages across."""
    table = costs_table(costs)
    yield from _split(caption, "費目", table, [row.unit or "" for row in table.rows])


def _about(project: Project) -> str:
    told = [
        project.unit,
        f"番号 {project.code}" if project.code else None,
        f"方向 {'・'.join(project.directions)}" if project.directions else None,
        "実行計画" if project.in_action_plan else None,
        f"按分 {project.share}" if project.share else None,
        *(f"不確か({word})" for word in _flags(project)),
    ]
    return "、".join(filter(None, told))


def _flags(project: Project) -> Iterator[str]:
    return (label("flag", flag) for flag in project.flags)


def _split(caption: str, corner: str, table: Table, below: Sequence[str] = ()) -> Iterator[Grid]:
    heads = tuple(_broken(head) for head in table.heads)
    size = _columns_that_fit(table)
    for first in range(0, max(len(heads), 1), size):
        part = slice(first, first + size)
        rows = tuple(
            GridRow(row.head, tuple(map(grid_cell, row.cells[part])), below[place] if below else "")
            for place, row in enumerate(table.rows)
        )
        foot = tuple(
            GridRow(row.head, tuple(map(grid_cell, row.cells[part])), foot=True)
            for row in table.foot
        )
        more = f"{caption}(続き)" if first else caption
        yield Grid(more, corner, heads[part], (*rows, *foot))


def _broken(head: str) -> str:
    """「2024 令和6 当初予算」 with a line break before the stage."""
    words = head.split(" ")
    years = 1 if words[0] == "年度なし" else 2
    return "\n".join(filter(None, (" ".join(words[:years]), " ".join(words[years:]))))


def _columns_that_fit(table: Table) -> int:
    """How many columns of the widest word that cannot be broken fit on the page."""
    texts = [cell.text for row in (*table.rows, *table.foot) for cell in row.cells]
    words = [word for text in texts for word in text.split() if word.isascii()]
    longest = max(map(len, words), default=1)
    return max(1, min(_MOST, int((_WIDTH - _HEAD) / (min(longest, 40) * _LETTER + 9))))


def grid_cell(cell: Cell) -> GridCell:
    """A doubtful value says so in words, before the reason."""
    if cell.css == "none":
        return GridCell("", (), "none")
    if cell.css == "doubt":
        why = f"不確か: {'、'.join(cell.notes)}" if cell.notes else "不確か"
        return GridCell(cell.text, (why,), "doubt")
    return GridCell(cell.text, cell.notes, "miss" if cell.css == "miss" else "")
