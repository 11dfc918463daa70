"""The CSV files of format csv as tables with columns, for descriptions that lie beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shirube.exporters.describing.words import Both
from shirube.schema.codes import LISTS, label
from shirube.schema.documentation import CODE_COLUMNS, CODEBOOK_COLUMNS
from shirube.schema.tables import TABLES, Column

ABOUT_COLUMNS = ("item", "value", "meaning_ja", "meaning_en")
CELLS = Both(
    "空のセルは値がないこと、\\e は空の文字列、\\n は改行を表します(about.csv の cell)。",
    "An empty cell is no value, \\e the empty text, \\n a line break (see cell in about.csv).",
)
Reference = tuple[tuple[str, ...], str, tuple[str, ...]]  # columns here, table, its columns


@dataclass(frozen=True, slots=True)
class Described:
    """A file and its columns. ``key`` is empty where a column of it may hold no value."""

    file: str
    name: str
    title: Both
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    refers: tuple[Reference, ...] = ()


def described_tables(paths: Sequence[Path]) -> Iterator[Described]:
    """The tables among the files that were written, in their order."""
    known = _known()
    for path in paths:
        if path.suffix == ".csv" and path.stem in known:
            yield known[path.stem]


@cache
def _known() -> dict[str, Described]:
    found = {
        name: Described(
            f"{name}.csv",
            name,
            Both(table.label_ja, table.label_en),
            table.columns,
            _without_gaps(table.key, table.columns),
            tuple((here, parent.name, parent.key) for here, parent in table.refers),
        )
        for name, table in TABLES.items()
    }
    beside = (
        ("codebook", Both("表と列の説明", "Codebook"), CODEBOOK_COLUMNS, ("table", "column")),
        ("codes", Both("符号の一覧と意味", "Code lists"), CODE_COLUMNS, ("list", "code")),
        ("about", Both("このデータについて", "About these data"), ABOUT_COLUMNS, ()),
    )
    for name, title, names, key in beside:
        columns = tuple(Column(one, "text", one, one, "", "") for one in names)
        found[name] = Described(f"{name}.csv", name, title, columns, key)
    return found


def _without_gaps(key: tuple[str, ...], columns: Sequence[Column]) -> tuple[str, ...]:
    required = {column.name for column in columns if column.required}
    return key if required.issuperset(key) else ()


def closed_codes(column: Column) -> list[tuple[str, Both]]:
    """The only codes that a cell may hold, with their labels; nothing where others may come."""
    if not column.closed or column.code_list is None:
        return []
    of = column.code_list
    return [(code, Both(label(of, code), label(of, code, "en"))) for code in LISTS[of]]


def meaning(column: Column) -> Both:
    """What the cells mean, in which unit, of which list of codes."""
    ja, en = [column.meaning_ja], [column.meaning_en]
    if column.type == "list":
        ja.append("複数の値は | で区切る")
        en.append("several values are separated by |")
    if column.code_list:
        ja.append(f"符号は codes.csv の {column.code_list}")
        en.append(f"codes: list {column.code_list} in codes.csv")
    if column.unit:
        ja.append(f"単位は{label('unit', column.unit)}")
        en.append(f"unit: {label('unit', column.unit, 'en')}")
    if column.unit_column:
        ja.append(f"単位は {column.unit_column} の列")
        en.append(f"unit: column {column.unit_column}")
    return Both("。".join(filter(None, ja)), ". ".join(filter(None, en)))
