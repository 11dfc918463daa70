"""The verb take_in: a reading goes into the database, one sheet after the other.

Every sheet is stored in a transaction of its own, whole or not at all. A process killed at any
moment leaves whole sheets, and importing the file again stores the rest. What is stored already
is left alone: the second run of a file writes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from shirube.basics.problems import Problem
from shirube.importers import Reading
from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.models import Municipality
from shirube.people.permissions import Verb, require
from shirube.people.registering import UnitRegister, municipality_of
from shirube.plans.registering import PlanRegister
from shirube.schema import SheetKey
from shirube.sheets.comparing import Comparison, Incoming, compare
from shirube.sheets.models import ImportRun, SheetVersion
from shirube.sheets.storing import ChangedMeanwhileError, write_version

Decide = Callable[[Incoming], bool]


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
    for item in comparison.new:
        taking.store(item)
    refused = []
    for item in comparison.changed:
        if decide(item):
            taking.store(item)
        else:
            refused.append(item.key)
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
    _registers: dict[str, tuple[UnitRegister, PlanRegister]] = field(default_factory=dict)

    def store(self, item: Incoming) -> None:
        """Store a sheet whole, or add a problem."""
        run = self._started()
        municipality = municipality_of(item.sheet.municipality)
        units, plan = self._register(municipality)
        try:
            with transaction.atomic():
                version = write_version(item, SheetVersion.Cause.IMPORT, self.by, run)
                units.register(item.sheet)
                plan.register(item.sheet)
                _leave_trace(item, version, self.by)
        except (IntegrityError, ChangedMeanwhileError):
            self._fail(item, "changed_meanwhile")
        except (DataError, ValueError) as error:
            self._fail(item, "sheet_not_stored", reason=str(error))
        else:
            (self.stored if item.stored is None else self.replaced).append(item.key)
        self.progress(item.key)

    def _fail(self, item: Incoming, code: str, **values: str) -> None:
        for registers in self._registers.values():
            for register in registers:
                register.reload()
        source = item.sheet.source
        at = f"L{source.first_line}" if source and source.first_line else None
        self.problems.append(Problem(code, self.reading.file, at, {"key": str(item.key), **values}))

    def _register(self, municipality: Municipality) -> tuple[UnitRegister, PlanRegister]:
        found = self._registers.get(municipality.code)
        if found is None:
            found = (UnitRegister(municipality), PlanRegister(municipality))
            self._registers[municipality.code] = found
        return found

    def _unfinished(self) -> ImportRun | None:
        return ImportRun.objects.filter(sha256=self.reading.sha256 or "", finished_at=None).first()

    def _started(self) -> ImportRun:
        if self._run is None:
            self._run = self._unfinished() or ImportRun.objects.create(
                file_name=self.reading.file,
                sha256=self.reading.sha256 or "",
                design=self.reading.design.id if self.reading.design else "",
                actor=self.by.user,
            )
        return self._run

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


def _leave_trace(item: Incoming, version: SheetVersion, by: Actor) -> None:
    known = item.stored
    before = known and {"version": known.current.number, "standing": known.current.standing}
    after = {
        "version": version.number,
        "standing": version.standing,
        "sha256": version.sha256,
        "file": item.sheet.source and item.sheet.source.file,
    }
    change = Change(before, after)
    record(by, Verb.TAKE_IN, item.sheet.municipality.code, str(item.key), change)
