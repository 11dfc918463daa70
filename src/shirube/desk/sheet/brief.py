"""One page a sheet for a committee: what the numbers say, what is worth discussing, last year's
opinions and what became of each.
"""

from dataclasses import dataclass

from shirube.basics import yen
from shirube.basics.fiscal_year import in_era
from shirube.charts.words import reached, shown
from shirube.designs import Design
from shirube.lint import Finding
from shirube.reckon import compare
from shirube.schema import FollowUp, Indicator, Rating, Review, Sheet
from shirube.schema.codes import label
from shirube.sheets.forms import library
from shirube.workflow.findings import findings_of
from shirube.workflow.models import Case, Mark, Opinion

WORTH = 5  # findings on the page


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator of the evaluated year."""

    name: str
    target: str
    actual: str
    before: str
    rate: str
    say: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What stands on the page."""

    case: Case
    sheet: Sheet
    aim: str
    lines: tuple[Line, ...]
    money: str
    ratings: tuple[tuple[str, Rating], ...]
    findings: tuple[Finding, ...]
    more: int
    promises: tuple[tuple[FollowUp, str], ...]
    opinions: tuple[Review, ...]  # last year's
    now: tuple[Opinion, ...]
    marks: tuple[Mark, ...]


def brief(case: Case) -> Brief:
    """The page of a case."""
    sheet, last, design = case.plain(), case.last_year(), library()[case.design]
    found = sorted(findings_of(case, sheet), key=lambda one: one.severity != "error")
    return Brief(
        case,
        sheet,
        next((text.text for text in sheet.narratives if text.key == "aim"), ""),
        tuple(_line(one, sheet, design) for one in sheet.indicators if not one.flags),
        _money(sheet),
        tuple((design.label(f"ratings.{one.key}") or one.key, one) for one in sheet.ratings),
        tuple(found[:WORTH]),
        max(0, len(found) - WORTH),
        tuple((one, label("follow_up_status", one.status or "")) for one in sheet.follow_ups),
        last.reviews if last else (),
        tuple(case.opinions.all()),
        tuple(case.marks.filter(stage=case.stage)),
    )


def _line(one: Indicator, sheet: Sheet, design: Design) -> Line:
    year = sheet.fiscal_year
    target, actual = one.get("target", year), one.get("actual", year)
    before = one.get("actual", year - 1) if year else None
    told = reached(one, year, design.achievement) if one.of("target") else None
    change = compare(actual, before, one.better)
    words = {"better": "よくなった", "worse": "悪くなった", "same": "変わらない",
             "higher": "上がった", "lower": "下がった"}  # fmt: skip
    return Line(
        " ".join(w for w in (one.no, one.name) if w),
        shown(target, one.unit) if target else "—",
        shown(actual, one.unit) if actual else "—",
        shown(before, one.unit) if before else "—",
        (told.percent or "") if told else "",
        words.get(change.outcome, ""),
    )


def _money(sheet: Sheet) -> str:
    own = [c for c in sheet.costs if c.item == "total" and c.certain and c.fiscal_year is not None]
    said = [
        f"{in_era(c.fiscal_year or 0)}年度{label('stage', c.stage)} {yen.in_print(c.number)}"
        for c in own
        if c.number is not None
    ]
    return "、".join(said)
