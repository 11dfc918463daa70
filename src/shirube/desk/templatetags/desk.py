"""Template helpers of the desk."""

from collections.abc import Iterator

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shirube.desk.again import Again
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


@register.simple_tag(takes_context=True)
def again(context: Context, form: str, which: object = "") -> Again:
    """A form of this page as it was sent and refused; an empty one where it was not."""
    name = f"{form}-{which}" if which != "" else form
    found = context.get("again")
    return found if isinstance(found, Again) and found.form == name else Again(name)


@register.simple_tag
def box(said: Again, name: str, otherwise: object = "") -> SafeString:
    """Attributes of a text field: name, id, what was typed, and whether it has to be mended."""
    value = "" if otherwise is None else otherwise
    return format_html('{} value="{}"', called(said, name), said.text(name, value))


@register.simple_tag
def called(said: Again, name: str) -> SafeString:
    """The same without the value: of a choice, or of a text of several lines."""
    marks = 'name="{}" id="{}" aria-invalid="true" aria-describedby="told"'
    plain = 'name="{}" id="{}"'
    return format_html(marks if said.wrong == name else plain, name, said.place(name))


@register.filter
def says(said: Again, name: str) -> str:
    """What a field of the refused form said."""
    return said.text(name)
