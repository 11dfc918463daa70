"""What differs between two readings of a sheet, field by field, in words."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from shirube.basics.fiscal_year import in_english, in_print
from shirube.designs import Design
from shirube.schema import Sheet
from shirube.schema.codes import label
from shirube.schema.plain import Plain

# How and where it was read: not what the sheet says.
UNSAID = frozenset({"at", "source", "standing", "schema_version", "design_version"})


# Signs by which a design knows its parts and scales: names for the program.
_SIGNS = frozenset({"key", "scale"})
_DUE = frozenset({"from_fiscal_year", "observed_year"})
_YEARS = _DUE | {"fiscal_year", "carried_out"}
# One cell: the value, its print and why there is none are said as one text.
_CELL = frozenset({"value", "amount", "printed", "missing"})


class Difference(NamedTuple):
    """One field, or an item that only one of the two has: where in the sheet, what it was, what it
    is. None where there is nothing.
    """

    path: str
    before: str | None
    after: str | None


class _Language(NamedTuple):
    """The language, and what the form calls its ratings: key → label."""

    language: str
    ratings: Mapping[str, str]


NO_NAMES: Mapping[str, str] = {}


def differences(
    before: Sheet, after: Sheet, language: str = "ja", ratings: Mapping[str, str] = NO_NAMES
) -> tuple[Difference, ...]:
    """Every field that the two say differently, in the order of the form.

    An item is met again by what names it (number and name, year and measure), not by its row, so
    that an inserted row is one difference and not all that follow. A cell is one difference,
    though its number, its print and the reason why it is empty are kept apart; codes are said in
    words. ``ratings`` says what the form calls its ratings, see ``rating_names``.
    """
    return tuple(_compare(before, after, _Language(language, ratings), ""))


def rating_names(design: Design | None, language: str = "ja") -> dict[str, str]:
    """What a form calls its ratings, by their keys."""
    specs = (spec for section in (design.sections if design else ()) for spec in section.fields)
    return {
        spec.path.removeprefix("ratings."): spec.label.ja if language == "ja" else spec.label.en
        for spec in specs
        if spec.path.startswith("ratings.")
    }


def _compare(before: Plain, after: Plain, words: _Language, path: str) -> Iterator[Difference]:
    cell = _is_cell(before)
    if cell:
        yield from _compare_cells(before, after, words, path)
    for name, field in type(before).model_fields.items():
        if name in UNSAID or (cell and name in _CELL):
            continue
        old, new = getattr(before, name), getattr(after, name)
        here = f"{path}{_label(field, name, words.language)}"
        if _items(old) or _items(new):
            yield from _compare_items(name, (old, new), words, here)
        elif isinstance(old, Plain) and isinstance(new, Plain):
            yield from _compare(old, new, words, f"{here} › ")
        elif isinstance(old, Plain) or isinstance(new, Plain):
            texts = (_gist(old, "", words), _gist(new, "", words))
            if texts != (None, None):
                yield Difference(here, *texts)
        elif old != new:
            texts = (_text(old, name, field, words), _text(new, name, field, words))
            if texts[0] != texts[1]:
                yield Difference(here, *texts)


def _compare_items(
    name: str, lists: tuple[Sequence[Plain], Sequence[Plain]], words: _Language, here: str
) -> Iterator[Difference]:
    olds, news = (dict(_titled(name, items, words)) for items in lists)
    for title in dict.fromkeys((*olds, *news)):
        old, new, path = olds.get(title), news.get(title), f"{here} {title}"
        if old is not None and new is not None:
            yield from _compare(old, new, words, f"{path} › ")
            continue
        texts = (_gist(old, title, words), _gist(new, title, words))
        if texts != (None, None):
            yield Difference(path, *texts)


def _compare_cells(
    before: Plain, after: Plain, words: _Language, path: str
) -> Iterator[Difference]:
    texts = [_said(before, words), _said(after, words)]
    kept = [tuple(getattr(one, name, None) for name in sorted(_CELL)) for one in (before, after)]
    if kept[0] == kept[1]:
        return
    if texts[0] == texts[1]:  # printed alike, understood differently
        texts = [f"{text or ''}({_understood(one, words)})"
                 for text, one in zip(texts, (before, after), strict=True)]  # fmt: skip
    yield Difference(path.removesuffix(" › "), *texts)


def _is_cell(item: Plain) -> bool:
    return {"printed", "missing"} <= type(item).model_fields.keys()


def _said(item: Plain, words: _Language) -> str | None:
    """A cell as a person reads it."""
    return getattr(item, "printed", None) or _understood(item, words)


def _understood(item: Plain, words: _Language) -> str | None:
    """A cell as the program does."""
    number = getattr(item, "value", None) or getattr(item, "amount", None)
    missing = getattr(item, "missing", None)
    return number or (label("missing", missing, words.language) if missing else None)


def _gist(item: Plain | None, title: str, words: _Language) -> str | None:
    """What an item says that the other sheet has not: None when it says nothing."""
    if item is None:
        return None
    texts = [text for text in _words(item, words) if text not in title]
    if _is_cell(item):
        empty = _understood(item, words) == label("missing", "blank", words.language)
        texts = [] if empty else [_said(item, words) or "", *texts]
        return _comma(words.language).join(dict.fromkeys(filter(None, texts))) or None
    return _comma(words.language).join(dict.fromkeys(texts)) or title or None


def _words(item: Plain, words: _Language) -> Iterator[str]:
    for name, field in type(item).model_fields.items():
        value = getattr(item, name)
        if name in UNSAID | _SIGNS or not value or (_is_cell(item) and name in _CELL | {"unit"}):
            continue
        if name in _DUE and isinstance(value, int):
            yield f"{_label(field, name, words.language)} {_year(value, words)}"
        if _items(value):
            for title, inner in _titled(name, value, words):
                said = _gist(inner, title, words)
                if said is not None:
                    yield said if title in said else f"{title} {said}"
        elif isinstance(value, str) and not _codes(field):
            yield value


def _items(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Plain)


def _codes(field: Any) -> str | None:
    return (field.json_schema_extra or {}).get("codes")


def _text(value: object, name: str, field: Any, words: _Language) -> str | None:
    """A field in words; None where it says nothing."""
    if value is None or value == ():
        return None
    if name in _YEARS and isinstance(value, int):
        return _year(value, words)
    codes = _codes(field)
    texts = [str(one) for one in (value if isinstance(value, tuple) else (value,))]
    return _comma(words.language).join(
        label(codes, one, words.language) if codes else one for one in texts
    )


def _comma(language: str) -> str:
    return "、" if language == "ja" else ", "


def field_label(model: type[Plain], name: str, language: str = "ja") -> str:
    """What a path calls a field."""
    return _label(model.model_fields[name], name, language)


def _label(field: Any, name: str, language: str) -> str:
    if language == "ja":
        return field.title or name
    return str((field.json_schema_extra or {}).get("label_en", name))


def _titled(name: str, items: Sequence[Plain], words: _Language) -> Iterator[tuple[str, Plain]]:
    title = _TITLES.get(name)
    seen: Counter[str] = Counter()
    for item in items:
        told = title(item, words) if title else ()
        text = " ".join(word for word in told if word)
        seen[text] += 1
        yield (text if text and seen[text] == 1 else f"{text}({seen[text]})"), item


def _year(year: int | None, words: _Language) -> str | None:
    if year is None:
        return None
    return in_print(year) if words.language == "ja" else in_english(year)


# What names an item of a list; items of other lists are numbered.
_TITLES: dict[str, Callable[[Any, _Language], tuple[str | None, ...]]] = {
    "path": lambda item, _: (item.level,),
    "units": lambda item, _: (item.role,),
    "contacts": lambda item, _: (item.role,),
    "attributes": lambda item, _: (item.label,),
    "directions": lambda item, _: (item.no,),
    "narratives": lambda item, words: (
        item.label,
        item.direction,
        _year(item.fiscal_year, words),
        item.by,
    ),
    "indicators": lambda item, _: (item.no, item.name),
    "values": lambda item, words: (
        _year(item.fiscal_year, words),
        label("measure", item.measure, words.language),
    ),
    "projects": lambda item, _: (item.code, item.name),
    "costs": lambda item, words: (
        _year(item.fiscal_year, words),
        label("stage", item.stage, words.language),
        label("item", item.item, words.language),
    ),
    "ratings": lambda item, words: (
        words.ratings.get(item.key, item.key),
        item.period,
        item.by,
    ),
    "environment": lambda item, _: (item.factor,),
    "issues": lambda item, _: (item.no,),
    "progress": lambda item, _: (item.period,),
    "follow_ups": lambda item, _: (item.no,),
    "reviews": lambda item, _: (item.no,),
    "notes": lambda item, _: (item.mark,),
}
