"""A reading held against what is stored: new, unchanged, or changed and how."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from shirube.basics.problems import Problem
from shirube.importers import Reading
from shirube.importers.twins import without_twins
from shirube.schema import Sheet, SheetKey
from shirube.sheets import content, queries
from shirube.sheets.corrections import Fix, apply
from shirube.sheets.differences import Difference, differences, rating_names
from shirube.sheets.forms import library
from shirube.sheets.models import SheetVersion, StoredSheet


@dataclass(frozen=True, slots=True)
class Incoming:
    """A sheet as read and corrected. ``stored`` is None when it is new."""

    sheet: Sheet
    meaning: str
    stored: StoredSheet | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def key(self) -> SheetKey:
        """The key of the sheet."""
        return self.sheet.key


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an import would do."""

    new: tuple[Incoming, ...] = ()
    unchanged: tuple[SheetKey, ...] = ()
    changed: tuple[Incoming, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def compare(reading: Reading) -> Comparison:
    """Hold a reading against the database, corrections applied. Writes nothing; few queries."""
    problems: list[Problem] = []
    sheets = list(_corrected(reading, problems))
    distinct, twins = without_twins(sheets, reading.file)
    problems += twins
    incoming = [Incoming(sheet, content.meaning(sheet)) for sheet in distinct]
    stored = queries.stored_by_key([item.key for item in incoming]) if incoming else {}
    new, unchanged, candidates = [], [], []
    for item in incoming:
        known = stored.get(item.key)
        if known is None:
            new.append(item)
        elif known.current.meaning == item.meaning:
            unchanged.append(item.key)
        else:
            candidates.append(Incoming(item.sheet, item.meaning, known))
    changed = _with_differences(candidates)
    unchanged += [item.key for item in changed if not item.differences]
    return Comparison(
        tuple(new),
        tuple(unchanged),
        tuple(item for item in changed if item.differences),
        tuple(problems),
    )


def _corrected(reading: Reading, problems: list[Problem]) -> Iterable[Sheet]:
    files = {file_of(sheet, reading.sha256) for sheet in reading.sheets}
    fixes = queries.fixes_of(files | {reading.sha256 or ""})
    read = set()
    for sheet in reading.sheets:
        place = (file_of(sheet, reading.sha256), str(sheet.key))
        read.add(place)
        applied = apply(sheet, fixes[place]) if place in fixes else None
        if applied is not None:
            problems += [_homeless(reading, place[1], fix) for fix in applied.homeless]
        yield sheet if applied is None else applied.sheet
    for file, key in sorted(fixes.keys() - read):
        # A file of our own format may hold only some sheets of the file they were read from.
        if file == reading.sha256:
            problems += [_homeless(reading, key, fix) for fix in fixes[file, key]]


def file_of(sheet: Sheet, otherwise: str | None) -> str:
    """The hash of the file that the sheet's places refer to."""
    return (sheet.source and sheet.source.sha256) or otherwise or ""


def _homeless(reading: Reading, key: str, fix: Fix) -> Problem:
    values = {"key": key, "place": str(fix.place)}
    return Problem("correction_without_place", reading.file, fix.place.at, values)


def _with_differences(candidates: list[Incoming]) -> list[Incoming]:
    ids = [item.stored.current_id for item in candidates if item.stored]
    versions = SheetVersion.objects.in_bulk(ids)
    return [
        Incoming(
            item.sheet,
            item.meaning,
            item.stored,
            differences(
                versions[item.stored.current_id].plain(), item.sheet, ratings=_names(item.sheet)
            ),
        )
        for item in candidates
        if item.stored
    ]


def _names(sheet: Sheet) -> dict[str, str]:
    return rating_names(library().get(sheet.design))
