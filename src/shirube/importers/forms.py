"""Letting a design's reader read a document, so that no mistake of a reader loses other sheets."""

import traceback
from dataclasses import dataclass, field
from pathlib import Path

from shirube.basics.problems import Problem
from shirube.designs import Design, Failed, ReadOptions, ReadSheet, Warned
from shirube.designs.reading import Reader
from shirube.importers.directions import with_directions
from shirube.importers.twins import without_twins
from shirube.schema import Sheet
from shirube.sources import Coverage, Document


@dataclass
class FormReading:
    """Sheets, problems and coverage of one document, growing while it is read."""

    document: Document
    design: Design
    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    coverage: Coverage = field(default_factory=lambda: Coverage(0, 0, 0))

    def take(self, result: ReadSheet | Failed | Warned) -> None:
        """One thing the reader gave."""
        if isinstance(result, ReadSheet):
            self.sheets.append(with_directions(result.sheet, self.design))
            self.coverage += result.coverage
            return
        failed = isinstance(result, Failed)
        code = "sheet_unreadable" if isinstance(result, Failed) else result.code
        values = {"title": result.title, "reason": result.reason}
        self._tell(code, result.at, values, refused=failed)

    def stop(self, error: Exception) -> None:
        """The reader itself failed; what it gave before stays."""
        values = {"design": self.design.title.ja, "reason": _reason(error)}
        self._tell("reader_failed", self._place(), values, refused=True)

    def finish(self) -> None:
        """The last checks over the whole file."""
        kept, twins = without_twins(self.sheets, self.document.name)
        self.sheets = list(kept)
        self.problems += twins
        if not self.sheets and not self.problems:
            values = {"design": self.design.title.ja}
            problem = Problem("no_sheets", self.document.name, values=values, fatal=True)
            self.problems.append(problem)

    def _tell(self, code: str, at: str | None, values: dict[str, str], *, refused: bool) -> None:
        self.problems.append(Problem(code, self.document.name, at, values, refused=refused))

    def _place(self) -> str:
        """Where the reader must have been: behind the last sheet it gave."""
        source = self.sheets[-1].source if self.sheets else None
        line = (source.last_line or 0) + 1 if source else 1
        if self.document.lines:
            return f"L{line}"
        return self.document.grids[0].at(line - 1) if self.document.grids else f"L{line}"


def read_form(
    document: Document, design: Design, reader: Reader, options: ReadOptions
) -> FormReading:
    """Everything the reader gives; a reader that raises ends early with ``reader_failed``."""
    reading = FormReading(document, design)
    try:
        for result in reader(document, design, options):
            reading.take(result)
    except Exception as error:
        # Readers may come from a city's own folder; whatever they raise is told with its place.
        reading.stop(error)
    reading.finish()
    return reading


def _reason(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f", {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {str(error)[:200]}{place}"
