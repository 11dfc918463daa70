"""The chart of one indicator as SVG: actual solid with dots, target dashed with squares, the trend
that the form foresees dotted with triangles.

Told apart by shape and dash, so it reads in grey, for colour-blind eyes and in forced colours.
A year without a value is a gap that says why; a doubtful value is a hollow diamond and joins no
line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from xml.sax.saxutils import escape, quoteattr

from shirube.charts import marks as drawn
from shirube.charts.scale import ticks
from shirube.charts.series import Point, Series
from shirube.schema.codes import label

LINE = "#d9d9d9"


@dataclass(frozen=True, slots=True)
class Size:
    """Outer size and margins in SVG units, and about how many marks the axis carries."""

    width: int
    height: int
    left: int
    marks: int
    top: int = 34
    right: int = 18
    bottom: int = 26


LABEL = 40  # SVG units that a year needs on the axis
LETTER = {"ja": 12, "en": 7}  # SVG units that a letter needs
DASH = {"ja": "「－」", "en": "“–”"}  # where a dash is printed instead of a value

CARD = Size(width=320, height=158, left=56, marks=3)
PAGE = Size(width=720, height=300, left=72, marks=5)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where years and values lie."""

    size: Size
    years: range
    low: Decimal
    high: Decimal

    def x(self, year: int) -> float:
        inner = self.size.width - self.size.left - self.size.right
        pad = inner * 0.06
        steps = max(len(self.years) - 1, 1)
        middle = inner / 2 if len(self.years) == 1 else 0
        return round(self.size.left + pad + middle
                     + (inner - 2 * pad) * (year - self.years[0]) / steps, 1)  # fmt: skip

    def y(self, value: Decimal) -> float:
        inner = self.size.height - self.size.top - self.size.bottom
        return round(self.size.top + inner * float((self.high - value) / (self.high - self.low)), 1)


def draw(
    series: Series, *, size: Size, title: str, words: str, ident: str, language: str = "ja"
) -> str | None:
    """The SVG element, or None when no number is stated. ``ident`` is unique on the page;
    ``title`` and ``words`` are what a screen reader says.
    """
    numbers = [
        number
        for point in (*series.actual, *series.target, *series.trend)
        if (number := point.value if point.value is not None else point.doubtful) is not None
    ]
    if not numbers:
        return None
    numbers += [end for _, one in drawn.intervals(series) for end in (one.low, one.high)]
    marks = ticks(min(numbers), max(numbers), size.marks)
    frame = _Frame(size, series.years, marks[0], marks[-1])
    parts = [
        *_axis(frame, marks, language), *_lines(frame, series), *_gaps(frame, series, language),
        *_points(frame, series), *drawn.names(series, 2, language),
    ]  # fmt: skip
    return (
        f'<svg class="chart" viewBox="0 0 {size.width} {size.height}" role="img" '
        f"aria-labelledby={quoteattr(ident + '-t ' + ident + '-d')}>"
        f"<title id={quoteattr(ident + '-t')}>{escape(title)}</title>"
        f"<desc id={quoteattr(ident + '-d')}>{escape(words)}</desc>{''.join(parts)}</svg>"
    )


def _axis(frame: _Frame, marks: Sequence[Decimal], language: str) -> Iterator[str]:
    size = frame.size
    for mark in marks:
        y = frame.y(mark)
        yield f'<line class="c-grid" x1="{size.left}" x2="{size.width - size.right}" '
        yield f'y1="{y}" y2="{y}" stroke="{LINE}"/>'
        yield _text(size.left - 6, y + 4, _mark(mark, marks[-1], language), "end")
    room = (size.width - size.left - size.right) / max(len(frame.years), 1)
    every = ceil(LABEL / room)
    for year in frame.years:
        if (year - frame.years[0]) % every == 0:
            yield _text(frame.x(year), size.height - 8, str(year), "middle")


def _mark(mark: Decimal, highest: Decimal, language: str) -> str:
    """400,000 would not fit beside the axis: from a hundred thousand on it is 40万, 400k."""
    if language != "ja" and abs(highest) >= 100_000 and mark % 1_000 == 0:
        return f"{mark / 1_000:,.0f}k" if mark else "0"
    if language == "ja" and abs(highest) >= 100_000 and mark % 10_000 == 0:
        return f"{mark / 10_000:,.0f}万" if mark else "0"
    return f"{mark.normalize():,f}" if mark else "0"


def _lines(frame: _Frame, series: Series) -> Iterator[str]:
    for points, mark in _marked(series):
        for run in _runs(points):
            path = (f"{frame.x(p.year)},{frame.y(p.value)}" for p in run if p.value is not None)
            yield mark.line(" ".join(path))


def _marked(series: Series) -> tuple[tuple[Sequence[Point], drawn.Mark], ...]:
    """From the back to the front."""
    return (
        (series.trend, drawn.TREND),
        (series.target, drawn.TARGET),
        (series.actual, drawn.ACTUAL),
    )


def _gaps(frame: _Frame, series: Series, language: str) -> Iterator[str]:
    """Why a year between two actuals has none, where the years stand wide enough for the word."""
    stated = [point.year for point in series.actual if point.value is not None]
    room = (frame.size.width - frame.size.left - frame.size.right) / max(len(frame.years), 1)
    for point in series.actual:
        inside = stated and stated[0] < point.year < stated[-1]
        if not inside or point.value is not None or point.cell.missing is None:
            continue
        dash = point.cell.missing == "dash"
        word = DASH[language] if dash else label("missing", point.cell.missing, language)
        if len(word) * LETTER[language] <= room:
            yield _text(frame.x(point.year), frame.size.height - frame.size.bottom - 6, word,
                        "middle")  # fmt: skip


def _runs(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Stretches of two or more years that follow each other; a gap in between stays a gap."""
    run: list[Point] = []
    for point in points:
        if point.value is None or (run and point.year != run[-1].year + 1):
            if len(run) > 1:
                yield run
            run = []
        if point.value is not None:
            run.append(point)
    if len(run) > 1:
        yield run


def _points(frame: _Frame, series: Series) -> Iterator[str]:
    for point, of in drawn.intervals(series):
        yield drawn.whisker(frame.x(point.year), frame.y(of.low), frame.y(of.high))
    for points, mark in _marked(series):
        for point in points:
            if point.value is not None:
                yield mark.shape(frame.x(point.year), frame.y(point.value))
    for point in (*series.actual, *series.target, *series.trend):
        if point.doubtful is not None:
            yield drawn.DOUBT.shape(frame.x(point.year), frame.y(point.doubtful))


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'
