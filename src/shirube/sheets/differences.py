"""What differs between two readings of a sheet, field by field, in words."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from shirube.basics.fiscal_year import in_print
from shirube.schema import Sheet
from shirube.schema.codes import label
from shirube.schema.plain import Plain

# How and where it was read: not what the sheet says.
UNSAID = frozenset({"at", "source", "standing", "schema_version", "design_version"})


class Difference(NamedTuple):
    """One field: where in the sheet, what it was, what it is. None where there is nothing."""

    path: str
    before: str | None
    after: str | None


def differences(before: Sheet, after: Sheet, language: str = "ja") -> tuple[Difference, ...]:
    """Every field that the two say differently, in the order of the form.

    An item is met again by what names it (number and name, year and measure), not by its row, so
    that an inserted row is one difference and not all that follow.
    """
    old, new = dict(_fields(before, language)), dict(_fields(after, language))
    return tuple(
        Difference(path, old.get(path), new.get(path))
        for path in dict.fromkeys((*old, *new))
        if old.get(path) != new.get(path)
    )


def _fields(item: Plain, language: str, path: str = "") -> Iterator[tuple[str, str]]:
    for name, field in type(item).model_fields.items():
        value = getattr(item, name)
        if name in UNSAID or value is None or value == ():
            continue
        here = f"{path}{_label(field, name, language)}"
        if isinstance(value, tuple) and isinstance(value[0], Plain):
            for title, inner in _titled(name, value, language):
                yield from _fields(inner, language, f"{here} {title} › ")
        elif isinstance(value, Plain):
            yield from _fields(value, language, f"{here} › ")
        else:
            yield here, "、".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _label(field: Any, name: str, language: str) -> str:
    if language == "ja":
        return field.title or name
    return str((field.json_schema_extra or {}).get("label_en", name))


def _titled(name: str, items: Sequence[Plain], language: str) -> Iterator[tuple[str, Plain]]:
    title = _TITLES.get(name)
    seen: Counter[str] = Counter()
    for item in items:
        words = title(item, language) if title else ()
        text = " ".join(word for word in words if word)
        seen[text] += 1
        yield (text if text and seen[text] == 1 else f"{text}({seen[text]})"), item


def _year(year: int | None) -> str | None:
    return None if year is None else in_print(year)


# What names an item of a list; items of other lists are numbered.
_TITLES: dict[str, Callable[[Any, str], tuple[str | None, ...]]] = {
    "path": lambda item, _: (item.level,),
    "units": lambda item, _: (item.role,),
    "contacts": lambda item, _: (item.role,),
    "attributes": lambda item, _: (item.label,),
    "directions": lambda item, _: (item.no,),
    "narratives": lambda item, _: (item.label, item.direction, _year(item.fiscal_year), item.by),
    "indicators": lambda item, _: (item.no, item.name),
    "values": lambda item, language: (
        _year(item.fiscal_year),
        label("measure", item.measure, language),
    ),
    "projects": lambda item, _: (item.code, item.name),
    "costs": lambda item, language: (
        _year(item.fiscal_year),
        label("stage", item.stage, language),
        label("item", item.item, language),
    ),
    "ratings": lambda item, _: (item.key, item.period, item.by),
    "environment": lambda item, _: (item.factor,),
    "issues": lambda item, _: (item.no,),
    "progress": lambda item, _: (item.period,),
    "follow_ups": lambda item, _: (item.no,),
    "reviews": lambda item, _: (item.no,),
    "notes": lambda item, _: (item.mark,),
}
