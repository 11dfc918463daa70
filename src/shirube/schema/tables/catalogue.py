"""Which tables there are. Columns come from the models; only what a model cannot say stands here.

Every table has the same first columns: the number of its sheet in this set of tables, the sheet's
key, and its standing, so that 「機械読取・未確認」 is on every row.
"""

from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from shirube.schema.plain import Plain
from shirube.schema.sheet import Sheet
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
    table; they are not read back.
    """

    name: str
    model: type[Plain]
    label_ja: str
    label_en: str
    one: str  # what a row is called in columns that refer to it: indicator → indicator_position
    parent: "Table | None" = None
    field: str = ""
    repeats: tuple[str, ...] = ()

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
    def parts(self) -> "tuple[Table, ...]":
        """The tables of what a row is made of."""
        return tuple(table for table in TREE if table.parent is self)

    @cached_property
    def own(self) -> dict[str, Column]:
        """Field path (``unit``, ``source.file``) → its column, without the sheet's key."""
        found = dict(_columns(self.model))
        if self.parent is not None:
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
    def columns(self) -> tuple[Column, ...]:
        """All columns in their order."""
        places = [
            POSITION.named(name) if name.endswith(POSITION.name) else SHEET_NO
            for name in self.places
        ]
        return (*places[:1], *KEY_COLUMNS.values(), *places[1:],
                *self.repeated.values(), *self.own.values())  # fmt: skip


def _columns(model: type[BaseModel], above: str = "") -> list[tuple[str, Column]]:
    """Field path → column; a single part's fields are drawn up, lists of parts are tables."""
    found: list[tuple[str, Column]] = []
    for name, info in model.model_fields.items():
        path = f"{above}{name}"
        if path in PRIVATE or part_of(info) is not None:
            continue
        single = single_of(info)
        if single is not None:
            found += _columns(single, f"{path}.")
        else:
            found.append((path, column_of(path.replace(".", "_"), info)))
    return found


_SHEET = dict(_columns(Sheet))
KEY_COLUMNS = {path: _SHEET[path].named(name) for path, name in KEYS.items()}


def _part(parent: Table, field: str, one: str, labels: tuple[str, str], name: str = "",
          repeats: tuple[str, ...] = ()) -> Table:  # fmt: skip
    model = part_of(parent.model.model_fields[field])
    assert model is not None
    assert issubclass(model, Plain)
    return Table(name or field, model, *labels, one, parent, field, repeats)


SHEETS = Table("sheets", Sheet, "シート", "Sheets", "sheet")
INDICATORS = _part(SHEETS, "indicators", "indicator", ("指標", "Indicators"))
PROJECTS = _part(SHEETS, "projects", "project", ("事業", "Projects"))
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
        INDICATORS, "values", "value", ("指標の値", "Values of indicators"), "indicator_values",
        repeats=("no", "kind", "name", "unit", "better", "flags"),
    ),
    PROJECTS,
    _part(
        PROJECTS, "costs", "cost", ("事業の金額", "Costs of projects"), "project_costs",
        repeats=("code", "name", "flags"),
    ),
    _part(SHEETS, "costs", "cost", ("費用の計", "Totals of the sheet")),
    _part(SHEETS, "ratings", "rating", ("評価", "Ratings")),
    _part(SHEETS, "environment", "factor", ("環境", "Environment")),
    ISSUES,
    _part(ISSUES, "next_actions", "action", ("今後の取組", "Next actions"), repeats=("no",)),
    _part(SHEETS, "progress", "progress", ("進捗", "Progress")),
    _part(SHEETS, "follow_ups", "follow_up", ("約束のその後", "Follow-ups")),
    _part(SHEETS, "reviews", "review", ("意見と回答", "Reviews")),
    _part(SHEETS, "notes", "note", ("注記", "Footnotes")),
)  # fmt: skip
TABLES: dict[str, Table] = {table.name: table for table in TREE}


def _check_complete() -> None:
    """A list of parts without a table would be lost silently: refuse to start."""
    held = {(table.parent.model, table.field) for table in TREE if table.parent}
    for table in TREE:
        for name, info in table.model.model_fields.items():
            private = table is SHEETS and name in PRIVATE
            if part_of(info) and not private and (table.model, name) not in held:
                raise TypeError(f"{table.model.__name__}.{name} has no table")


_check_complete()
