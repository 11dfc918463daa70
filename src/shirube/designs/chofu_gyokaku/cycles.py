"""PLAN → DO・CHECK → progress → ACTION, once for every half of the year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from shirube.basics.japanese_text import nfkc
from shirube.basics.numbers_in_print import missing_code
from shirube.schema import Progress

ORDER = ("plan", "result", "rating", "action")
MARKS = "◎○△▲×"
_SAME_MARK = str.maketrans("◯〇", "○○")
_ENTRY = re.compile(rf"※?\s*[{MARKS}]\s*[:=]\s*[^{MARKS}\s]+")


@dataclass
class Row:
    """One labelled row of the form; ``period`` is the half that its margin names, if any."""

    kind: str  # one of ORDER
    period: str | None
    at: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str | None:
        """The row's text; None when nothing is written."""
        return "\n".join(self.lines) or None


def mark_of(text: str) -> str | None:
    """The mark when the text is one mark and nothing else."""
    bare = nfkc(text).strip().translate(_SAME_MARK)
    return bare if len(bare) == 1 and bare in MARKS else None


def outside_legend(text: str) -> str:
    """What stands before and after the legend: 「※◎：よい △：悪い ○」 → 「○」.

    The legend's own marks explain the scale and are never a rating.
    """
    text = nfkc(text).translate(_SAME_MARK)
    entries = list(_ENTRY.finditer(text))
    if not entries:
        return text.strip()
    return f"{text[: entries[0].start()]} {text[entries[-1].end() :]}".strip()


def is_mark_or_legend(text: str) -> bool:
    """A cell that may belong to a rating row: a mark, the legend, or both."""
    return mark_of(text) is not None or _ENTRY.search(nfkc(text).translate(_SAME_MARK)) is not None


def stated(row: Row) -> tuple[str | None, str | None]:
    """(mark, what is neither mark nor blank) of a rating row; never both.

    Two marks, or a mark with words around it, give no mark: which one holds is for a person.
    """
    text = outside_legend(" ".join(row.lines))
    if missing_code(text) is not None:
        return None, None
    mark = mark_of(text)
    return (mark, None) if mark else (None, text)


def cycles(rows: Sequence[Row], periods: Sequence[str]) -> tuple[Progress, ...]:
    """Rows in printed order as one Progress a half. ``periods``: the halves in their order.

    The order of the rows decides, because in extracted text the margin's label slips; where
    label and order disagree the Progress is flagged ``doubtful_place``.
    """
    groups: list[list[Row]] = []
    for row in rows:
        if not groups or ORDER.index(row.kind) <= ORDER.index(groups[-1][-1].kind):
            groups.append([])
        groups[-1].append(row)
    return tuple(_progress(group, index, periods) for index, group in enumerate(groups))


def _progress(group: list[Row], index: int, periods: Sequence[str]) -> Progress:
    labels = [row.period for row in group if row.period]
    beyond = index >= len(periods)
    period = (labels[0] if labels else str(index + 1)) if beyond else periods[index]
    doubtful = beyond or any(label != period for label in labels)
    text = {row.kind: row.text for row in group}
    mark, unclear = next((stated(row) for row in group if row.kind == "rating"), (None, None))
    flags = (("doubtful_place",) if doubtful else ()) + (("unreadable",) if unclear else ())
    return Progress(
        period=period,
        plan=text.get("plan"),
        result=text.get("result"),
        rating=mark,
        action=text.get("action"),
        flags=flags,
        at=group[0].at,
    )
