"""The cells of a table row. A page has hundreds: written here, not by a template each."""

from collections.abc import Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from shirube.charts.tables import Cell

register = template.Library()


@register.filter
def cells(row: Sequence[Cell]) -> SafeString:
    """``<td>`` for each cell, with what is small below it; a cell the form has not says so."""
    return mark_safe("".join(map(_cell, row)))  # noqa: S308 - every text is escaped below


def _cell(cell: Cell) -> str:
    css = f' class="{escape(cell.css)}"' if cell.css else ""
    none = '<span class="unseen">欄なし</span>' if cell.css == "none" else ""
    notes = "".join(f"<small>{escape(note)}</small>" for note in cell.notes)
    return f"<td{css}>{none}{escape(cell.text)}{notes}</td>"
