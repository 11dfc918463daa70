"""``132217-2019.xml``: one document a municipality and year, and ``about.json``.

A year's goals stand in the order of their first sheet. Sheets are walked once: what they add is
laid by in a file of its own, and of each goal only the places there are remembered.
"""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from shirube.basics.fiscal_year import in_print
from shirube.exporters.formats import ExportContext, Format, write_about
from shirube.exporters.stratml.elements import (
    NAMESPACE,
    dates,
    element,
    identifier,
    needed,
    text,
)
from shirube.exporters.stratml.goals import Chain, head_of, piece
from shirube.schema import MunicipalityRef, Sheet
from shirube.schema.codes import label
from shirube.schema.sheet import UNDATED

Place = tuple[int, int]  # first byte, how many


@dataclass
class _Goal:
    head: Place
    stands_for_itself: bool  # its head comes from a sheet
    objectives: list[Place] = field(default_factory=list)


@dataclass
class _Document:
    """A municipality and year in the making."""

    of: MunicipalityRef
    year: int | None
    goals: dict[Chain, _Goal] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    unconfirmed: int = 0


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``."""
    documents: dict[tuple[str, int | None], _Document] = {}
    seen: Counter[str] = Counter()
    with tempfile.TemporaryFile() as pieces:
        for sheet in sheets:
            which = (sheet.municipality.code, sheet.fiscal_year)
            document = documents.setdefault(which, _Document(sheet.municipality, which[1]))
            _add(document, sheet, _once(str(sheet.key), seen), pieces)
        paths = [_write(one, pieces, folder, context) for one in documents.values()]
    return [*paths, write_about(folder, context)]


def _once(key: str, seen: Counter[str]) -> str:
    """A second sheet of the same key is told apart, as ``schema.keys`` does."""
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}~{seen[key]}"


def _add(document: _Document, sheet: Sheet, key: str, pieces: IO[bytes]) -> None:
    document.kinds[sheet.kind] += 1
    document.unconfirmed += sheet.standing == "machine_read"
    added = piece(sheet, key)
    chain = added.chain
    number = 2
    while added.head and chain in document.goals and document.goals[chain].stands_for_itself:
        chain = (*added.chain, (None, f"~{number}"))  # another sheet of this very name
        number += 1
    goal = document.goals.get(chain)
    if goal is None or added.head:
        place = f"{document.of.code}/{document.year}"
        head = added.head or head_of(added.chain, sheet.path, place)
        before = goal.objectives if goal else []
        goal = _Goal(_keep(pieces, head), added.head is not None, before)
        document.goals[chain] = goal
    if added.objectives:
        goal.objectives.append(_keep(pieces, added.objectives))


def _keep(pieces: IO[bytes], words: str) -> Place:
    data = words.encode()
    start = pieces.seek(0, 2)
    pieces.write(data)
    return start, len(data)


def _kept(pieces: IO[bytes], place: Place) -> bytes:
    pieces.seek(place[0])
    return pieces.read(place[1])


def _write(document: _Document, pieces: IO[bytes], folder: Path, context: ExportContext) -> Path:
    year = UNDATED if document.year is None else document.year
    path = folder / f"{document.of.code}-{year}.xml"
    with path.open("wb") as file:
        file.write(_opening(document).encode())
        for goal in document.goals.values():
            file.write(b"<Goal>" + _kept(pieces, goal.head))
            file.writelines(_kept(pieces, place) for place in goal.objectives)
            file.write(b"</Goal>\n")
        file.write(b"</StrategicPlanCore>\n")
        file.write(_administration(document, context).encode())
        file.write(b"</PerformancePlanOrReport>\n")
    return path


def _opening(document: _Document) -> str:
    plan_only = set(document.kinds) == {"plan_page"}
    kind = "Strategic_Plan" if plan_only else "Performance_Report"
    year = "計画" if document.year is None else f"{in_print(document.year)}の評価"
    organisation = element(
        "Organization",
        text("Name", document.of.name),
        identifier(f"{document.of.code}"),
        text("Description", f"全国地方公共団体コード {document.of.code}"),
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<PerformancePlanOrReport xmlns="{NAMESPACE}" Type="{kind}">\n'
        + text("Name", f"{document.of.name} {year}")
        + needed("Description", "".join(_described(document)))
        + "<StrategicPlanCore>\n"
        + organisation
    )


def _described(document: _Document) -> Iterator[str]:
    counted = "、".join(
        f"{label('kind', kind)}{count}枚" for kind, count in sorted(document.kinds.items())
    )
    yield f"{document.of.name}の行政評価シート({counted})。"
    if document.unconfirmed:
        yield f"うち{document.unconfirmed}枚は{label('standing', 'machine_read')}です。"
    yield "疑いのある値は数として示さず、説明に記しています。"


def _administration(document: _Document, context: ExportContext) -> str:
    published = context.published_on.isoformat() if context.published_on else None
    return element(
        "AdministrativeInformation",
        identifier(f"{document.of.code}/{document.year} {context.edition or ''}".strip()),
        dates(document.year),
        text("PublicationDate", published),
        text("Source", context.base),
    )


FORMAT = Format("stratml", "StratML(計画と実績のXML)", "StratML Part 2 (plan and results)", write)
