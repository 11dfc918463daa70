"""A column: its name, type, label, meaning and code list, taken from the field that it holds."""

import types
import typing
from dataclasses import dataclass, replace
from typing import Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from shirube.schema.plain import DateText, DecimalText

Cell = str | int | bool | tuple[str, ...] | None
Row = dict[str, Cell]
Line = tuple[Cell, ...]  # a row without names, in the order of its table's columns
ColumnType = Literal["text", "integer", "decimal", "boolean", "date", "code", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. ``code_list`` names a list of ``schema.codes.LISTS``; the unit of its
    numbers is ``unit`` (a code of the list ``unit``) or stands in the column ``unit_column``.
    """

    name: str
    type: ColumnType
    label_ja: str
    label_en: str
    meaning_ja: str
    meaning_en: str
    code_list: str | None = None
    required: bool = False
    unit: str | None = None
    unit_column: str | None = None
    closed: bool = False  # no code but those of the list

    def named(self, name: str) -> "Column":
        """The same column under another name."""
        return replace(self, name=name)


def column_of(name: str, field: FieldInfo) -> Column:
    """The column of a model's field. Raises TypeError for a field that no cell can hold."""
    extra = typing.cast(dict[str, str], field.json_schema_extra or {})
    annotation = _without_none(field.annotation)
    code_list = extra.get("codes")
    unit, _, unit_column = extra.get("unit", "").partition("column:")
    return Column(
        name=name,
        type=_type_of(annotation, name, coded=code_list is not None),
        label_ja=field.title or name,
        label_en=extra.get("label_en", name),
        meaning_ja=extra.get("meaning_ja", ""),
        meaning_en=field.description or "",
        code_list=code_list,
        required=annotation is field.annotation and get_origin(annotation) is not tuple,
        unit=unit or None,
        unit_column=unit_column or None,
        closed=code_list is not None and get_origin(annotation) is Literal,
    )


def part_of(field: FieldInfo) -> type[BaseModel] | None:
    """The model of a field that holds several parts (``tuple[Value, ...]``), else None."""
    args = get_args(field.annotation)
    if get_origin(field.annotation) is tuple and isinstance(args[0], type):
        return args[0] if issubclass(args[0], BaseModel) else None
    return None


def single_of(field: FieldInfo) -> type[BaseModel] | None:
    """The model of a field that holds one part (``Source | None``), else None."""
    inner = _without_none(field.annotation)
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def _without_none(annotation: object) -> object:
    if get_origin(annotation) in (typing.Union, types.UnionType):
        inner = [arg for arg in get_args(annotation) if arg is not type(None)]
        return inner[0] if len(inner) == 1 else annotation
    return annotation


def _type_of(annotation: object, name: str, *, coded: bool) -> ColumnType:
    if get_origin(annotation) is tuple:
        return "list"
    if get_origin(annotation) is Literal or (annotation is str and coded):
        return "code"
    simple: dict[object, ColumnType] = {
        str: "text",
        int: "integer",
        bool: "boolean",
        DecimalText: "decimal",
        DateText: "date",
    }
    if annotation not in simple:
        raise TypeError(f"field {name}: no column can hold {annotation!r}")
    return simple[annotation]
