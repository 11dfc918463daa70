"""What keeps a sheet from being handed on: each with its place and the next step, in words."""

from typing import NamedTuple

from shirube.people.permissions import Refused
from shirube.schema import Sheet
from shirube.sheets.forms import library
from shirube.workflow.carrying import asked
from shirube.workflow.carrying.naming import numbers
from shirube.workflow.drafts.addresses import index
from shirube.workflow.findings import findings_of
from shirube.workflow.models import Case, PartRequest


class Obstacle(NamedTuple):
    """Where (part and ``at``, empty for the whole sheet; the field, where it is one), and what to
    do there.
    """

    part: str
    at: str
    text: str
    field: str = ""


class NotReady(Refused):
    """The sheet cannot be handed on yet; ``obstacles`` says what is left."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        first = "、".join(one.text for one in obstacles[:3])
        more = f" ほか{len(obstacles) - 3}件" if len(obstacles) > 3 else ""
        super().__init__(
            f"まだ提出できません。残り{len(obstacles)}件: {first}{more}",
            f"Not ready: {len(obstacles)} things are left.",
        )
        self.obstacles = obstacles


def obstacles(case: Case) -> list[Obstacle]:
    """Everything that is left, in the order of the form."""
    sheet = case.plain()
    return [*_unfilled(case, sheet), *_unread(sheet), *_findings(case, sheet), *_parts(case)]


def require_ready(case: Case) -> None:
    """Raises NotReady."""
    left = obstacles(case)
    if left:
        raise NotReady(left)


def _unfilled(case: Case, sheet: Sheet) -> list[Obstacle]:
    design = library()[case.design]
    wanted = asked(sheet, case.last_year(), design, short=case.short)
    return [
        Obstacle(one.part, one.at, f"「{one.label}」を記入してください", one.field)
        for one in wanted
        if not one.done
    ]


def _unread(sheet: Sheet) -> list[Obstacle]:
    """Numbers typed here that are none. Doubts that came from last year's file do not count."""
    found, called = [], numbers(sheet)
    for spot, one in index(sheet.model_dump(mode="json")).items():
        item = one.item
        if "unreadable" in item.get("flags", ()) and item.get("fiscal_year") == sheet.fiscal_year:
            where = f"{called[spot.at]}の" if spot.at in called else ""
            words = f"{where}「{item.get('printed')}」は数として読めません。"
            name = "amount" if spot.part.endswith("costs") else "value"
            found.append(Obstacle(*spot, f"{words}数か「調査なし」などに直してください", name))
    return found


def _findings(case: Case, sheet: Sheet) -> list[Obstacle]:
    return [
        Obstacle("", finding.at or "", f"{finding.text()} 直すか、理由をつけて閉じてください")
        for finding in findings_of(case, sheet)
        if finding.blocks
    ]


def _parts(case: Case) -> list[Obstacle]:
    waiting = case.parts.filter(state=PartRequest.State.OPEN).select_related("unit")
    words = "の返事がまだです。待つか、依頼を取りやめて自分で記入してください"
    return [Obstacle("", "", f"{part.unit.name}{words}") for part in waiting]
