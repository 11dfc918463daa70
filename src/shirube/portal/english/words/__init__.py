"""Every English word and sentence of the portal that is more than a label of the templates."""

from shirube.basics.fiscal_year import in_english
from shirube.charts.tongue import Tongue
from shirube.portal.english.words.indicators import (
    Reached,
    picture,
    reached,
    sentence,
    share_on_target,
)
from shirube.portal.english.words.money import amount, edition_money, money_sentence, printed_unit
from shirube.portal.english.words.plain import (
    FILTERS,
    LICENCE,
    NAME,
    NO_REASON,
    PARTS,
    UNNAMED,
    day,
    edition_kind,
    evaluation_of,
    fiscal_year,
    kind_and_code,
    kinds,
    number,
    quoted,
    rating,
    shown,
)

ENGLISH = Tongue(
    language="en",
    year=fiscal_year,
    value=shown,
    value_of=lambda year: f"value of {in_english(year)}",
    amount=amount,
    unreadable=quoted,
    changed="changed",
    printed_total="Total printed on the form",
    action_plan="action plan",
)

__all__ = [
    "ENGLISH",
    "FILTERS",
    "LICENCE",
    "NAME",
    "NO_REASON",
    "PARTS",
    "UNNAMED",
    "Reached",
    "day",
    "edition_kind",
    "edition_money",
    "evaluation_of",
    "fiscal_year",
    "kind_and_code",
    "kinds",
    "money_sentence",
    "number",
    "picture",
    "printed_unit",
    "rating",
    "reached",
    "sentence",
    "share_on_target",
    "shown",
]  # fmt: skip
