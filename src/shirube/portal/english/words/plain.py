"""Names, years, days, values and ratings in English."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from shirube.basics.fiscal_year import in_english
from shirube.basics.japanese_text import squeeze
from shirube.designs.model import Scale
from shirube.schema import Rating, Sheet, Value
from shirube.schema.codes import label

NAME = "Shirube — policy evaluation"
LICENCE = "Public Data License 1.0 (PDL1.0) or CC BY 4.0"
NO_REASON = "no reason given"
UNNAMED = "(unnamed indicator)"
EDITION_KINDS = {"first": "first edition", "addition": "addition", "correction": "correction"}
PARTS = {"sheet": "sheet", "indicator": "indicator", "project": "project", "issue": "issue",
         "review": "opinion and answer"}  # fmt: skip
FILTERS = {"municipality": "Municipality", "year": "Fiscal year", "kind": "Kind of sheet",
           "part": "Found in", "branch": "Branch of the plan", "unit": "Division",
           "rating": "Rating"}  # fmt: skip
_ACCOUNTS = {"before": "before the accounts are approved", "after": "accounts approved"}
_PLURALS = {"policy": "policies", "program": "programs", "project": "projects",
            "reform": "reform plans", "plan_page": "pages of a plan"}  # fmt: skip
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_MOST_UNIT = 6  # letters of a unit that may follow a number; longer ones stand in the heading
TONES = {"good": "good", "mid": "middling", "bad": "poor"}


def fiscal_year(year: int | None) -> str:
    """FY2024 (Reiwa 6); a plan has none."""
    return "no fiscal year" if year is None else in_english(year)


def evaluation_of(year: int | None) -> str:
    """What an edition is called."""
    return "Plan" if year is None else f"Evaluation of {in_english(year)}"


def edition_kind(kind: str, accounts: str) -> str:
    """correction; first edition, before the accounts are approved."""
    said = _ACCOUNTS.get(accounts, "") if accounts == "before" or kind == "first" else ""
    return f"{EDITION_KINDS[kind]}, {said}" if said else EDITION_KINDS[kind]


def day(when: date) -> str:
    """31 October 2024."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def kinds(sheets: Iterable[Sheet]) -> str:
    """5 programs, 1 project."""
    counted = Counter(sheet.kind for sheet in sheets)
    return ", ".join(
        f"{count} {label('kind', kind, 'en') if count == 1 else _PLURALS[kind]}"
        for kind, count in counted.items()
    )


def kind_and_code(sheet: Sheet) -> str:
    """Program 511."""
    return f"{label('kind', sheet.kind, 'en').capitalize()} {sheet.code}"


def number(value: Decimal, unit: str | None = None) -> str:
    """606,399 件; a long unit is left out."""
    if unit and squeeze(unit) == "%":
        return f"{value:,f}%"
    return f"{value:,f}" + (f" {unit}" if unit and len(unit) <= _MOST_UNIT else "")


def shown(cell: Value, unit: str | None = None) -> str:
    """A cell for people: its number, or why there is none."""
    if cell.missing:
        return absent(cell.missing, cell.printed)
    if cell.certain and cell.number is not None:
        before = f"{label('qualifier', cell.qualifier, 'en')} " if cell.qualifier else ""
        return before + number(cell.number, unit)
    return quoted(cell.printed)


def absent(missing: str, printed: str | None) -> str:
    """Why there is no value, or the dash that is printed."""
    if missing == "dash":
        return quoted((printed or "").strip() or "－")
    return label("missing", missing, "en")


def quoted(printed: str | None) -> str:
    return f"“{printed}”" if printed else "unknown"


def rating(of: Rating, scale: Scale | None) -> dict[str, str]:
    """The mark as the city gave it, and beside it its place on the scale or why it is doubtful:
    the marks are the city's words.
    """
    if of.value is None:
        word = label("missing", of.missing or "blank", "en")
        return {"tone": "none", "word": word, "place": ""}
    grade = scale.grade(of.value) if scale else None
    if of.flags:
        doubt = ", ".join(label("flag", flag, "en") for flag in of.flags)
        return {"tone": "none", "word": of.value, "place": f"(doubtful: {doubt})"}
    if grade is None or scale is None:
        return {"tone": "none", "word": of.value, "place": ""}
    place = ""
    if grade.tone != "none":
        orders = sorted({one.order for one in scale.grades}, reverse=True)
        rank = orders.index(grade.order) + 1
        place = f"({TONES[grade.tone]}: grade {rank} of {len(orders)})"
    word = f"{of.value} {grade.say}" if grade.say else of.value
    return {"tone": grade.tone, "word": word, "place": place, "meaning": grade.meaning}
