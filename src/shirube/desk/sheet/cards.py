"""Cards of each part of a sheet: which fields stand together, how each is typed."""

from dataclasses import dataclass, field, replace
from typing import Any

from shirube.basics.fiscal_year import in_era
from shirube.designs import Design, entries
from shirube.designs.model import FieldSpec
from shirube.desk.sheet import figures
from shirube.desk.sheet.model import Card, Entry, Grid, Row
from shirube.lint import Finding
from shirube.schema import Indicator, Sheet
from shirube.schema.codes import label
from shirube.workflow.drafts.addresses import Address, Found, Spot, inside
from shirube.workflow.models import Remark


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

    def removable(self, spot: Spot) -> bool:
        """Whether this person may take the row out; what last year's plan named stays."""
        free = spot.part in entries.ROWS and self.only is None and self.may(spot)
        return free and not (spot.part in entries.OF_THE_PLAN and spot in self.last)


def card(on: Drafting, spot: Spot, spec: FieldSpec) -> Card:
    """The card of an item."""
    if spot.part == "indicators":
        return _indicator(on, spot)
    item = on.items[spot].item
    below = _below(on, spot, spec)
    return Card(
        part=spot.part,
        at=spot.at,
        title=entries.title(spot.part, item),
        lead=_lead(spot, item),
        entries=tuple(
            entry(on, Address(*spot, name), spec) for name in entries.names(spot.part, item)
        ),
        cards=below,
        removable=on.removable(spot),
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


def entry(on: Drafting, address: Address, spec: FieldSpec | None) -> Entry:
    """One field as it stands now."""
    item = on.items[address.spot].item
    before = on.last.get(address.spot)
    kind, choices = entries.asked_as(on.design, address, item)
    key = str(address)
    return Entry(
        address=key,
        label=entries.label(address),
        text=entries.shown(item, address),
        kind=kind,
        choices=choices,
        last=entries.shown(before.item, address) if before else "",
        unit=item.get("unit") or "" if kind == "number" else "",
        must=key in on.wanted,
        done=on.wanted.get(key, True),
        limit=spec.limit if spec and address.field in entries.LONG else None,
        same=address.spot in on.same
        and (address.field in entries.LONG or address.part == "attributes"),
        doubt=_doubt(item) if kind == "number" else "",
        fixed=not on.may(address.spot) or entries.computed(on.sheet, address, item),
    )


def _doubt(item: dict[str, Any]) -> str:
    return "、".join(label("flag", flag) for flag in item.get("flags", ()))


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
    basics = [Address(*spot, name) for name in entries.FIELDS["indicators"]]
    inner = tuple(f for v in one.values for f in on.findings.get(v.at or "", ()))
    around = _around(on, spot)
    around["findings"] = (*around["findings"], *inner)
    return Card(
        part=spot.part,
        at=spot.at,
        title=" ".join(w for w in (one.no, one.name or "新しい指標") if w),
        lead=figures.target_now(one, on.sheet),
        entries=tuple(own),
        say=figures.this_year(one, on.sheet, on.design),
        last_say=figures.last_year(one, on.sheet),
        grid=_values(on, one),
        cards=(Card(spot.part, f"{spot.at}-basics", "指標の説明", writes=on.may(spot),
                    open=not one.name,
                    entries=tuple(entry(on, address, None) for address in basics)),),
        removable=on.removable(spot),
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
