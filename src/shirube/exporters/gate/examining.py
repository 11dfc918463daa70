"""From a file to its report."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from shirube.basics.problems import UnreadableFileError
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
from shirube.exporters.gate.rules.l1_01 import READABLE, UNREADABLE
from shirube.exporters.gate.xlsx_reading import read_xlsx
from shirube.sources.kinds import TEXT, ZIP, kind_of
from shirube.sources.refusing import refusal

CSV_SUFFIXES, XLSX_SUFFIXES = (".csv", ".tsv"), (".xlsx", ".xlsm")
_BEGINNING = 2048
_YEAR = re.compile(r"(?:令和|平成|昭和|[RHSrhs](?=\d))?(?:元|\d{1,4})(?:年度?)?")


def examine(
    paths: Iterable[Path], refused: Callable[[UnreadableFileError], None] | None = None
) -> list[Report]:
    """One report a file that can be read; ``refused`` is told of the others. Without it the first
    UnreadableFileError is raised.
    """
    known: dict[Path, Documents] = {}
    seen: list[tuple[Evidence, Documents]] = []
    for path in paths:
        folder = path.resolve().parent
        try:
            evidence = look_at(path)
        except UnreadableFileError as error:
            if refused is None:
                raise
            refused(error)
            continue
        if folder not in known:
            known[folder] = documents_in(folder)
        seen.append((evidence, known[folder]))
    _compare([evidence for evidence, _ in seen])
    return [judge(evidence, documents) for evidence, documents in seen]


def documents_in(folder: Path) -> Documents:
    """The documentation that lies in a folder; a damaged one counts as none."""
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


def look_at(path: Path, own: Documents | None = None) -> Evidence:
    """What is to be seen of one file. ``own`` is the codebook of a file that this program has just
    written. Raises UnreadableFileError and nothing else.
    """
    try:
        return _look(path, own)
    except UnreadableFileError:
        raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refusal("cannot_open", path.name, reason=reason) from error
    except Exception as error:
        # zip, zlib and csv raise what they like on a damaged file.
        raise refusal("unreadable_contents", path.name, reason=type(error).__name__) from error


def _look(path: Path, own: Documents | None) -> Evidence:
    name, suffix = path.name, path.suffix.lower()
    if not path.is_file():
        raise refusal("missing_file" if not path.exists() else "not_a_file", name)
    if suffix[1:] not in READABLE | UNREADABLE:
        known = " ".join((*CSV_SUFFIXES, *XLSX_SUFFIXES))
        raise refusal("unknown_format", name, suffix=suffix or name, known=known)
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    real = kind_of(beginning)
    if suffix in XLSX_SUFFIXES:
        if real != ZIP:
            return Evidence(name, suffix[1:], real_kind=real)
        return read_xlsx(path, name, own.free if own else None)
    if suffix in CSV_SUFFIXES:
        if not beginning.strip():
            raise refusal("empty_file", name)
        if real != TEXT:
            return Evidence(name, suffix[1:], real_kind=real)
        return read_csv(path, name, own.free(path.stem) if own else ())
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
