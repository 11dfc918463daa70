"""Which files are ours, and reading them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from shirube.basics.problems import Problem, UnreadableFileError
from shirube.importers.natives.archive import unpack
from shirube.importers.natives.plain_json import sheets_of_json
from shirube.importers.natives.tables import READERS, file_of, sheets_of_rows, sheets_of_tables
from shirube.importers.natives.workbook import Workbook, is_our_workbook
from shirube.schema import Sheet
from shirube.schema.tables import TREE
from shirube.sources.document import Document
from shirube.sources.opening import MOST_BYTES, open_bytes

JSON_FILE = "sheets.json"
TABLE_FILES = {file_of("sheets", suffix): suffix for suffix in READERS}  # sheets.csv → .csv
SUFFIXES = (".json", ".zip")
WORKBOOK = "tables.xlsx"
BEGINNINGS = (JSON_FILE, WORKBOOK, *TABLE_FILES)  # one of these is in every folder of ours
WANTED = frozenset(
    {JSON_FILE, WORKBOOK, *(file_of(table.name, suffix) for table in TREE for suffix in READERS)}
)
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Native:
    """What came of one of our files; the problems say which sheets were left out."""

    file: str
    sha256: str | None
    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...]


def is_native_path(path: Path) -> bool:
    """A .json or .zip file, or a folder that ``shirube export`` wrote."""
    if path.is_dir():
        return any((path / name).is_file() for name in BEGINNINGS)
    return path.is_file() and is_native_name(path.name)


def is_native_name(name: str) -> bool:
    """Whether the name of an uploaded file says that it is ours."""
    return Path(name).suffix.lower() in SUFFIXES


def read_native_path(path: Path) -> Native:
    """Read one of our files or folders. Never raises for a bad one."""
    try:
        if path.is_dir():
            size = sum(file.stat().st_size for file in _parts(path))
            _bounded(size, path.name)
            return _read_files({file.name: file.read_bytes() for file in _parts(path)}, path.name)
        _bounded(path.stat().st_size, path.name)
        return read_native_bytes(path.read_bytes(), path.name)
    except UnreadableFileError as error:
        return Native(path.name, None, (), (error.problem,))


def read_native_bytes(data: bytes, name: str) -> Native:
    """The same for the bytes of an uploaded file."""
    try:
        _bounded(len(data), name)
        if not data.strip():
            raise UnreadableFileError(Problem("empty_file", name, fatal=True))
        if Path(name).suffix.lower() == ".zip":
            return _read_files(unpack(data, name, WANTED, BEGINNINGS), name, data)
        return _read_files({JSON_FILE: data}, name, data)
    except UnreadableFileError as error:
        return Native(name, None, (), (error.problem,))


def is_native_document(document: Document) -> bool:
    """Whether a workbook is one of ours; its name does not say so."""
    return document.format == "xlsx" and is_our_workbook(document)


def read_native_document(document: Document) -> Native:
    """Read a workbook that is ours."""
    try:
        sheets, problems = _of_workbook(document, document.name)
    except UnreadableFileError as error:
        return Native(document.name, document.sha256, (), (error.problem,))
    return _native(document.name, document.sha256, sheets, problems)


def _parts(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name in WANTED and path.is_file())


def _bounded(size: int, name: str) -> None:
    if size > MOST_BYTES:
        values = {"size": str(size // MEGABYTE), "limit": str(MOST_BYTES // MEGABYTE)}
        raise UnreadableFileError(Problem("too_large", name, values=values, fatal=True))


def _read_files(files: dict[str, bytes], name: str, whole: bytes | None = None) -> Native:
    """``whole`` is what is hashed; a folder is hashed as its files in order of their names."""
    hashed = hashlib.sha256(
        whole if whole is not None else b"".join(files[n] for n in sorted(files))
    )
    if JSON_FILE in files:
        sheets, problems = sheets_of_json(files[JSON_FILE], name)
    elif WORKBOOK in files:
        sheets, problems = _of_workbook(open_bytes(files[WORKBOOK], WORKBOOK), name)
    else:
        suffix = next(suffix for file, suffix in TABLE_FILES.items() if file in files)
        sheets, problems = sheets_of_tables(files, name, suffix)
    return _native(name, hashed.hexdigest(), sheets, problems)


def _of_workbook(document: Document, name: str) -> tuple[list[Sheet], list[Problem]]:
    book = Workbook(document)
    return sheets_of_rows(book.tables(), name, book.place)


def _native(name: str, sha256: str, sheets: list[Sheet], problems: list[Problem]) -> Native:
    if not sheets and not problems:
        problems = [Problem("no_native_sheets", name, fatal=True)]
    return Native(name, sha256, tuple(sheets), tuple(problems))
