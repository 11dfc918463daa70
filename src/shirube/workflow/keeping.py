"""A final sheet goes from its case into the stored sheets, and the ledger learns what it is."""

from shirube.designs.plain_summary import without_empty
from shirube.people.actors import Actor
from shirube.people.registering import UnitRegister
from shirube.plans.models import Link
from shirube.plans.registering import PlanRegister
from shirube.schema import Review, Sheet
from shirube.schema.keys import indicator_keys, node_key, project_keys
from shirube.sheets import content, queries
from shirube.sheets.comparing import Incoming
from shirube.sheets.models import SheetVersion
from shirube.sheets.storing import write_versions
from shirube.workflow.models import Case, Opinion

Pair = tuple[str, str, str, bool]  # what, key then, key now, renamed


def final_sheet(case: Case) -> Sheet:
    """The draft with the opinions on it and the answers, as it is published."""
    reviews = tuple(_review(case, one) for one in case.opinions.all())
    return without_empty(case.plain().model_copy(update={"reviews": reviews}))


def keep_final(case: Case, by: Actor) -> SheetVersion:
    """Store the final sheet as the current version of its key; call it inside a transaction."""
    sheet = final_sheet(case)
    stored = queries.stored_by_key([sheet.key]).get(sheet.key)
    item = Incoming(sheet, content.meaning(sheet), stored)
    if stored is not None and _says_the_same(stored.current, item):
        return stored.current
    (version,) = write_versions([item], SheetVersion.Cause.ENTRY, by)
    UnitRegister(case.municipality).register([sheet])
    PlanRegister(case.municipality).register([sheet])
    _join_years(case, sheet, by)
    case.sheet_version = version
    case.save(update_fields=["sheet_version"])
    return version


def _says_the_same(current: SheetVersion, item: Incoming) -> bool:
    return current.meaning == item.meaning and current.standing == "entered"


def _review(case: Case, one: Opinion) -> Review:
    return Review(
        no=str(one.number),
        round=one.round,
        by=one.body,
        fiscal_year=case.plain().carried_out,
        mark=one.mark or None,
        text=one.text,
        answer=one.answer or None,
        answered_by=one.answered_unit or None,
        reflected=one.reflected or None,
        at=f"r{one.number}",
    )


def _join_years(case: Case, sheet: Sheet, by: Actor) -> None:
    """What was carried forward is known to be the same: the form kept its place all the year."""
    last = case.last_year()
    if last is None or last.fiscal_year is None or sheet.fiscal_year is None:
        return
    Link.objects.bulk_create(
        [
            Link(
                municipality=case.municipality,
                what=what,
                from_year=last.fiscal_year,
                from_key=then,
                to_year=sheet.fiscal_year,
                to_key=now,
                relation=Link.Relation.RENAMED if renamed else Link.Relation.SAME,
                state=Link.State.CONFIRMED,
                decided_by=by.user,
                decided_name=by.person,
                reason="前年のシートから引き継いで記入した項目",
            )
            for what, then, now, renamed in _pairs(last, sheet)
        ],
        ignore_conflicts=True,  # somebody decided about it already
    )


def _pairs(last: Sheet, sheet: Sheet) -> list[Pair]:
    pairs: list[Pair] = [("node", node_key(last), node_key(sheet), last.title != sheet.title)]
    for what, keys in (("indicator", indicator_keys), ("project", project_keys)):
        before = {item.at: (key, item.name) for key, item in keys(last)}
        for key, item in keys(sheet):
            if item.at in before:
                then, name = before[item.at]
                pairs.append((what, then, key, name != item.name))
    return pairs
