"""Yen for people: thousands apart, a dash where nothing is stated."""

from decimal import Decimal

from django import template

from shirube.budget.tables.checks import slot_words
from shirube.budget.tables.lines import Slot

register = template.Library()


@register.filter
def yen(amount: int | None) -> str:
    """45,200,123; nothing stated is not zero."""
    return "記載なし" if amount is None else f"{amount:,}"


@register.filter
def signed_yen(amount: int | None) -> str:
    """+300,000."""
    return "記載なし" if amount is None else f"{amount:+,}" if amount else "0"


@register.filter
def plain(number: Decimal) -> str:
    """4,330, not 4330.00; 1,915.5 keeps its half."""
    return f"{number.normalize():,f}"


@register.filter
def slot(one: Slot) -> str:
    """補正予算(第2号)."""
    return slot_words(one)
