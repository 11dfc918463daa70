"""From what was typed (files, folders, patterns) to files, and reading them."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from shirube.basics.beside import beside
from shirube.commands.common import Common, tell
from shirube.commands.wording import say
from shirube.designs import ReadOptions
from shirube.importers import Reading, read_path
from shirube.importers.natives import is_native_path
from shirube.schema import from_json, to_json
from shirube.sources.opening import OPENERS

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Request:
    """What to read, and how. ``design`` names one where a file's form is not recognised."""

    files: Sequence[str]
    design: str | None = None
    fiscal_year: int | None = None


def expand(typed: Sequence[str]) -> list[Path]:
    """Files in order: a folder gives what can be read in it, a pattern what it matches.

    What does not exist stays, so that reading it says so.
    """
    found: list[Path] = []
    for text in typed:
        path = Path(text)
        if path.is_dir() and not is_native_path(path):
            found += list(_inside(path)) or [path]
        elif not path.exists() and any(mark in text for mark in "*?["):
            found += matching(path) or [path]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def matching(pattern: Path) -> list[Path]:
    """What a shell would have made of the pattern; cmd.exe hands it over as it is."""
    start = Path(pattern.anchor or ".")
    matches = start.glob(str(pattern.relative_to(pattern.anchor)))
    return sorted(path for path in matches if not path.name.startswith("."))


def _inside(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")):  # ~$ is what Excel leaves beside an open workbook
            continue
        if is_native_path(path) or (path.is_file() and path.suffix.lower() in OPENERS):
            yield path
        elif path.is_dir():
            yield from _inside(path)


def readings(request: Request, given: Common) -> Iterator[Reading]:
    """Read file after file, reporting each on standard error as it is done."""
    library = given.library()
    options = ReadOptions(fiscal_year=request.fiscal_year)
    paths = expand(request.files)
    for path in tracked(paths, len(paths), say("読み取り中", "Reading")):
        reading = read_path(path, library=library, design=request.design, options=options)
        report(reading, given)
        yield reading


def readings_beside(request: Request, given: Common) -> Callable[[], list[Reading]]:
    """Begin to read in a child process, while this one makes ready for what comes after."""
    given.library()  # a design that cannot be loaded is told by this process

    def work() -> list[tuple[Reading, bytes]]:
        return [(replace(one, sheets=()), to_json(one.sheets)) for one in readings(request, given)]

    wait = beside(work)
    return lambda: [replace(one, sheets=from_json(sheets)) for one, sheets in wait()]


def tracked(things: Iterable[Thing], count: int, words: str) -> Iterator[Thing]:
    """A progress bar where a person waits for several things."""
    if count < 2 or not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(things, words, total=count, console=console, transient=True)


def report(reading: Reading, given: Common) -> None:
    """One line on what came of a file, and one for each problem."""
    for problem in reading.problems:
        tell(problem.text(given.language))
    if reading.failed:
        return
    design = reading.design.id if reading.design else "—"
    sheets = len(reading.sheets)
    words = [
        say(f"{reading.file}: 様式 {design}", f"{reading.file}: design {design}"),
        say(f"シート {sheets} 枚", f"{sheets} sheets"),
    ]
    if reading.coverage.placed:  # our own formats come back whole; nothing is counted
        share, unplaced = f"{reading.coverage.share:.1%}", _unplaced(reading)
        words.append(say(f"項目に置けた文字 {share}", f"{share} of characters placed"))
        words.append(say(f"置けなかった箇所 {unplaced}", f"{unplaced} places unplaced"))
    tell(say("、", ", ").join(words))


def _unplaced(reading: Reading) -> int:
    return sum(len(sheet.unplaced) for sheet in reading.sheets)


def left_out(reading: Reading) -> bool:
    """Whether the file or a sheet of it was refused; the command then ends with 1."""
    return reading.failed or any(problem.leaves_out for problem in reading.problems)
