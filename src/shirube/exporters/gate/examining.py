"""From a file to its report."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from shirube.exporters.gate.csv_reading import read_csv
from shirube.exporters.gate.documents import (
    CSVW,
    DATA_PACKAGE,
    DOCUMENTS,
    Documents,
    read_json,
)
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import Status, Verdict, unjudged
from shirube.exporters.gate.report import Report
from shirube.exporters.gate.rules import RULES
from shirube.exporters.gate.xlsx_reading import read_xlsx
from shirube.sources.kinds import TEXT, ZIP, kind_of
from shirube.sources.refusing import refusal

CSV_SUFFIXES, XLSX_SUFFIXES = (".csv", ".tsv"), (".xlsx", ".xlsm")
_BEGINNING = 2048
_YEAR = re.compile(r"(?:令和|平成|昭和|[RHSrhs](?=\d))?(?:元|\d{1,4})(?:年度?)?")


def examine(paths: Iterable[Path]) -> list[Report]:
    """One report a file. Raises UnreadableFileError for the first that cannot be read."""
    known: dict[Path, Documents] = {}
    evidences = []
    for path in paths:
        folder = path.resolve().parent
        if folder not in known:
            known[folder] = documents_in(folder)
        evidences.append((look_at(path), known[folder]))
    _compare([evidence for evidence, _ in evidences])
    return [judge(evidence, documents) for evidence, documents in evidences]


def documents_in(folder: Path) -> Documents:
    """The documentation that lies in a folder; a damaged one counts as none."""
    from shirube.basics.problems import UnreadableFileError

    found = Documents()
    for name in DOCUMENTS:
        if (folder / name).is_file():
            try:
                found.take(read_csv(folder / name, name))
            except UnreadableFileError:
                continue
    for path in sorted(folder.glob(f"*{CSVW}"))[:100]:
        found.take_json(path.name, read_json(path))
    if (folder / DATA_PACKAGE).is_file():
        found.take_json(DATA_PACKAGE, read_json(folder / DATA_PACKAGE))
    return found


def look_at(path: Path, *, own: bool = False) -> Evidence:
    """What is to be seen of one file. Raises UnreadableFileError."""
    name, suffix = path.name, path.suffix.lower()
    if not path.is_file():
        raise refusal("missing_file" if not path.exists() else "not_a_file", name)
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    real = kind_of(beginning)
    if suffix in XLSX_SUFFIXES:
        if real != ZIP:
            return Evidence(name, suffix[1:], real_kind=real)
        return read_xlsx(path, name, own=own)
    if suffix in CSV_SUFFIXES:
        if not beginning.strip():
            raise refusal("empty_file", name)
        if real != TEXT:
            return Evidence(name, suffix[1:], real_kind=real)
        return read_csv(path, name)
    return Evidence(name, suffix[1:])


def judge(evidence: Evidence, documents: Documents) -> Report:
    """Every rule about one file; where reading ended early, nothing behind is called met."""
    own = documents
    if any(tab.kept for tab in evidence.tabs) and evidence.kind == "xlsx":
        own = Documents()  # a workbook with a codebook of its own
        own.take(evidence)
    verdicts = {ident: rule.judge(evidence, own) for ident, rule in RULES.items()}
    if evidence.cut:
        verdicts = {ident: _cut(ident, one, evidence.cut) for ident, one in verdicts.items()}
    return Report(evidence.name, evidence.kind, evidence.encoding, evidence.bom, verdicts)


def _cut(ident: str, verdict: Verdict, at: str) -> Verdict:
    if verdict.status == Status.BROKEN or ident == "L1-01":
        return verdict
    return unjudged(f"{at} までしか読めません。", f"Read only up to {at}.")


def _compare(evidences: Sequence[Evidence]) -> None:
    """Files whose names differ only in a year should have the same names of columns."""
    alike: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in evidences:
        if evidence.tables:
            alike[_YEAR.sub("", evidence.name)].append(evidence)
    for group in alike.values():
        first = [column.name for column in group[0].tables[0].columns]
        for other in group[1:]:
            names = [column.name for column in other.tables[0].columns]
            for name in [*(set(first) ^ set(names))]:
                other.seen["other year"].add(group[0].name, name)
