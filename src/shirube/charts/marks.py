"""The marks and lines of a chart, told apart by shape and dash, and the row that names them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from shirube.charts.series import Point, Series
from shirube.charts.surveys import found_by
from shirube.reckon import Interval

INK, KEY, GREY = "#4d4d4d", "#0017c1", "#767676"
# SVG units in the row of names: of a sample line, between two names, of a letter.
SAMPLE, GAP, LETTER = {"ja": 26, "en": 21}, 6, {"ja": 12.0, "en": 7.2}


def _dot(x: float, y: float) -> str:
    return f'<circle class="c-actual" cx="{x}" cy="{y}" r="4" fill="{KEY}"/>'


def _square(x: float, y: float) -> str:
    # Larger than the dot: an actual that hits its target stands inside of it.
    return (
        f'<rect class="c-target" x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" '
        f'fill="#fff" stroke="{GREY}" stroke-width="1.5"/>'
    )


def _triangle(x: float, y: float) -> str:
    # Its corners stand out from behind a dot and a square.
    return (
        f'<path class="c-trend" d="M{x} {y - 9:.1f}l8 14h-16z" fill="#fff" stroke="{INK}" '
        'stroke-width="1.5"/>'
    )


def _diamond(x: float, y: float) -> str:
    return (
        f'<path class="c-doubt" d="M{x} {y - 7:.1f}l7 7-7 7-7-7z" fill="none" stroke="{INK}" '
        'stroke-width="1.5" stroke-dasharray="2 2"/>'
    )


def whisker(x: float, low: float, high: float) -> str:
    """From one bound of an interval to the other."""
    return (
        f'<path class="c-range" d="M{x - 4:.1f} {low}h8m-4 0V{high}m-4 0h8" fill="none" '
        f'stroke="{KEY}" stroke-width="1.5"/>'
    )


def _range(x: float, y: float) -> str:
    return whisker(x, y + 6, y - 6)


@dataclass(frozen=True, slots=True)
class Mark:
    """How one kind of value is drawn. ``stroke`` are attributes of its line, "" for no line."""

    css: str
    stroke: str
    shape: Callable[[float, float], str]

    def line(self, points: str) -> str:
        """A line through points, written as SVG does."""
        return f'<polyline class="{self.css}" points="{points}" fill="none" {self.stroke}/>'


ACTUAL = Mark("c-actual", f'stroke="{KEY}" stroke-width="3"', _dot)
TARGET = Mark("c-target", f'stroke="{GREY}" stroke-width="2" stroke-dasharray="7 5"', _square)
TREND = Mark("c-trend", f'stroke="{INK}" stroke-width="2" stroke-dasharray="2 4"', _triangle)
DOUBT = Mark("c-doubt", "", _diamond)
RANGE = Mark("c-range", "", _range)
WORDS = {
    "ja": {
        "actual": "実績",
        "target": "目標",
        "trend": "成り行き",
        "forecast": "見込み",
        "doubt": "不確か",
        "range": "95%の幅",
    },
    "en": {
        "actual": "actual",
        "target": "target",
        "trend": "trend",
        "forecast": "forecast",
        "doubt": "doubtful",
        "range": "95%",
    },
}


def trend_word(series: Series, language: str) -> str:
    """What the form calls its line of things to come: 成り行き or 見込み."""
    stated = next((p for p in series.trend if p.value is not None), series.trend[0])
    return WORDS[language][stated.cell.measure]


def names(series: Series, left: float, language: str) -> Iterator[str]:
    """One row on top of the chart: each mark that occurs, and its name."""
    x = left
    yield '<g class="c-names">'
    for mark, word in _used(series, language):
        width = SAMPLE[language] if mark.stroke else 16
        if mark.stroke:
            yield mark.line(f"{x:.1f},11 {x + width:.1f},11")
        yield mark.shape(round(x + width / 2, 1), 11)
        yield f'<text x="{x + width + 4:.1f}" y="15">{escape(word)}</text>'
        x += width + 4 + LETTER[language] * len(word) + GAP
    yield "</g>"


def _used(series: Series, language: str) -> Iterator[tuple[Mark, str]]:
    words = WORDS[language]
    if any(point.value is not None for point in series.actual):
        yield ACTUAL, words["actual"]
    if any(point.value is not None for point in series.target):
        yield TARGET, words["target"]
    if any(point.value is not None for point in series.trend):
        yield TREND, trend_word(series, language)
    every = (*series.actual, *series.target, *series.trend)
    if any(point.doubtful is not None for point in every):
        yield DOUBT, words["doubt"]
    if any(intervals(series)):
        yield RANGE, words["range"]


def intervals(series: Series) -> Iterator[tuple[Point, Interval]]:
    """The actuals that surveys found, with their bounds."""
    for point in series.actual:
        found = found_by(point.cell, series.indicator.unit)
        if found is not None and found.interval is not None:
            yield point, found.interval
