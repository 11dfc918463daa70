"""Lists in English: what they and their columns are called, what their lines say."""

from shirube.basics.fiscal_year import in_english
from shirube.charts.words import of_other_year
from shirube.portal.english.words.money import yen
from shirube.portal.english.words.plain import UNNAMED, absent, fiscal_year, quoted, shown
from shirube.publishing.line_words import LineWords
from shirube.schema import Cost, Value
from shirube.schema.codes import label

# list → what it is called, one of it, and the heads of its own columns
LISTS = {
    "sheets": ("Sheets", "sheet", ("Division", "Indicators on target")),
    "indicators": ("Indicators", "indicator", ("Target", "Actual", "Achievement")),
    "projects": ("Projects", "project", ("Year before", "Evaluated year", "Year after")),
    "issues": ("Issues", "issue", ("Next actions",)),
    "promises": ("Promises", "promise", ("From", "What became of it")),
    "opinions": ("Opinions", "opinion", ("Answer", "What it changed")),
}
# list → what it can be sorted by
NUMBERS = {"sheets": "share of indicators on target", "indicators": "achievement",
           "projects": "amount of the evaluated year"}  # fmt: skip
LIST_FILTERS = {"branch": "Branch of the plan", "division": "Division", "rating": "Rating",
                "state": "State"}  # fmt: skip
SORTS = {"position": "order of the plan", "name": "name", "high": "highest first",
         "low": "lowest first"}  # fmt: skip
NOT_STATED = "not stated"


def stated(cell: Value, unit: str | None = None) -> str:
    """A cell outside of its table: its year is said where it is another."""
    text = shown(cell, unit)
    if of_other_year(cell) and cell.observed_year is not None:
        return f"{text} (value of {in_english(cell.observed_year)})"
    return text


def dated_amount(cost: Cost) -> str:
    """FY2019 (Reiwa 1) settlement: 8,090,000 yen."""
    when = fiscal_year(cost.fiscal_year) if cost.fiscal_year else ""
    if cost.missing:
        return f"{when}: {absent(cost.missing, cost.printed)}".lstrip(": ")
    if cost.number is None or not cost.certain:
        return f"{when}: {quoted(cost.printed)} (doubtful)".lstrip(": ")
    return f"{when} {label('stage', cost.stage, 'en')}: {yen(cost.number)}".lstrip()


LINES = LineWords(
    language="en",
    unnamed=UNNAMED,
    nothing="cannot be computed",
    no_answer="No answer yet",
    states={
        "untold": "cannot be computed",
        "met": "reached the target",
        "missed": "did not reach the target",
        "action_plan": "in the action plan",
        "no_action_plan": "not in the action plan",
        "actions": "has next actions",
        "no_actions": "no next action is stated",
        "unstated": NOT_STATED,
        "to_come": "still to come",
        "answered": "answered",
        "unanswered": "not answered yet",
    },
    stated=stated,
    amount=dated_amount,
    share=lambda met, told: f"{met} of {told}",
    since=lambda year: f"from {in_english(year)}",
)
