"""Section 1 基本情報 and section 2 施策の方向: which sheet this is, who, where to."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shirube.basics.fiscal_year import parse_fiscal_year
from shirube.basics.japanese_text import nfkc, squeeze
from shirube.designs.program_form.hand import Hand, Piece, Row, SheetError, pieces_of, rows_of
from shirube.designs.program_form.settings import Settings
from shirube.schema import Contact, Direction, Narrative, PlanLevel, Unit
from shirube.sources.document import Line

_CODE = re.compile(r"[0-9A-Za-z]+(?:[-.][0-9A-Za-z]+)*")
_NO = re.compile(r"(\d{1,2})[.、)]?")
_NO_AND_TEXT = re.compile(r"([\d０-９]{1,2}|[①-⑳])[.．、)\s]\s*(\D.*)", re.DOTALL)


class Basics(NamedTuple):
    """What section 1 states."""

    fiscal_year: int | None
    code: str
    title: str
    path: tuple[PlanLevel, ...]
    units: tuple[Unit, ...]
    contacts: tuple[Contact, ...]


class _Field(NamedTuple):
    label: str
    at: Piece
    values: list[Piece]


def read_basics(lines: Sequence[Line], hand: Hand) -> Basics:
    """Raises SheetError when the sheet has no code or no name."""
    fields = [field for line in lines for field in _fields(pieces_of(line), hand.words)]
    words = hand.words
    return Basics(
        fiscal_year=_year(fields, hand),
        code=squeeze(_single(fields, words.code, hand)),
        title=_single(fields, words.title, hand),
        path=tuple(_levels(fields, hand)),
        units=tuple(_units(fields, hand)),
        contacts=tuple(_contacts(fields, hand)),
    )


def _fields(row: Row, words: Settings) -> Iterator[_Field]:
    """Labels and the cells up to the next label."""
    labels = {words.code, words.title, *words.path, *words.units, *words.contact_fields}
    field: _Field | None = None
    for piece in row:
        label = words.year if piece.words.startswith(words.year) else piece.words
        if label in labels or label == words.year:
            if field:
                yield field
            field = _Field(label, piece, [])
        elif field:
            field.values.append(piece)
    if field:
        yield field


def _year(fields: list[_Field], hand: Hand) -> int | None:
    for label, at, values in fields:
        if label != hand.words.year:
            continue
        # Either 「評価対象年度 (令和元 年度)」 in one cell or the year in the next one.
        for piece in (at, *values[:1]):
            year = parse_fiscal_year(squeeze(piece.text.replace(hand.words.year, "")))
            if year is not None:
                hand.text([at, piece])
                return year
    return None


def _single(fields: list[_Field], label: str, hand: Hand) -> str:
    found = [field for field in fields if field.label == label and field.values]
    if not found:
        raise SheetError(f"「{label}」が書かれていません")
    texts = {squeeze(field.values[0].text) for field in found}
    if len(texts) > 1:
        raise SheetError(f"「{label}」が2つ以上あります: {'、'.join(sorted(texts))}")
    hand.furniture(*(field.at for field in found))
    taken = [hand.text(field.values[:1]) for field in found]
    return taken[0]


def _levels(fields: list[_Field], hand: Hand) -> Iterator[PlanLevel]:
    for level in hand.words.path:
        for label, at, values in fields:
            if label != level or not values:
                continue
            hand.furniture(at)
            first = nfkc(values[0].text)
            if len(values) > 1 and _CODE.fullmatch(first):
                hand.text(values[:1])
                yield PlanLevel(level=level, code=first, title=hand.text(values[1:2]))
                continue
            title = hand.text(values[:1])
            split = _NO_AND_TEXT.fullmatch(title)
            code = nfkc(split[1]) if split else None
            yield PlanLevel(level=level, code=code, title=split[2] if split else title)


def _units(fields: list[_Field], hand: Hand) -> Iterator[Unit]:
    related = [label for label, role in hand.words.units.items() if role == "関係課"]
    for label, at, values in fields:
        role = hand.words.units.get(label)
        if role is None:
            continue
        hand.furniture(at)
        # One division leads; several may be related. What stands beside a leading one is unknown.
        for piece in values if label in related else values[:1]:
            names = hand.text([piece])
            for name in re.split("[、,，]", names) if label in related else [names]:
                if name.strip():
                    yield Unit(role=role, name=name.strip(), at=piece.at)


def _contacts(fields: list[_Field], hand: Hand) -> Iterator[Contact]:
    contact: dict[str, str] = {}
    place: str | None = None
    for label, at, values in fields:
        name = hand.words.contact_fields.get(label)
        if name is None:
            continue
        hand.furniture(at)
        if name in contact:
            yield Contact.model_validate({"role": hand.words.contact, "at": place, **contact})
            contact, place = {}, None
        if values:
            contact[name] = hand.text(values[:1])
            place = place or values[0].at
    if contact:
        yield Contact.model_validate({"role": hand.words.contact, "at": place, **contact})


def read_aim(
    lines: Sequence[Line], hand: Hand
) -> tuple[tuple[Narrative, ...], tuple[Direction, ...]]:
    """The aim as narrative ``aim``, and the numbered directions."""
    aims: list[Narrative] = []
    directions: list[Direction] = []
    for own, row in rows_of(lines, lambda row: _starts(row, hand.words), hand):
        if not own:
            continue
        if re.fullmatch(hand.words.aim, row[0].words):
            hand.furniture(row[0])
            if text := hand.text(row[1:]):
                aims.append(Narrative(key="aim", label=row[0].words, text=text, at=row[1].at))
            continue
        labelled = row[0].words == hand.words.direction
        if labelled:
            hand.furniture(row[0])
        if direction := _direction(row[1:] if labelled else row, hand):
            directions.append(direction)
    return tuple(aims), tuple(directions)


def _starts(row: Row, words: Settings) -> bool:
    first = row[0].words
    return bool(
        re.fullmatch(words.aim, first)
        or first == words.direction
        or (len(row) > 1 and _NO.fullmatch(first))
        or _NO_AND_TEXT.fullmatch(row[0].text)
    )


def _direction(row: Row, hand: Hand) -> Direction | None:
    if not row:
        return None
    number = _NO.fullmatch(row[0].words)
    if number and len(row) > 1:
        hand.text(row[:1])
        return Direction(no=number[1], title=hand.text(row[1:]), at=row[1].at)
    if split := _NO_AND_TEXT.fullmatch(row[0].text):
        hand.text(row)
        rest = [split[2], *(piece.text for piece in row[1:])]
        return Direction(no=nfkc(split[1]), title="\n".join(rest), at=row[0].at)
    return None
