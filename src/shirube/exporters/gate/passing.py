"""The gate: what is written here goes out only when no rule is broken."""

import hashlib
from collections.abc import Iterable
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
_REMEMBERED: dict[tuple[object, ...], Evidence] = {}
_PIECE = 1024 * 1024


class GateError(Exception):
    """A file of ours breaks a rule and must not go out; ``reports`` are those of such files."""

    def __init__(self, reports: list[Report]) -> None:
        self.reports = reports
        super().__init__(self.text("en"))

    def text(self, language: str = "ja") -> str:
        """What happened and where, for the person who tried."""
        ja = "書き出したファイルが機械可読性の規則を満たさないので、外に出しません。"
        en = "A file breaks a rule of machine readability, so it does not go out."
        return "\n".join((ja if language == "ja" else en, *self.lines(language)))

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
        reports.append(judge(_seen(path, known[path.parent]), known[path.parent]))
    broken = [report for report in reports if report.broken]
    if broken:
        raise GateError(broken)
    return reports


def _seen(path: Path, documents: Documents) -> Evidence:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    # A codebook is part of what is known of a file: the same bytes under another one are looked at.
    key = (path.name, digest.digest(), tuple(sorted(documents.free(path.stem))))
    if key not in _REMEMBERED:
        if len(_REMEMBERED) >= _MOST_REMEMBERED:
            _REMEMBERED.clear()
        _REMEMBERED[key] = look_at(path, documents)
    return _REMEMBERED[key]
