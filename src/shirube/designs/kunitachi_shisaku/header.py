"""What the sheet says of itself: number, name, place in the plan, divisions, aim, directions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shirube.basics.japanese_text import nfkc, squeeze
from shirube.designs.kunitachi_shisaku.outline import Part, Piece
from shirube.designs.kunitachi_shisaku.words import sentences_of
from shirube.designs.text_form import without_tags
from shirube.schema import Attribute, Contact, Direction, PlanLevel, Unit
from shirube.sources.document import Line
from shirube.sources.taking import Takings

_LABELS = {
    "program": r"基本施策名|施策名",
    "policy": r"政策名",
    "lead": r"施策統括課|統括課",
    "related": r"主な関係課|関係課",
    "contact": r"氏名",
}
_LEAD, _RELATED = "施策統括課", "主な関係課"
# DX推進課, but not 政策組E営課: a Latin letter inside a name is a misread one.
_DIVISION = re.compile(
    r"[A-ZＡ-Ｚ]{0,4}[\u3040-\u30ff\u3400-\u9fff々・]+"
    r"(?:課|室|部|局|係|所|館|担当|委員会|センター)"
)
_NAMED_SLOT = re.compile(r"([アイウエ])[\s.、:．]*(\S.*)")


@dataclass(slots=True)
class Head:
    """The block on top; ``found`` maps a label to (line, cells) that follow it."""

    code: str = ""
    title: str = ""
    path: tuple[PlanLevel, ...] = ()
    units: tuple[Unit, ...] = ()
    contacts: tuple[Contact, ...] = ()
    attributes: tuple[Attribute, ...] = ()


Found = tuple[Line, list[int]]


def head_of(part: Part, takings: Takings) -> Head:
    """Read the rows 基本施策名 … 氏名 and 政策名 … 主な関係課. A label counts once: extraction
    prints ghosts of the same row below.
    """
    found: dict[str, Found] = {}
    for line in part.lines:
        _scan(line, found, takings)
    head = Head()
    head.code, head.title = _numbered(found.get("program"), takings)
    code, title = _numbered(found.get("policy"), takings)
    head.path = (PlanLevel(level="政策", code=code or None, title=title),) if title else ()
    head.units, head.attributes = _divisions(found, takings)
    head.contacts = _contacts(found.get("contact"), takings)
    return head


def _scan(line: Line, found: dict[str, Found], takings: Takings) -> None:
    current: str | None = None
    for index, cell in enumerate(line.cells):
        text = squeeze(without_tags(cell))
        label = next((key for key, words in _LABELS.items() if re.fullmatch(words, text)), None)
        if label is not None:
            current = label if label not in found else None
            if current:
                found[current] = (line, [])
                takings.furniture(line, index)
        elif text and current:
            found[current][1].append(index)


def _numbered(found: Found | None, takings: Takings) -> tuple[str, str]:
    """「2 7」「情報の…」 or 「27 情報の…」 → ("27", "情報の…")."""
    if found is None:
        return "", ""
    line, cells = found
    text = " ".join(line.cells[index] for index in cells)
    match = re.fullmatch(r"\s*((?:\d\s*){0,4})[.、:]?\s*(.*)", without_tags(text), re.DOTALL)
    assert match is not None  # both halves may be empty
    takings.place(line, *cells) if cells else None
    return squeeze(match[1]), "".join(sentences_of(match[2]))


def _divisions(
    found: dict[str, Found], takings: Takings
) -> tuple[tuple[Unit, ...], tuple[Attribute, ...]]:
    """Divisions as units; a row of them that fell into pieces stays as printed, with its doubt."""
    units: list[Unit] = []
    attributes: list[Attribute] = []
    for key, role in (("lead", _LEAD), ("related", _RELATED)):
        line, cells = found.get(key, (None, []))
        if line is None or not cells:
            continue
        names = [n for index in cells for n in re.split(r"[、,，\s]+(?=\S)", line.cells[index])]
        takings.place(line, *cells)
        at = line.at(cells[0])
        if len(cells) == 1 and all(_DIVISION.fullmatch(name) for name in names):
            units += [Unit(role=role, name=name, at=at) for name in names]
        else:
            text = "".join(line.cells[index] for index in cells)
            attributes.append(
                Attribute(key=f"units_{key}", label=role, value=text, flags=("garbled",), at=at)
            )
    return tuple(units), tuple(attributes)


def _contacts(found: Found | None, takings: Takings) -> tuple[Contact, ...]:
    if found is None or not found[1]:
        return ()
    line, cells = found
    takings.place(line, *cells)
    name = " ".join(line.cells[index] for index in cells)
    return (Contact(role=_LEAD, name=name, at=line.at(cells[0])),)


def population_names(part: Part, takings: Takings) -> tuple[list[Piece], dict[str, str]]:
    """(the pieces that tell the target group, ア → name of a population indicator)."""
    names: dict[str, str] = {}
    rest: list[Piece] = []
    for piece in part.pieces:
        cells = piece.line.cells
        named = [index for index, cell in enumerate(cells) if _NAMED_SLOT.fullmatch(nfkc(cell))]
        for index in named:
            match = _NAMED_SLOT.fullmatch(nfkc(cells[index]))
            assert match is not None
            if "\t" in piece.line.text or not rest:
                names.setdefault(match[1], _original(cells[index]))
                takings.place(piece.line, index)
        left = [cell for index, cell in enumerate(cells) if cell and index not in named]
        if not named:
            rest.append(piece)
        elif left:
            rest.append(Piece(piece.line, " ".join(left), piece.fresh, piece.marked))
    return rest, names


def _original(cell: str) -> str:
    return re.sub(r"\A\s*[アイウエｱｲｳｴ][\s.、:．：　]*", "", cell).strip()


def directions_of(part: Part, takings: Takings) -> tuple[Direction, ...]:
    """展開方向 with 目的 and 手段; a numbered row without words is an empty line of the form."""
    order: Sequence[int] = (0, 1, 2, 3)
    found: list[Direction] = []
    for line in part.lines:
        cells = line.cells
        heads = [squeeze(without_tags(cell)) for cell in cells]
        if len(cells) > 2 and any("展開方向" in head for head in heads[:3]) and not found:
            order = _order(heads) or order
            takings.furniture(line)
            continue
        if len(cells) <= max(order):
            continue
        no = re.fullmatch(r"(?:展開方向)?([1-9])", heads[order[0]])
        texts = ["\n".join(sentences_of(cells[index])) or None for index in order[1:]]
        if no and not any(texts):
            takings.furniture(line)
        elif no and texts[0]:
            takings.place(line, *order)
            found.append(
                Direction(no=no[1], title=texts[0], purpose=texts[1], means=texts[2], at=line.at())
            )
    return tuple(found)


def _order(heads: Sequence[str]) -> tuple[int, ...] | None:
    """The cells of number, direction, purpose and means, by the header row."""
    columns = [
        next((i for i, head in enumerate(heads) if re.search(words, head)), None)
        for words in ("展開方向", r"^\W*目的", "手段")
    ]
    known = [index for index in columns if index is not None]
    return (max(known[0] - 1, 0), *known) if len(known) == 3 and known[0] >= 1 else None
