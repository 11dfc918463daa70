"""Cards of each part of a sheet: which fields stand together, how each is typed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from shirube.basics.fiscal_year import in_era
from shirube.designs import Design
from shirube.designs.model import FieldSpec
from shirube.desk.sheet import figures
from shirube.desk.sheet.model import Card, Entry, Grid, Kind, Row
from shirube.lint import Finding
from shirube.schema import Indicator, Sheet
from shirube.schema.codes import FOLLOW_UP_STATUS, LISTS, label
from shirube.workflow.drafts import fields
from shirube.workflow.drafts.addresses import Address, Found, Spot, inside
from shirube.workflow.drafts.editing import ROWS
from shirube.workflow.models import Remark

LONG = frozenset({"text", "situation", "reason", "status", "result", "plan", "action", "answer",
                  "purpose", "means", "definition", "title"})  # fmt: skip
_LABELS = {("narratives", "text"): "本文", ("ratings", "value"): "評価",
           ("attributes", "value"): "内容", ("follow_ups", "answer"): "その後、どうなりましたか",
           ("follow_ups", "status"): "結果"}  # fmt: skip


@dataclass
class Drafting:
    """A draft in the making for one person: everything the cards look up."""

    sheet: Sheet
    design: Design
    items: dict[Spot, Found]
    last: dict[Spot, Found]
    wanted: dict[str, bool]  # address that must be touched → done
    same: frozenset[Spot]
    writes: bool = True
    only: frozenset[Spot] | None = None  # places that may be typed into, None for all
    findings: dict[str, list[Finding]] = field(default_factory=dict)  # by ``at``
    remarks: dict[Spot, list[Remark]] = field(default_factory=dict)
    asked: dict[Spot, str] = field(default_factory=dict)

    def may(self, spot: Spot) -> bool:
        """Whether this person may type into the item."""
        if not self.writes:
            return False
        return self.only is None or inside(spot, self.items[spot], self.only)


def card(on: Drafting, spot: Spot, spec: FieldSpec) -> Card:
    """The card of an item."""
    if spot.part == "indicators":
        return _indicator(on, spot)
    item = on.items[spot].item
    below = _below(on, spot, spec)
    return Card(
        part=spot.part,
        at=spot.at,
        title=_title(on, spot, item),
        lead=_lead(spot, item),
        entries=tuple(entry(on, Address(*spot, name), spec) for name in _names(spot, item)),
        cards=below,
        removable=on.may(spot) and spot.part in ROWS and on.only is None,
        adds="issues.next_actions" if spot.part == "issues" and _adds(on, spot) else "",
        **_around(on, spot, below),
    )


def _adds(on: Drafting, spot: Spot) -> bool:
    return on.may(spot) and on.only is None


def _around(on: Drafting, spot: Spot, below: tuple[Card, ...] = ()) -> dict[str, Any]:
    inner = {one.at for one in below}
    return {
        "writes": on.may(spot),
        "findings": tuple(f for f in on.findings.get(spot.at, ()) if spot.at not in inner),
        "remarks": tuple(on.remarks.get(spot, ())),
        "asked": on.asked.get(spot, ""),
    }


def _below(on: Drafting, spot: Spot, spec: FieldSpec) -> tuple[Card, ...]:
    if spot.part != "issues":
        return ()
    found = [s for s, one in on.items.items() if one.above and one.above[-1] == spot]
    return tuple(card(on, one, spec) for one in found)


def _names(spot: Spot, item: dict[str, Any]) -> Iterable[str]:
    names: Iterable[str] = fields.FIELDS.get(spot.part, ())
    # A field that this form never uses (an officer's e-mail, a means) is not asked for.
    optional = {"email", "post", "purpose", "means", "phone", "name"}
    keep = {"name"} if spot.part in {"units", "projects"} else set()
    return [n for n in names if n in keep or n not in optional or item.get(n) is not None]


def entry(on: Drafting, address: Address, spec: FieldSpec | None) -> Entry:
    """One field as it stands now."""
    item = on.items[address.spot].item
    before = on.last.get(address.spot)
    kind, choices = _kind(on, address, item)
    key = str(address)
    return Entry(
        address=key,
        label=_label(address),
        text=fields.shown(item, address),
        kind=kind,
        choices=choices,
        last=fields.shown(before.item, address) if before else "",
        unit=item.get("unit") or "" if kind == "number" else "",
        must=key in on.wanted,
        done=on.wanted.get(key, True),
        limit=spec.limit if spec and address.field in LONG else None,
        same=address.spot in on.same and address.field in LONG,
        doubt=_doubt(item) if kind == "number" else "",
        fixed=not on.may(address.spot) or _computed(on, address, item),
    )


def _kind(
    on: Drafting, address: Address, item: dict[str, Any]
) -> tuple[Kind, tuple[tuple[str, str], ...]]:
    part, name = address.part, address.field
    if part == "ratings" and name == "value":
        scale = on.design.scale(item["scale"])
        grades = sorted(scale.grades, key=lambda grade: -grade.order) if scale else ()
        known = tuple((grade.value, f"{grade.value} — {grade.meaning}") for grade in grades)
        return ("radio", known) if known else ("line", ())
    if part == "follow_ups" and name == "status":
        return "radio", tuple((code, one.ja) for code, one in FOLLOW_UP_STATUS.items())
    if name in {"better", "accumulation"}:
        return "choice", (("", "(決まっていません)"), *((c, o.ja) for c, o in LISTS[name].items()))
    if name == "in_action_plan":
        return "choice", (("", "(欄なし)"), ("1", "対象"), ("0", "対象でない"))
    if fields.is_number(address):
        return "number", ()
    return ("text", ()) if name in LONG else ("line", ())


def _label(address: Address) -> str:
    special = _LABELS.get((address.part, address.field))
    title = fields.model(address.part).model_fields[address.field].title
    return special or title or address.field


def _doubt(item: dict[str, Any]) -> str:
    return "、".join(label("flag", flag) for flag in item.get("flags", ()))


def _computed(on: Drafting, address: Address, item: dict[str, Any]) -> bool:
    """Rates and totals are worked out, not typed."""
    own: int = on.sheet.fiscal_year or 0
    year: int = item.get("fiscal_year") or 0
    if address.part == "indicators.values":
        return bool(item["measure"] == "achievement" and year == own)
    return address.part == "costs" and bool(on.sheet.projects) and year >= own


_TITLES: dict[str, Callable[[dict[str, Any]], str]] = {
    "narratives": lambda item: item["label"],
    "attributes": lambda item: item["label"],
    "directions": lambda item: f"方向 {item['no']}",
    "ratings": lambda item: " ".join(w for w in (item.get("period"), item.get("by")) if w),
    "environment": lambda item: item["factor"] or "変化",
    "issues": lambda item: f"課題 {item['no']}",
    "issues.next_actions": lambda item: "今後の取組",
    "progress": lambda item: item["period"],
    "follow_ups": lambda item: f"約束 {item['no']}",
    "notes": lambda item: item.get("mark") or "注記",
    "units": lambda item: item["role"],
    "contacts": lambda item: item["role"],
    "projects": lambda item: item["name"] or "新しい事業",
}


def _title(on: Drafting, spot: Spot, item: dict[str, Any]) -> str:
    make = _TITLES.get(spot.part)
    return make(item) if make else ""


def _lead(spot: Spot, item: dict[str, Any]) -> str:
    if spot.part != "follow_ups":
        return ""
    made = in_era(item["promised_year"]) if item.get("promised_year") else ""
    due = in_era(item["from_fiscal_year"]) if item.get("from_fiscal_year") else ""
    said = f"{made}年度の評価で、{due}年度から行うと書きました: 「{item['text']}」"
    return f"{said} (課題: {item['issue']})" if item.get("issue") else said


def _indicator(on: Drafting, spot: Spot) -> Card:
    one = _of(on.sheet, spot.at)
    actual = one.get("actual", on.sheet.fiscal_year)
    own = []
    if actual is not None and actual.at:
        made = entry(on, Address("indicators.values", actual.at, "value"), None)
        called = f"{in_era(on.sheet.fiscal_year or 0)}年度の実績"
        own.append(replace(made, label=called, unit=one.unit or ""))
    basics = [Address(*spot, name) for name in fields.FIELDS["indicators"]]
    inner = tuple(f for v in one.values for f in on.findings.get(v.at or "", ()))
    around = _around(on, spot)
    around["findings"] = (*around["findings"], *inner)
    return Card(
        part=spot.part,
        at=spot.at,
        title=" ".join(w for w in (one.no, one.name) if w),
        lead=figures.target_now(one, on.sheet),
        entries=tuple(own),
        say=figures.this_year(one, on.sheet, on.design),
        last_say=figures.last_year(one, on.sheet),
        grid=_values(on, one),
        cards=(Card(spot.part, f"{spot.at}-basics", "指標の説明", writes=on.may(spot),
                    entries=tuple(entry(on, address, None) for address in basics)),),
        **around,
    )  # fmt: skip


def _of(sheet: Sheet, at: str) -> Indicator:
    return next(one for one in sheet.indicators if one.at == at)


def _values(on: Drafting, one: Indicator) -> Grid:
    years = sorted({v.fiscal_year for v in one.values if v.fiscal_year is not None})
    measures = list(dict.fromkeys(value.measure for value in one.values))
    rows = []
    for measure in measures:
        cells = [one.get(measure, year) for year in years]
        made = tuple(
            entry(on, Address("indicators.values", cell.at, "value"), None)
            if cell is not None and cell.at
            else None
            for cell in cells
        )
        rows.append(Row(label("measure", measure), made))
    return Grid("ほかの年度の値", tuple(f"{in_era(year)}" for year in years), tuple(rows))
