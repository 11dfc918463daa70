"""The gate: what is written here goes out only when no rule is broken."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.examining import (
    CSV_SUFFIXES,
    XLSX_SUFFIXES,
    documents_in,
    judge,
    look_at,
)
from shirube.exporters.gate.report import Report

TABULAR = (*CSV_SUFFIXES, *XLSX_SUFFIXES)
_MOST_REMEMBERED = 64  # pieces of evidence; Data Package and CSVW hold the same CSV bytes
_PIECE = 1024 * 1024


class GateError(Exception):
    """A file of ours breaks a rule and must not go out; ``reports`` are those of such files."""

    def __init__(self, reports: list[Report]) -> None:
        self.reports = reports
        super().__init__("\n".join(self.lines("en")))

    def lines(self, language: str) -> list[str]:
        """File, rule, place, what stands there, and what is wrong: one line a finding."""
        found = []
        for report in self.reports:
            for rule, finding in report.findings():
                ja, en = finding.say
                at, shown = finding.spots.first[0]
                say = ja if language == "ja" else en
                found.append(
                    f"{report.file} {rule.id} {at} {shown!r}: {say} ({finding.spots.total})"
                )
        return found


def check(paths: Iterable[Path]) -> list[Report]:
    """Reports on the tabular files among those that were written into one folder, whose codebook
    lies beside them. Raises GateError where a rule is broken.
    """
    tabular = [path for path in paths if path.suffix.lower() in TABULAR]
    known: dict[Path, Documents] = {}
    reports = []
    for path in tabular:
        if path.parent not in known:
            known[path.parent] = documents_in(path.parent)
        reports.append(judge(_seen(path), known[path.parent]))
    broken = [report for report in reports if report.broken]
    if broken:
        raise GateError(broken)
    return reports


def _seen(path: Path) -> Evidence:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return _remembered(_Named(path), digest.digest())


class _Named:
    """A path that is remembered by its name alone; the hash beside it tells the contents."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Named) and other.path.name == self.path.name

    def __hash__(self) -> int:
        return hash(self.path.name)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _remembered(named: _Named, digest: bytes) -> Evidence:
    return look_at(named.path, own=True)
