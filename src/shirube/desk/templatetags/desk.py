"""Template helpers of the desk."""

from collections.abc import Iterator

from django import template
from django.template import Context
from django.urls import reverse

from shirube.desk.sheet.model import Entry, Grid, Row

register = template.Library()


@register.filter
def with_headings(row: Row, grid: Grid) -> Iterator[tuple[Entry | None, str]]:
    """Each cell with the heading of its column, for who cannot see the table."""
    headings = grid.columns[len(grid.columns) - len(row.cells) :]
    return zip(row.cells, headings, strict=True)


@register.simple_tag(takes_context=True)
def typed(context: Context, name: str, pk: int, called: str, **which: object) -> str:
    """What was typed into a field of the form at this address and did not get through, or ""."""
    return next(iter(typed_all(context, name, pk, called, **which)), "")


@register.simple_tag(takes_context=True)
def typed_all(context: Context, name: str, pk: int, called: str, **which: object) -> list[str]:
    """The same for a field that holds several. ``which`` tells forms of one address apart."""
    path = reverse(name, args=[pk] if pk else [])
    for one in context.get("unsent") or ():
        if one.path == path and all(one.said.get(k) == [str(v)] for k, v in which.items()):
            found: list[str] = one.said.get(called, [])
            return found
    return []
