"""Read 調布市's progress sheets of the administrative reform plan."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pydantic import ValidationError

from shirube.designs import Design, Failed, ReadOptions, ReadSheet, Warned
from shirube.designs.chofu_gyokaku.body import Body, block_of
from shirube.designs.chofu_gyokaku.header import PLAN, Head, level_of, starts_with_people
from shirube.designs.text_form import is_blank, warn_of_missing
from shirube.schema import PlanLevel, Sheet, Source, Unplaced
from shirube.sources import Document, Line, Takings

_BODY = re.compile(r"プランの内容|年度別計画|【|年次評価")


def read(
    document: Document, design: Design, options: ReadOptions
) -> Iterator[ReadSheet | Failed | Warned]:
    """One sheet a プラン. A plan without a number or a name is Failed, the others go on."""
    for lines in _sheets(document.lines):
        try:
            yield from _read(lines, document, design, options)
        except ValidationError as error:
            yield Failed(_title(lines), f"様式どおりに読めません: {error}", lines[0].at())


def _sheets(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines of each sheet. A level that was already named or that comes after the body began
    opens the next sheet, and so does a block that is already there: then the head was lost.
    What stands before the first sheet goes with it.
    """
    starts: list[int] = []
    named: set[str] = set()  # levels and blocks of the sheet so far
    body = False
    for index, line in enumerate(lines):
        level, block = level_of(line), block_of(line)
        again = (level or block) in named
        if (level and (not starts or body or again)) or (starts and again):
            starts.append(index)
            named, body = set(), False
        named |= {word for word in (level, block) if word}
        body = body or (not level and _BODY.search(line.text) is not None)
    for start, end in pairwise([0, *starts[1:], len(lines)] if starts else []):
        yield lines[start:end]


def _read(
    lines: Sequence[Line], document: Document, design: Design, options: ReadOptions
) -> Iterator[ReadSheet | Failed | Warned]:
    takings = Takings(lines)
    head, body = Head(), Body(design, takings)
    for line in lines:
        if level_of(line) or (starts_with_people(line) and not body.begun):
            head.take(line, takings)
        elif head.levels:
            body.take(line)
    plan = head.levels.get(PLAN)
    filled = [line for line in lines if not is_blank(line)]
    if plan is None or plan.code is None or not plan.title:
        reason = "プランの番号と名前が読めません。「プラン」の行を確かめてください"
        yield Failed(_title(lines), reason, filled[0].at())
        return
    source = Source(
        file=document.name,
        sha256=document.sha256,
        first_line=filled[0].no,
        last_line=filled[-1].no,
        page=filled[0].page,
    )
    yield ReadSheet(_sheet(head, plan, body, source, options), takings.coverage())
    name = f"{plan.code} {plan.title}"
    yield from warn_of_missing(design, body.found, name, filled[0], filled[-1])


def _sheet(head: Head, plan: PlanLevel, body: Body, source: Source, options: ReadOptions) -> Sheet:
    year, doubt = body.evaluated_year()
    left = [Unplaced(text=rest.text, at=rest.at) for rest in body.takings.rest()]
    design = body.design
    return Sheet(
        design=design.id,
        design_version=design.version,
        kind=design.kind,
        municipality=design.municipality,
        fiscal_year=options.fiscal_year if year is None else year,
        code=plan.code or "",
        title=plan.title,
        path=head.path,
        units=tuple(head.units),
        contacts=tuple(head.contacts),
        attributes=doubt,
        narratives=body.narratives(),
        ratings=body.ratings(),
        progress=body.progress(),
        notes=tuple(body.notes),
        unplaced=(*left, *head.unplaced, *body.unplaced()),
        source=source,
    )


def _title(lines: Sequence[Line]) -> str:
    filled = [line for line in lines if not is_blank(line)]
    heads = [line for line in filled if level_of(line)] or filled
    return " ".join(heads[-1 if level_of(heads[0]) else 0].text.split())
