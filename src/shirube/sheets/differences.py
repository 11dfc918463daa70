"""What differs between two readings of a sheet, field by field, in words."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from shirube.basics.fiscal_year import in_english, in_print
from shirube.schema import Sheet
from shirube.schema.codes import label
from shirube.schema.plain import Plain

# How and where it was read: not what the sheet says.
UNSAID = frozenset({"at", "source", "standing", "schema_version", "design_version"})


# One cell: the value, its print and why there is none are said as one text.
_CELL = frozenset({"value", "amount", "printed", "missing"})


class Difference(NamedTuple):
    """One field, or an item that only one of the two has: where in the sheet, what it was, what it
    is. None where there is nothing.
    """

    path: str
    before: str | None
    after: str | None


def differences(before: Sheet, after: Sheet, language: str = "ja") -> tuple[Difference, ...]:
    """Every field that the two say differently, in the order of the form.

    An item is met again by what names it (number and name, year and measure), not by its row, so
    that an inserted row is one difference and not all that follow. A cell is one difference,
    though its number, its print and the reason why it is empty are kept apart; codes are said in
    words.
    """
    return tuple(_compare(before, after, language, ""))


def _compare(before: Plain, after: Plain, language: str, path: str) -> Iterator[Difference]:
    cell = _is_cell(before)
    if cell:
        yield from _compare_cells(before, after, language, path)
    for name, field in type(before).model_fields.items():
        if name in UNSAID or (cell and name in _CELL):
            continue
        old, new = getattr(before, name), getattr(after, name)
        here = f"{path}{_label(field, name, language)}"
        if _items(old) or _items(new):
            yield from _compare_items(name, (old, new), language, here)
        elif isinstance(old, Plain) and isinstance(new, Plain):
            yield from _compare(old, new, language, f"{here} › ")
        elif old != new:
            texts = (_text(old, field, language), _text(new, field, language))
            if texts[0] != texts[1]:
                yield Difference(here, *texts)


def _compare_items(
    name: str, lists: tuple[Sequence[Plain], Sequence[Plain]], language: str, here: str
) -> Iterator[Difference]:
    olds, news = (dict(_titled(name, items, language)) for items in lists)
    for title in dict.fromkeys((*olds, *news)):
        old, new, path = olds.get(title), news.get(title), f"{here} {title}"
        if old is not None and new is not None:
            yield from _compare(old, new, language, f"{path} › ")
            continue
        texts = (_gist(old, title, language), _gist(new, title, language))
        if texts != (None, None):
            yield Difference(path, *texts)


def _compare_cells(before: Plain, after: Plain, language: str, path: str) -> Iterator[Difference]:
    texts = [_said(before, language), _said(after, language)]
    kept = [tuple(getattr(one, name, None) for name in sorted(_CELL)) for one in (before, after)]
    if kept[0] == kept[1]:
        return
    if texts[0] == texts[1]:  # printed alike, understood differently
        texts = [f"{text or ''}({_understood(one, language)})"
                 for text, one in zip(texts, (before, after), strict=True)]  # fmt: skip
    yield Difference(path.removesuffix(" › "), *texts)


def _is_cell(item: Plain) -> bool:
    return {"printed", "missing"} <= type(item).model_fields.keys()


def _said(item: Plain, language: str) -> str | None:
    """A cell as a person reads it."""
    return getattr(item, "printed", None) or _understood(item, language)


def _understood(item: Plain, language: str) -> str | None:
    """A cell as the program does."""
    number = getattr(item, "value", None) or getattr(item, "amount", None)
    missing = getattr(item, "missing", None)
    return number or (label("missing", missing, language) if missing else None)


def _gist(item: Plain | None, title: str, language: str) -> str | None:
    """What an item says that the other sheet has not: None when it says nothing."""
    if item is None:
        return None
    texts = [text for text in _words(item, language) if text not in title]
    if _is_cell(item):
        empty = _understood(item, language) == label("missing", "blank", language)
        texts = [] if empty else [_said(item, language) or "", *texts]
        return _comma(language).join(dict.fromkeys(filter(None, texts))) or None
    return _comma(language).join(dict.fromkeys(texts)) or title or None


def _words(item: Plain, language: str) -> Iterator[str]:
    for name, field in type(item).model_fields.items():
        value = getattr(item, name)
        if name in UNSAID or not value or (_is_cell(item) and name in _CELL | {"unit"}):
            continue
        if _items(value):
            for title, inner in _titled(name, value, language):
                said = _gist(inner, title, language)
                if said is not None:
                    yield said if title in said else f"{title} {said}"
        elif isinstance(value, str) and not _codes(field):
            yield value


def _items(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Plain)


def _codes(field: Any) -> str | None:
    return (field.json_schema_extra or {}).get("codes")


def _text(value: object, field: Any, language: str) -> str | None:
    """A field in words; None where it says nothing."""
    if value is None or value == ():
        return None
    codes = _codes(field)
    texts = [str(one) for one in (value if isinstance(value, tuple) else (value,))]
    return _comma(language).join(label(codes, one, language) if codes else one for one in texts)


def _comma(language: str) -> str:
    return "、" if language == "ja" else ", "


def field_label(model: type[Plain], name: str, language: str = "ja") -> str:
    """What a path calls a field."""
    return _label(model.model_fields[name], name, language)


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


def _year(year: int | None, language: str) -> str | None:
    if year is None:
        return None
    return in_print(year) if language == "ja" else in_english(year)


# What names an item of a list; items of other lists are numbered.
_TITLES: dict[str, Callable[[Any, str], tuple[str | None, ...]]] = {
    "path": lambda item, _: (item.level,),
    "units": lambda item, _: (item.role,),
    "contacts": lambda item, _: (item.role,),
    "attributes": lambda item, _: (item.label,),
    "directions": lambda item, _: (item.no,),
    "narratives": lambda item, language: (
        item.label,
        item.direction,
        _year(item.fiscal_year, language),
        item.by,
    ),
    "indicators": lambda item, _: (item.no, item.name),
    "values": lambda item, language: (
        _year(item.fiscal_year, language),
        label("measure", item.measure, language),
    ),
    "projects": lambda item, _: (item.code, item.name),
    "costs": lambda item, language: (
        _year(item.fiscal_year, language),
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
