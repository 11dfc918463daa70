"""The chart with the style sheet in Chromium: every mark is told from the paper in every mode."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shirube import look
from shirube.charts.indicator_chart import PAGE, draw
from shirube.charts.series import join
from shirube.charts.tests.test_series import said
from shirube.schema import Value

CSS = Path(look.__file__).parent / "static/look/shirube.css"
MODES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "print in the dark": {"media": "print", "color_scheme": "dark"},
    "forced": {"forced_colors": "active", "color_scheme": "light"},
    "forced in the dark": {"forced_colors": "active", "color_scheme": "dark"},
}
DRAWN = ["polyline.c-actual", "polyline.c-target", "polyline.c-trend", "rect.c-target",
         "path.c-trend", "path.c-doubt"]  # fmt: skip

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    doubt = Value(fiscal_year=2022, measure="actual", value="66", flags=("shifted",))
    series = join([said(2022, actual_2020="51", actual_2021="52", actual_2022=doubt,
                        target_2020="52", target_2021="54", trend_2020="50",
                        trend_2021="49")])  # fmt: skip
    chart = draw(series, size=PAGE, title="割合", words="", ident="a")
    page = browser.new_page(viewport={"width": 760, "height": 340})
    page.set_content(f"<style>{CSS.read_text('utf-8')}</style><figure>{chart}</figure>")
    yield page
    page.close()


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of ``rgb(r, g, b)``."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", MODES)
def test_lines_marks_and_words_stand_out(page: Any, mode: str) -> None:
    page.emulate_media(**({"media": "screen", "forced_colors": "none"} | MODES[mode]))
    style = "([where, what]) => getComputedStyle(document.querySelector(where))[what]"
    paper = page.evaluate(style, ["html", "backgroundColor"])
    if paper == "rgba(0, 0, 0, 0)":
        paper = "rgb(255, 255, 255)"
    strokes = {one: page.evaluate(style, [f".chart {one}", "stroke"]) for one in DRAWN}
    assert {one: c for one, c in strokes.items() if contrast(c, paper) < 3} == {}
    dot = page.evaluate(style, [".chart circle.c-actual", "fill"])
    assert contrast(dot, paper) >= 3
    assert contrast(page.evaluate(style, [".chart text", "fill"]), paper) >= 4.5
    # The line of the actual passes through the white of a square: its inside is the paper's.
    assert contrast(page.evaluate(style, [".chart rect.c-target", "fill"]), paper) < 1.1


def test_the_kinds_differ_without_any_colour(page: Any) -> None:
    dashes = page.eval_on_selector_all(
        ".chart .c-names polyline",
        "all => all.map(one => getComputedStyle(one).strokeDasharray)",
    )
    assert len(set(dashes)) == len(dashes) == 3
