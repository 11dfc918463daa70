"""An edition before the assembly approves the accounts (決算の認定, 地方自治法 233条3項).

The council debates in September with the sheets in hand; the accounts are approved only then. An
edition for that debate says so on every page, and its settlements are called 決算(認定前). The
edition that follows leads on from it: first of the year all the same, with errata.
"""

from collections.abc import Callable, Iterable
from typing import Literal

from shirube.schema import Cost, Sheet

# "" where nothing is said; "after" for every edition of a year that had one before the approval.
Accounts = Literal["", "before", "after"]
BEFORE: Accounts = "before"
AFTER: Accounts = "after"
SHORT = "決算の認定前"
KIND_WORDS = {"first": "初版", "addition": "追加", "correction": "訂正"}
NOTICE = "決算の認定前の版です。金額は変わることがあります"
NOTICE_EN = "Published before the assembly approved the accounts. Amounts may change."
Refusal = tuple[str, str]  # Japanese, English
Chosen = Callable[[Cost], bool]
LED_ON = "決算の認定前の版から変わった。"

_SETTLED, _UNAPPROVED = "settlement", "settlement_unapproved"


def kind_word(kind: str, accounts: str) -> str:
    """What an edition is called: 訂正; 決算の認定前の版 where its kind alone would not say it."""
    if kind == "first" and accounts:
        return f"{SHORT}の版" if accounts == BEFORE else "決算の認定後の版"
    return f"{KIND_WORDS[kind]}、{SHORT}" if accounts == BEFORE else KIND_WORDS[kind]


def accounts_of(*, early: bool, before: str | None) -> Accounts:
    """What the new edition says; ``before`` is what the newest one says, None for no edition."""
    if early:
        return BEFORE
    return AFTER if before else ""


def refusal(kind: str, year: int | None, *, early: bool, before: str | None) -> Refusal | None:
    """Why such an edition cannot follow, in both languages. ``before`` is None for no edition."""
    if early and year is None:
        return (
            "年度のない計画には決算がありません。認定前の指定を外してください。",
            "A plan without a year has no accounts: leave --before-accounts out.",
        )
    if early and before is not None and before != BEFORE:
        return (
            "この年度は、認定前ではない版を公表済みです。認定前の指定を外してください。",
            "An edition that is not early is out already: leave --before-accounts out.",
        )
    if not early and before == BEFORE and kind != "first":
        return (
            "いま公表中の版は決算の認定前の版です。認定後の版は初版として(--kind を付けずに)、"
            "認定前の版を直すときは --before-accounts を付けて公表してください。",
            "The edition that is out is an early one. Publish the approved one without --kind, or "
            "mend the early one with --before-accounts.",
        )
    return None


def leads_on(kind: str, *, early: bool, before: str | None) -> bool:
    """Whether a first edition follows an early one."""
    return kind == "first" and not early and before == BEFORE


def about_accounts(accounts: str) -> dict[str, object]:
    """What machine-readable descriptions of an edition add; nothing where nothing is to be said."""
    if not accounts:
        return {}
    said = {"notice": NOTICE, "notice_en": NOTICE_EN} if accounts == BEFORE else {}
    return {"accounts": accounts, **said}


def unapproved(sheet: Sheet) -> Sheet:
    """The sheet as an early edition holds it: settlements of the evaluated year are called
    決算(認定前), no amount is changed. Those of earlier years are approved already.
    """
    year = sheet.fiscal_year
    return _renamed(
        sheet,
        lambda cost: (
            cost.stage == _SETTLED
            and (cost.fiscal_year is None or year is None or cost.fiscal_year >= year)
        ),
        _UNAPPROVED,
    )


def comparable(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The sheets with settlements named alike, so that errata tell only what changed."""
    return tuple(_renamed(one, lambda cost: cost.stage == _UNAPPROVED, _SETTLED) for one in sheets)


def _renamed(sheet: Sheet, chosen: Chosen, stage: str) -> Sheet:
    def named(costs: tuple[Cost, ...]) -> tuple[Cost, ...]:
        return tuple(
            cost.model_copy(update={"stage": stage}) if chosen(cost) else cost for cost in costs
        )

    projects = tuple(
        project.model_copy(update={"costs": named(project.costs)}) for project in sheet.projects
    )
    return sheet.model_copy(update={"costs": named(sheet.costs), "projects": projects})
