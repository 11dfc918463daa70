"""Which tables there are. Columns come from the models; only what a model cannot say stands here.

``TREE`` is the sheet taken apart, and all that is read back. ``BESIDE`` stands beside the sheets.
What comes of a sheet has the same first columns: the number of its sheet in this set of tables, the
sheet's key, its standing, so that 「機械読取・未確認」 is on every row, and its edition.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from shirube.schema.plain import Plain
from shirube.schema.sheet import Sheet
from shirube.schema.tables import models
from shirube.schema.tables.columns import Column, column_of, part_of, single_of

# Fields of the sheet that stand in every table → the name of their column there.
KEYS = {
    "municipality.code": "municipality_code",
    "fiscal_year": "sheet_fiscal_year",
    "kind": "sheet_kind",
    "code": "sheet_code",
    "standing": "standing",
}
# Never in a table: private parts that ``public(sheet)`` takes away.
PRIVATE = frozenset({"unplaced", "source.sha256", "source.first_line", "source.last_line"})

SHEET_NO = Column(
    name="sheet_no",
    type="integer",
    label_ja="シート連番",
    label_en="Sheet no.",
    meaning_ja="この一組の表の中でのシートの順番(1から)。表どうしを結ぶ鍵",
    meaning_en="Order of the sheet in this set of tables, from 1; joins the tables",
    required=True,
)
POSITION = Column(
    name="position",
    type="integer",
    label_ja="順番",
    label_en="Position",
    meaning_ja="親の中での順番(1から)",
    meaning_en="Order within its parent, from 1",
    required=True,
)


@dataclass(frozen=True, eq=False)  # a table is itself and no other
class Table:
    """One table: a row is one ``model``, found in the field ``field`` of its parent's model.

    ``repeats`` are fields of the parent shown again beside each row, for those who read only this
    table; ``worked_out`` is what follows from design and keys. Neither is read back. ``stated_key``
    and ``first`` are key and first columns of a table beside the sheets.
    """

    name: str
    model: type[Plain]
    label_ja: str
    label_en: str
    one: str  # what a row is called in columns that refer to it: indicator → indicator_position
    parent: "Table | None" = None
    field: str = ""
    repeats: tuple[str, ...] = ()
    worked_out: type[Plain] | None = None
    stated_key: tuple[str, ...] = ()
    first: tuple[Column, ...] = ()

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Columns that say where a row belongs, from the sheet down to its own position."""
        if self.parent is None:
            return (SHEET_NO.name,)
        above = self.parent.places
        named = (
            above if self.parent.parent is None else (*above[:-1], f"{self.parent.one}_position")
        )
        return (*named, POSITION.name)

    @cached_property
    def of_a_sheet(self) -> bool:
        """Whether a row comes of one sheet and begins with that sheet's key."""
        return not self.stated_key or SHEET_NO in self.first

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Columns that make a row unique in its table."""
        return self.stated_key or self.places

    @cached_property
    def refers(self) -> "tuple[tuple[tuple[str, ...], Table], ...]":
        """Foreign keys: columns here → the table whose ``key`` they are."""
        if self.parent is not None:
            return ((self.places[:-1], self.parent),)
        return (((SHEET_NO.name,), SHEETS),) if self is not SHEETS and self.of_a_sheet else ()

    @cached_property
    def parts(self) -> "tuple[Table, ...]":
        """The tables of what a row is made of."""
        return tuple(table for table in TREE if table.parent is self)

    @cached_property
    def own(self) -> dict[str, Column]:
        """Field path (``unit``, ``source.file``) → its column, without the sheet's key."""
        found = dict(_columns(self.model))
        if self.model is not Sheet:
            return found
        return {path: column for path, column in found.items() if path not in KEYS}

    @cached_property
    def repeated(self) -> dict[str, Column]:
        """Field of the parent → the column that shows it again."""
        if self.parent is None:
            return {}
        one = self.parent.one
        return {name: self.parent.own[name].named(f"{one}_{name}") for name in self.repeats}

    @cached_property
    def added(self) -> tuple[Column, ...]:
        """Columns of what is worked out."""
        return tuple(column for _, column in _columns(self.worked_out)) if self.worked_out else ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns in their order."""
        if self.stated_key:
            return (*self.first, *self.own.values())
        places = [
            POSITION.named(name) if name.endswith(POSITION.name) else SHEET_NO
            for name in self.places
        ]
        return (*places[:1], *KEY_COLUMNS.values(), EDITION, *places[1:],
                *self.repeated.values(), *self.own.values(), *self.added)  # fmt: skip

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all columns."""
        return tuple(column.name for column in self.columns)


def _columns(model: type[BaseModel], above: str = "") -> list[tuple[str, Column]]:
    """Field path → column; a single part's fields are drawn up, lists of parts are tables."""
    found: list[tuple[str, Column]] = []
    for name, info in model.model_fields.items():
        path = f"{above}{name}"
        if path in PRIVATE or part_of(info) is not None:
            continue
        single = single_of(info)
        if single is not None:
            # A part that may be absent may leave each of its cells empty.
            inner = _columns(single, f"{path}.")
            found += inner if info.is_required() else [(p, _optional(c)) for p, c in inner]
        else:
            found.append((path, column_of(path.replace(".", "_"), info)))
    return found


def _optional(column: Column) -> Column:
    return replace(column, required=False)


