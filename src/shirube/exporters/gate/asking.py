"""Questions that several rules ask of the evidence."""

from collections.abc import Iterator

from shirube.exporters.gate.documents import ColumnNote, Documents
from shirube.exporters.gate.evidence import Column, Evidence, Tab
from shirube.exporters.gate.model import Spots


def columns(evidence: Evidence) -> Iterator[tuple[Tab, Column]]:
    """Every column of every table."""
    for tab in evidence.tables:
        for column in tab.columns:
            yield tab, column


def noted(
    evidence: Evidence, documents: Documents
) -> Iterator[tuple[Tab, Column, ColumnNote | None]]:
    """Every column with what is said of it beside."""
    for tab, column in columns(evidence):
        yield tab, column, documents.note(evidence, tab, column)


def sorted_hits(rule: str, evidence: Evidence, documents: Documents) -> tuple[Spots, Spots]:
    """The places that a rule's pattern hit: those to answer for, and those in columns of which
    the codebook says that they hold words as printed.
    """
    own, others = Spots(), Spots()
    for _, column, note in noted(evidence, documents):
        if rule in column.hits:
            is_printed = note is not None and note.is_printed
            (others if is_printed else own).extend(column.hits[rule])
    return own, others


def total(attribute: str, evidence: Evidence) -> Spots:
    """All places of one kind that the tabs hold."""
    found = Spots()
    for tab in evidence.tables:
        found.extend(getattr(tab, attribute))
    return found
