"""How the cells of the workbook look. Colours are those of the screen."""

from typing import Any

FONT = "BIZ UDPゴシック"  # on every Windows since 2018; Excel takes another where it is missing
_GRAY, _LINE, _KEY, _PALE = "#F2F2F2", "#767676", "#0017C1", "#E8F1FE"
_TEXT = "@"  # what is typed stays as it was typed

_BOXED = {"border": 1, "border_color": _LINE, "text_wrap": True, "valign": "top"}
STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "section": {"bold": True, "font_color": "#FFFFFF", "bg_color": _KEY, "font_size": 12},
    "block": {"bold": True, "valign": "top"},
    "guide": {"valign": "top", "font_color": "#595959"},
    "item": {"bold": True, "font_color": _KEY, "valign": "top"},
    "head": {**_BOXED, "bold": True, "bg_color": _PALE},
    "label": {**_BOXED, "bg_color": _GRAY},
    "entry": {**_BOXED, "locked": False, "num_format": _TEXT},
    "figure": {**_BOXED, "locked": False, "num_format": _TEXT, "align": "right"},
    "fixed": {**_BOXED, "bg_color": _GRAY, "num_format": _TEXT},
    "fixed_figure": {**_BOXED, "bg_color": _GRAY, "num_format": _TEXT, "align": "right"},
    "last": {**_BOXED, "bg_color": _GRAY, "font_color": "#595959", "num_format": _TEXT},
    "plain": {"text_wrap": True, "valign": "top"},
}


def formats(file: Any) -> dict[str, Any]:
    """The looks as formats of a workbook that is being written."""
    return {name: file.add_format({"font_name": FONT, **look}) for name, look in STYLES.items()}


def wrapped(file: Any) -> dict[str, Any]:
    """The same for a line of words too long for one row."""
    looks = {name: {**look, "text_wrap": True} for name, look in STYLES.items()}
    return {name: file.add_format({"font_name": FONT, **look}) for name, look in looks.items()}
