"""The verb take_in: a reading goes into the database, one sheet after the other.

Every sheet is stored whole or not at all. A process killed at any moment leaves whole sheets, and
importing the file again stores the rest. What is stored already is left alone: the second run of a
file writes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from shirube.basics.problems import Problem
from shirube.importers import Reading
from shirube.people.actors import Actor
from shirube.people.log import Change, Event, record_all
from shirube.people.permissions import Verb, require
from shirube.people.registering import UnitRegister, municipality_of
from shirube.plans.registering import PlanRegister
from shirube.schema import SheetKey
from shirube.sheets.comparing import Comparison, Incoming, compare
from shirube.sheets.models import ImportRun, SheetVersion
from shirube.sheets.storing import ChangedMeanwhileError, write_versions

Decide = Callable[[Incoming], bool]
Registers = tuple[UnitRegister, PlanRegister]
# Sheets in one transaction: 407 commits of one sheet take twice the time of 9 commits. Where one
# cannot be stored, the others are stored each alone.
TOGETHER = 50


@dataclass(frozen=True, slots=True)
class TakeInResult:
    """What became of the sheets of a file. ``differences`` holds every changed one."""

    stored: tuple[SheetKey, ...] = ()
    replaced: tuple[SheetKey, ...] = ()
    unchanged: tuple[SheetKey, ...] = ()
    changed_refused: tuple[SheetKey, ...] = ()
    differences: tuple[Incoming, ...] = ()
    problems: tuple[Problem, ...] = ()


def preview(reading: Reading) -> Comparison:
    """What ``take_in`` would do; writes nothing."""
    return compare(reading)


def take_in(
    reading: Reading,
    *,
    by: Actor,
    accept: bool | Decide = False,
    comparison: Comparison | None = None,
    progress: Callable[[SheetKey], None] = lambda key: None,
) -> TakeInResult:
    """Store what is new; of what changed, what ``accept`` says yes to (shown its differences).

    ``comparison`` is what ``preview`` gave for the reading; a sheet that somebody changed since is
    left alone and reported. ``progress`` is called after each sheet.
    Raises Refused when the actor may not import for a municipality of the reading; then nothing
    of the file is stored.
    """
    for code in {sheet.municipality.code for sheet in reading.sheets}:
        require(by, Verb.TAKE_IN, code)
    comparison = comparison or compare(reading)
    decide = accept if callable(accept) else lambda _item: bool(accept)
    taking = _Taking(reading, by, progress, problems=list(comparison.problems))
    refused = [item.key for item in comparison.changed if not decide(item)]
    accepted = [item for item in comparison.changed if item.key not in refused]
    taking.store((*comparison.new, *accepted))
    taking.finish(unchanged=len(comparison.unchanged), refused=len(refused))
    return TakeInResult(
        tuple(taking.stored),
        tuple(taking.replaced),
        comparison.unchanged,
        tuple(refused),
        comparison.changed,
        tuple(taking.problems),
    )


@dataclass
class _Taking:
    """One import under way."""

    reading: Reading
    by: Actor
    progress: Callable[[SheetKey], None]
    problems: list[Problem]
    stored: list[SheetKey] = field(default_factory=list)
    replaced: list[SheetKey] = field(default_factory=list)
    _run: ImportRun | None = None

    def store(self, items: Sequence[Incoming]) -> None:
        """Store every sheet whole, or add a problem for it."""
        if items:
            self._run = self._started()
        for group in _by_municipality(items).values():
            municipality = municipality_of(group[0].sheet.municipality)
            registers = (UnitRegister(municipality), PlanRegister(municipality))
            for start in range(0, len(group), TOGETHER):
                self._store(group[start : start + TOGETHER], registers)

    def _store(self, items: Sequence[Incoming], registers: Registers) -> None:
        try:
            with transaction.atomic():
                self._write(items, registers)
        except (IntegrityError, ChangedMeanwhileError, DataError, ValueError) as error:
            for register in registers:
                register.reload()
            if len(items) == 1:
                self.problems.append(self._problem(items[0], error))
                return
            # One of them cannot be stored: each alone, so that only that one is left out.
            for item in items:
                self._store([item], registers)
            return
        for item in items:
            (self.stored if item.stored is None else self.replaced).append(item.key)
            self.progress(item.key)

    def _write(self, items: Sequence[Incoming], registers: Registers) -> None:
        versions = write_versions(items, SheetVersion.Cause.IMPORT, self.by, self._run)
        for register in registers:
            register.register(item.sheet for item in items)
        pairs = zip(items, versions, strict=True)
        record_all(self.by, Verb.TAKE_IN, [_event(item, version) for item, version in pairs])

    def _problem(self, item: Incoming, error: Exception) -> Problem:
        raced = isinstance(error, IntegrityError | ChangedMeanwhileError)
        code = "changed_meanwhile" if raced else "sheet_not_stored"
        source = item.sheet.source
        at = f"L{source.first_line}" if source and source.first_line else None
        values = {"key": str(item.key), "reason": str(error)}
        return Problem(code, self.reading.file, at, values, refused=True)

    def _unfinished(self) -> ImportRun | None:
        return ImportRun.objects.filter(sha256=self.reading.sha256 or "", finished_at=None).first()

    def _started(self) -> ImportRun:
        return self._unfinished() or ImportRun.objects.create(
            file_name=self.reading.file,
            sha256=self.reading.sha256 or "",
            design=self.reading.design.id if self.reading.design else "",
            actor=self.by.user,
        )

    def finish(self, *, unchanged: int, refused: int) -> None:
        """Close the run, be it this one's or one that was interrupted. Without any: nothing."""
        run = self._run or self._unfinished()
        if run is None:
            return
        run.counts = {
            "stored": run.versions.count(),
            "unchanged": unchanged,
            "refused": refused,
            "problems": len(self.problems),
        }
        run.finished_at = timezone.now()
        run.save(update_fields=["counts", "finished_at"])


def _by_municipality(items: Iterable[Incoming]) -> dict[str, list[Incoming]]:
    groups: dict[str, list[Incoming]] = defaultdict(list)
    for item in items:
        groups[item.sheet.municipality.code].append(item)
    return groups


def _event(item: Incoming, version: SheetVersion) -> Event:
    known = item.stored
    before = known and {"version": known.current.number, "standing": known.current.standing}
    after = {
        "version": version.number,
        "standing": version.standing,
        "sha256": version.sha256,
        "file": item.sheet.source and item.sheet.source.file,
    }
    return Event(item.sheet.municipality.code, str(item.key), Change(before, after))
