"""The cells of a table row. A page has hundreds: written here, not by a template each."""

from collections.abc import Callable, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from shirube.charts.tables import Cell
from shirube.look.dashes import with_words

register = template.Library()


@register.filter
def cells(row: Sequence[Cell]) -> SafeString:
    """``<td>`` for each cell, with what is small below it; a cell the form has not says so."""
    return cells_of(row, _said, "欄なし")


def _said(text: str) -> str:
    return with_words(text, escape)


def cells_of(row: Sequence[Cell], say: Callable[[str], str], none: str) -> SafeString:
    """The cells of a row in any language: ``say`` makes markup of a text, escaped, ``none`` is
    heard where the form has no such cell.
    """
    found = (_cell(cell, say, none) for cell in row)
    return mark_safe("".join(found))  # noqa: S308 - every text is escaped by ``say``


def _cell(cell: Cell, say: Callable[[str], str], none: str) -> str:
    css = f' class="{escape(cell.css)}"' if cell.css else ""
    unseen = f'<span class="unseen">{none}</span>' if cell.css == "none" else ""
    notes = "".join(f"<small>{say(note)}</small>" for note in cell.notes)
    return f"<td{css}>{unseen}{say(cell.text)}{notes}</td>"
