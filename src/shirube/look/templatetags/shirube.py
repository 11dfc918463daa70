"""Template filters: how years, money, codes and texts are shown."""

from decimal import Decimal

from django import template
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from shirube.basics import yen
from shirube.basics.fiscal_year import in_print
from shirube.look.dashes import with_words
from shirube.schema.codes import label

register = template.Library()


@register.filter
def fiscal_year(year: int | None) -> str:
    """2024 → 令和6年度(2024)."""
    return "年度の記載なし" if year is None else in_print(year)


@register.filter
def money(amount: Decimal | None) -> str:
    """Yen for people: 51200000 → 5,120万円."""
    return "" if amount is None else yen.in_print(amount)


@register.filter
def code_label(code: str | None, code_list: str) -> str:
    """The Japanese word for a code of a list."""
    return "" if code is None else label(code_list, code)


@register.filter
def paragraphs(text: str | None) -> SafeString:
    """Each line of a text as a paragraph."""
    lines = [line for line in (text or "").splitlines() if line.strip()]
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


@register.filter
def lines(text: str | None) -> SafeString:
    """Line breaks kept, for cells and short texts; a printed dash is heard in words."""
    parts = [with_words(line, escape) for line in (text or "").splitlines()]
    return mark_safe("<br>".join(parts))  # noqa: S308 - every part was escaped above
