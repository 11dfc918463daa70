"""Random plain sheets, made from the models themselves, so that a new field is tested at once."""

from functools import cache
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from shirube.schema import Sheet, public
from shirube.schema.plain import DecimalText
from shirube.schema.sheet import SCHEMA_VERSION
from shirube.schema.tables.columns import column_of, part_of, single_of

# What the formats must carry unharmed, besides any other text.
AWKWARD = (
    "", " ", "\\", "\\e", "\\n", "a\nb", "a\r\nb", "\t", "|", "a|b", "\\|", '"', ",", "=1+1", "-",
    "@x", "+a", "-a", "\ufeff", "\u2028", "\x00", "\x85", "０１", "01", "null", "true", "𠮷", "1e5",
)  # fmt: skip
texts = st.sampled_from(AWKWARD) | st.text(max_size=12)
decimals = st.from_regex(r"-?[0-9]{1,12}(\.[0-9]{1,4})?", fullmatch=True)
years = st.integers(1900, 2200)


class _Open:
    """A design that hides nothing but what is never public."""

    attributes = ()
    narratives = ()
    contact_fields = ("name", "post", "phone", "email")


@cache
def of(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Any instance of a plain model."""
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for name, info in model.model_fields.items():
        part, single = part_of(info), single_of(info)
        if part is not None:
            fields[name] = st.lists(of(part), max_size=2).map(tuple)
        elif single is not None:
            fields[name] = of(single) if info.is_required() else st.none() | of(single)
        else:
            fields[name] = _values(model, name)
    return st.builds(model, **fields)


def _values(model: type[BaseModel], name: str) -> st.SearchStrategy[Any]:
    if name == "schema_version":
        return st.just(SCHEMA_VERSION)
    info = model.model_fields[name]
    column = column_of(name, info)
    simple = {"integer": years, "boolean": st.booleans(), "decimal": decimals, "text": texts}
    if column.type == "list":
        item = decimals if DecimalText in getattr(info.annotation, "__args__", ()) else texts
        return st.lists(item, max_size=3).map(tuple)
    if column.type == "code":
        return st.sampled_from(_codes(info.annotation)) if _codes(info.annotation) else texts
    values = simple[column.type]
    return values if column.required else st.none() | values


def _codes(annotation: Any) -> list[str | None]:
    """The members of a Literal, with None where the field may be empty."""
    found: list[str | None] = []
    for arg in getattr(annotation, "__args__", ()):
        found += [None] if arg is type(None) else [arg] if isinstance(arg, str) else _codes(arg)
    return found


sheets: st.SearchStrategy[Sheet] = of(Sheet)
public_sheets: st.SearchStrategy[Sheet] = sheets.map(lambda sheet: public(sheet, _Open()))
