"""Template helpers of the desk."""

from collections.abc import Iterator

from django import template

from shirube.desk.sheet.model import Entry, Grid, Row

register = template.Library()


@register.filter
def with_headings(row: Row, grid: Grid) -> Iterator[tuple[Entry | None, str]]:
    """Each cell with the heading of its column, for who cannot see the table."""
    headings = grid.columns[len(grid.columns) - len(row.cells) :]
    return zip(row.cells, headings, strict=True)
