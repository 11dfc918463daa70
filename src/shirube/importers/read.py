"""Reading a file into plain sheets."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from shirube.basics.problems import Problem, UnreadableFileError
from shirube.designs import Design, Library, ReadOptions, packaged
from shirube.importers.forms import read_form
from shirube.importers.natives import (
    Native,
    is_native_document,
    is_native_name,
    is_native_path,
    read_native_bytes,
    read_native_document,
    read_native_path,
)
from shirube.importers.twins import disagreeing, without_twins
from shirube.schema import Sheet
from shirube.sources import Coverage, Document, open_bytes, open_path


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file. ``design`` is None when none was found, and when a file of our own
    format holds sheets of several designs; each sheet names its own.
    """

    file: str
    sha256: str | None
    design: Design | None
    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()
    coverage: Coverage = field(default_factory=lambda: Coverage(0, 0, 0))

    @property
    def failed(self) -> bool:
        """Nothing could be read."""
        return not self.sheets


def read_path(
    path: Path,
    *,
    library: Library | None = None,
    design: str | None = None,
    options: ReadOptions | None = None,
) -> Reading:
    """Read a file. Never raises for a bad file: the Reading's problems say what is wrong."""
    if is_native_path(path):
        return _taken(read_native_path(path), library)
    try:
        document = open_path(path)
    except UnreadableFileError as error:
        return Reading(path.name, None, None, problems=(error.problem,))
    return read_document(document, library=library, design=design, options=options)


def read_bytes(
    data: bytes,
    name: str,
    *,
    library: Library | None = None,
    design: str | None = None,
    options: ReadOptions | None = None,
) -> Reading:
    """Read the bytes of an uploaded file; the same as ``read_path`` for the rest."""
    if is_native_name(name):
        return _taken(read_native_bytes(data, name), library)
    try:
        document = open_bytes(data, name)
    except UnreadableFileError as error:
        return Reading(name, None, None, problems=(error.problem,))
    return read_document(document, library=library, design=design, options=options)


def read_together(readings: Iterable[Reading]) -> tuple[list[Reading], list[Problem]]:
    """Files that are taken in together, without the sheets about which they disagree; see twins."""
    every = list(readings)
    found = disagreeing([(one.file, one.sheets) for one in every])
    kept = [
        replace(one, sheets=tuple(sheet for sheet in one.sheets if sheet.key not in found))
        for one in every
    ]
    return kept, list(found.values())


def read_document(
    document: Document,
    *,
    library: Library | None = None,
    design: str | None = None,
    options: ReadOptions | None = None,
) -> Reading:
    """Recognise the form of an opened document and read its sheets; a workbook may be ours."""
    designs = packaged() if library is None else library
    if design is None and is_native_document(document):
        return _taken(read_native_document(document), designs)
    try:
        chosen = _choose(document, designs, design)
    except UnreadableFileError as error:
        return Reading(document.name, document.sha256, None, problems=(error.problem,))
    options = options or ReadOptions()
    if design is not None:
        return _read(document, chosen, designs, options)
    return _in_forms_of_their_year(document, chosen, designs, options)


def _taken(native: Native, library: Library | None) -> Reading:
    """One of our own files, as it is; sheets of a design that is not here are told."""
    designs = packaged() if library is None else library
    counts = Counter(sheet.design for sheet in native.sheets)
    absent = [
        Problem("design_not_here", native.file, values={"design": name, "sheets": str(count)})
        for name, count in counts.items()
        if name not in designs
    ]
    only = next(iter(counts)) if len(counts) == 1 else None
    design = designs.get(only) if only is not None else None
    sheets, twins = without_twins(native.sheets, native.file)
    problems = (*native.problems, *absent, *twins)
    return Reading(native.file, native.sha256, design, sheets, problems)


def _choose(document: Document, library: Library, wanted: str | None) -> Design:
    known = "、".join(library)

    def refuse(code: str, **values: str) -> UnreadableFileError:
        return UnreadableFileError(Problem(code, document.name, values=values, fatal=True))

    if wanted is not None:
        if wanted not in library or library.reader(wanted) is None:
            raise refuse("unknown_design", design=wanted, known=known)
        return library[wanted]
    found = library.recognise(document)
    if not found:
        raise refuse("unknown_form", known=known)
    if len(found) > 1:
        raise refuse("ambiguous_form", found="、".join(design.id for design in found))
    return found[0]


def _read(document: Document, design: Design, library: Library, options: ReadOptions) -> Reading:
    reader = library.reader(design.id)
    assert reader is not None
    form = read_form(document, design, reader, options)
    sheets, problems = tuple(form.sheets), tuple(form.problems)
    return Reading(document.name, document.sha256, design, sheets, problems, form.coverage)


def _in_forms_of_their_year(
    document: Document, design: Design, library: Library, options: ReadOptions
) -> Reading:
    """A form is known by its signs; sheets of a year for which the city has a copy of it are read
    again as that copy, in its words and scales.
    """
    first = _read(document, design, library, options)
    forms = {sheet.key: library.of_year(design, sheet.fiscal_year) for sheet in first.sheets}
    others = {form.id: form for form in forms.values() if form.id != design.id}
    if not others:
        return first
    readings = {name: _read(document, form, library, options) for name, form in others.items()}
    again = {name: {sheet.key: sheet for sheet in one.sheets} for name, one in readings.items()}
    sheets = tuple(
        again.get(forms[sheet.key].id, {}).get(sheet.key, sheet) for sheet in first.sheets
    )
    whole = len({form.id for form in forms.values()}) == 1
    main = next(iter(readings.values())) if whole else first
    return replace(main, sheets=sheets)
