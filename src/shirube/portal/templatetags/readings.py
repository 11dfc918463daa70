"""How a name is read: seen above it, said by a voice, in brackets where ruby is unknown."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def ruby(name: str, reading: str | None) -> str:
    """見本市 with みほんし above it; the name alone where nobody said how it is read."""
    if not reading:
        return name
    return format_html("<ruby>{}<rp>(</rp><rt>{}</rt><rp>)</rp></ruby>", name, reading)
