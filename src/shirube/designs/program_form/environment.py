"""Section 6 施策を取り巻く環境: a table of factors, or one text under a label."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shirube.basics.fiscal_year import parse_fiscal_year
from shirube.basics.japanese_text import squeeze, tidy
from shirube.designs.program_form.hand import Hand, Row, is_debris, matching, rows_of
from shirube.designs.text_form import Section, unbroken, without_tags
from shirube.schema import EnvironmentFactor, Narrative
from shirube.sources.document import Line

_NUMBERED = re.compile(r"(?<![0-9０-９.．])(?=[1-9１-９][.．、)][^0-9０-９])")


class Environment(NamedTuple):
    """What the section holds; one of the two is usually empty."""

    factors: tuple[EnvironmentFactor, ...]
    narratives: tuple[Narrative, ...]


def read_environment(section: Section, hand: Hand) -> Environment:
    """By the table when its header row is there, as texts when not."""
    for index, line in enumerate(section.lines):
        if columns := _columns(line, hand):
            hand.takings.furniture(line, *columns.values())
            below = section.lines[index + 1 :]
            return Environment(tuple(_factors(below, columns, hand)), ())
    return Environment((), tuple(_texts(section, hand)))


def _columns(line: Line, hand: Hand) -> dict[str, int]:
    words = [squeeze(cell) for cell in line.cells]
    if not any(re.fullmatch(hand.words.factor_header, word) for word in words):
        return {}
    roles = ((matching(word, hand.words.factor_columns), i) for i, word in enumerate(words))
    found: dict[str, int] = {}
    for role, index in roles:
        if role is not None:
            found.setdefault(role, index)
    return found if "situation" in found else {}


def _factors(
    lines: Sequence[Line], columns: dict[str, int], hand: Hand
) -> Iterator[EnvironmentFactor]:
    for line in lines:
        if is_debris(line, hand.words):
            hand.takings.furniture(line)
            continue
        cells = line.cells
        texts = {role: cells[i] if i < len(cells) else "" for role, i in columns.items()}
        effects = texts.get("effects", "")
        # A lost cell moves the others: what then stands in the column of effects is something else.
        moved = effects and not _NUMBERED.match(effects) and not texts.get("reason")
        if moved or sum(bool(cell) for cell in cells) < 2:
            continue
        if _columns(line, hand):
            hand.takings.furniture(line, *columns.values())
            continue
        hand.takings.place(line, *columns.values())
        yield EnvironmentFactor(
            factor=unbroken(texts["factor"]),
            situation=_clean(texts["situation"]),
            effects=tuple(tidy(part) for part in _NUMBERED.split(effects) if part.strip()),
            reason=_clean(texts.get("reason", "")) or None,
            at=line.at(),
        )


def _clean(text: str) -> str:
    return tidy(without_tags(text))


def _texts(section: Section, hand: Hand) -> Iterator[Narrative]:
    heading = hand.design.label("narratives.environment") or tidy(section.heading.text)
    for own, row in rows_of(section.lines, lambda row: len(row) > 1, hand):
        label = row[0] if own else None
        text = _label_off(row, hand) if own else hand.text(row)
        if text:
            name = squeeze(label.text) if label else heading
            year = parse_fiscal_year(name) if label else None
            yield Narrative(
                key="environment", label=name, text=text, fiscal_year=year, at=row[-1].at
            )


def _label_off(row: Row, hand: Hand) -> str:
    hand.furniture(row[0])
    return hand.text(row[1:])
