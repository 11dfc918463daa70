"""The fixture, and reading it with one thing printed otherwise."""

from pathlib import Path

from shirube.designs import Failed, Library, ReadOptions, ReadSheet, Warned, load_folder
from shirube.schema import Sheet
from shirube.sources import open_bytes

HERE = Path(__file__).parent
FIXTURE = (HERE / "fixture.txt").read_text("utf-8")
DESIGN, READ = load_folder(HERE.parent)
LEGEND = "※◎：計画を上回る ○：（概ね）計画どおり △：遅れる"


def outcomes(data: str | bytes, year: int | None = None) -> list[ReadSheet | Failed | Warned]:
    document = open_bytes(data.encode() if isinstance(data, str) else data, "plan.txt")
    assert READ is not None
    assert Library([(DESIGN, READ)]).recognise(document) == [DESIGN]
    return list(READ(document, DESIGN, ReadOptions(fiscal_year=year)))


def sheets(data: str | bytes) -> list[Sheet]:
    return [outcome.sheet for outcome in outcomes(data) if isinstance(outcome, ReadSheet)]


def first(old: str = "", new: str = "") -> Sheet:
    """The fixture's first sheet, with one thing printed otherwise."""
    assert old in FIXTURE
    return sheets(FIXTURE.replace(old, new))[0]


def unplaced(sheet: Sheet) -> list[str]:
    return [left.text for left in sheet.unplaced]


def lines(text: str | None) -> int:
    return len((text or "").splitlines())