_SHEET = dict(_columns(Sheet))
KEY_COLUMNS = {path: _SHEET[path].named(name) for path, name in KEYS.items()}
EDITION = column_of("edition", models.EditionRow.model_fields["edition"])


def _part(parent: Table, field: str, one: str, labels: tuple[str, str], **more: Any) -> Table:
    """``more`` are ``name``, where it is not the field's, ``repeats`` and ``worked_out``."""
    model = part_of(parent.model.model_fields[field])
    assert model is not None
    assert issubclass(model, Plain)
    name = more.pop("name", field)
    return Table(name, model, *labels, one, parent, field, **more)


SHEETS = Table("sheets", Sheet, "シート", "Sheets", "sheet", worked_out=models.SheetWorkedOut)
INDICATORS = _part(
    SHEETS, "indicators", "indicator", ("指標", "Indicators"),
    worked_out=models.IndicatorWorkedOut,
)  # fmt: skip
PROJECTS = _part(
    SHEETS, "projects", "project", ("事業", "Projects"), worked_out=models.ProjectWorkedOut
)
ISSUES = _part(SHEETS, "issues", "issue", ("課題", "Issues"))

TREE: tuple[Table, ...] = (
    SHEETS,
    _part(SHEETS, "path", "level", ("計画の位置", "Place in the plan")),
    _part(SHEETS, "units", "unit", ("部署", "Divisions")),
    _part(SHEETS, "contacts", "contact", ("連絡先", "Contacts")),
    _part(SHEETS, "attributes", "attribute", ("属性", "Attributes")),
    _part(SHEETS, "directions", "direction", ("施策の方向", "Directions")),
    _part(SHEETS, "narratives", "narrative", ("文", "Texts")),
    INDICATORS,
    _part(
        INDICATORS, "values", "value", ("指標の値", "Values of indicators"),
        name="indicator_values",
        repeats=("no", "kind", "name", "unit", "better", "flags"), worked_out=models.ValueWorkedOut,
    ),
    PROJECTS,
    _part(
        PROJECTS, "costs", "cost", ("事業の金額", "Costs of projects"), name="project_costs",
        repeats=("code", "name", "flags"), worked_out=models.CostWorkedOut,
    ),
    _part(
        SHEETS, "costs", "cost", ("費用の計", "Totals of the sheet"),
        worked_out=models.CostWorkedOut,
    ),
    _part(SHEETS, "ratings", "rating", ("評価", "Ratings")),
    _part(SHEETS, "environment", "factor", ("環境", "Environment")),
    ISSUES,
    _part(ISSUES, "next_actions", "action", ("今後の取組", "Next actions"), repeats=("no",)),
    _part(SHEETS, "progress", "progress", ("進捗", "Progress")),
    _part(SHEETS, "follow_ups", "follow_up", ("約束のその後", "Follow-ups")),
    _part(SHEETS, "reviews", "review", ("意見と回答", "Reviews")),
    _part(SHEETS, "notes", "note", ("注記", "Footnotes")),
)  # fmt: skip
MUNICIPALITIES = Table(
    "municipalities", models.MunicipalityRow, "団体", "Municipalities", "municipality",
    stated_key=("municipality_code",),
)  # fmt: skip
EDITIONS = Table(
    "editions", models.EditionRow, "公表版", "Editions", "edition",
    stated_key=("municipality_code", "edition"),
)  # fmt: skip
_NAMED = (*KEY_COLUMNS.values(), EDITION)
PLAN_NODES = Table(
    "plan_nodes", models.PlanNodeRow, "計画の節", "Plan nodes", "node",
    stated_key=("node_id",), first=(SHEET_NO, *_NAMED),
)  # fmt: skip
IDENTITY_LINKS = Table(
    "identity_links", models.IdentityLinkRow, "年度のつながり", "Identity links", "link",
    stated_key=("municipality_code", "what", "from_fiscal_year", "from_key", "to_fiscal_year",
                "to_key"),
)  # fmt: skip
PROJECT_PROGRAMS = Table(
    "project_programs", models.ProjectProgramRow, "事業と施策", "Projects and programs", "link",
    stated_key=(SHEET_NO.name, "project_key"), first=(SHEET_NO, *_NAMED),
)  # fmt: skip
TARGET_LEDGER = Table(  # also of sheets in earlier editions, which have no number here
    "target_ledger", models.TargetRow, "目標の台帳", "Target ledger", "target",
    stated_key=("municipality_code", "sheet_fiscal_year", "indicator_key", "target_fiscal_year"),
    first=_NAMED,
)  # fmt: skip
BESIDE: tuple[Table, ...] = (
    MUNICIPALITIES, EDITIONS, PLAN_NODES, IDENTITY_LINKS, PROJECT_PROGRAMS, TARGET_LEDGER,
)  # fmt: skip
TABLES: dict[str, Table] = {table.name: table for table in (*TREE, *BESIDE)}


def _check_complete() -> None:
    """A list of parts without a table would be lost silently: refuse to start."""
    held = {(table.parent.model, table.field) for table in TREE if table.parent}
    for table in TREE:
        for name, info in table.model.model_fields.items():
            private = table is SHEETS and name in PRIVATE
            if part_of(info) and not private and (table.model, name) not in held:
                raise TypeError(f"{table.model.__name__}.{name} has no table")


_check_complete()
