"""Filters of the English pages: Japanese runs marked, years, codes, cells of tables."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString, mark_safe

from shirube.charts.tables import Cell
from shirube.look.dashes import with_words
from shirube.portal.english import words
from shirube.portal.english.marking import marked, without_japanese
from shirube.portal.templatetags.cells import cells_of
from shirube.schema.codes import label

register = template.Library()


@register.filter
def tongue(text: str | None) -> SafeString:
    """A text with its Japanese runs marked as such, and printed dashes heard in words; markup
    stays as it is.
    """
    return text if isinstance(text, SafeString) else _said(text or "")


def _said(text: str) -> SafeString:
    return mark_safe(with_words(text, marked, "en"))  # noqa: S308 - ``marked`` escapes


@register.filter
def latin(text: str | None) -> str:
    """A text without its Japanese runs, for titles."""
    return without_japanese(text or "")


@register.filter
def fy(year: int | None) -> str:
    """2024 → FY2024 (Reiwa 6)."""
    return words.fiscal_year(year)


@register.filter
def code_word(code: str | None, code_list: str) -> SafeString:
    """The English word for a code of a list."""
    return marked(label(code_list, code, "en") if code else "")


@register.filter
def english_cells(row: Sequence[Cell]) -> SafeString:
    """``<td>`` for each cell, with what is small below it; a cell the form has not says so."""
    return cells_of(row, _said, "no such cell")
