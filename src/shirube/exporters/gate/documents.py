"""What travels with a file: a codebook, a list of codes, remarks; a Data Package or CSVW."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shirube.exporters.gate.evidence import Column, Evidence, Tab
from shirube.exporters.gate.headers import document_columns

DATA_PACKAGE, CSVW = "datapackage.json", "-metadata.json"
DOCUMENTS = ("codebook.csv", "codes.csv", "about.csv")
MOST_JSON = 20 * 1024 * 1024
_NEXT = re.compile(r"_\d+\Z")
_TYPES = {"string": "text", "number": "decimal", "any": "text", "array": "list"}


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """What is said of one column. ``type``: text, integer, decimal, boolean, code, list, date …"""

    type: str = ""
    meaning: str = ""
    unit: str = ""
    codes: str = ""  # the name of its list of codes
    is_open: bool = False  # that list may be added to

    @property
    def is_printed(self) -> bool:
        """Words of the document that the table is made of, letter for letter: texts, lists of
        them, and codes of a list that the document may add to.
        """
        return self.type in ("text", "list") or self.is_open


@dataclass
class Documents:
    """All that is said beside a file. ``tables``: name of a table → its columns."""

    names: list[str] = field(default_factory=list)
    tables: dict[str, dict[str, ColumnNote]] = field(default_factory=dict)
    code_lists: dict[str, set[str]] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)  # encoding, edition, version …
    conventions: list[tuple[str, str]] = field(default_factory=list)  # (example, what it means)

    def note(self, evidence: Evidence, tab: Tab, column: Column) -> ColumnNote | None:
        """What is said of a column, None where nothing is."""
        if tab.kept:  # a codebook explains itself by its well-known columns
            return ColumnNote("text", column.name)
        return self._table(tab.name or Path(evidence.name).stem).get(column.name)

    def _table(self, name: str) -> Mapping[str, ColumnNote]:
        """What is said of a table; ``costs_2`` goes on where ``costs`` is full."""
        for known in (name, _NEXT.sub("", name), ""):
            if known in self.tables:
                return self.tables[known]
        return {}

    def free(self, table: str) -> set[str]:
        """The columns of a table that hold texts as printed."""
        return {name for name, note in self._table(table).items() if note.is_printed}

    @property
    def version(self) -> str:
        """Version, edition or day of the data or of their layout."""
        keys = ("schema_version", "version", "edition", "modified", "updated", "更新日", "版")
        return next((self.about[key] for key in keys if self.about.get(key)), "")

    @property
    def says_missing(self) -> bool:
        """What a blank means is said."""
        return "missing" in self.about or any(example == "" for example, _ in self.conventions)

    def defines(self, symbol: str) -> bool:
        """A symbol among numbers is explained."""
        return symbol in self.about.get("missing", "").split() or any(
            symbol in codes for codes in self.code_lists.values()
        )

    def take(self, evidence: Evidence) -> None:
        """What one codebook, or the tabs of a workbook that are codebooks, say."""
        for tab in evidence.tabs:
            at = document_columns(column.name for column in tab.columns)
            if not tab.kept:
                continue
            self.names.append(tab.name or evidence.name)
            if {"column", "meaning"} <= at.keys():
                self._columns(tab.kept, at)
            elif {"list", "code"} <= at.keys():
                for row in tab.kept:
                    self.code_lists.setdefault(row[at["list"]], set()).add(row[at["code"]])
            else:
                self._remarks(tab, at)

    def _columns(self, rows: Iterable[list[str]], at: Mapping[str, int]) -> None:
        def told(row: list[str], what: str) -> str:
            return row[at[what]] if what in at and at[what] < len(row) else ""

        for row in rows:
            note = ColumnNote(
                told(row, "type"),
                told(row, "meaning"),
                told(row, "unit") or told(row, "unit_column"),
                told(row, "codes"),
                is_open=told(row, "closed").lower() == "false",
            )  # fmt: skip
            self.tables.setdefault(told(row, "table"), {})[told(row, "column")] = note

    def _remarks(self, tab: Tab, at: Mapping[str, int]) -> None:
        meanings = [i for i, column in enumerate(tab.columns) if column.name.startswith("meaning")]
        for row in tab.kept:
            item, value = row[at["item"]], row[at["value"]]
            meaning = next((row[i] for i in meanings if i < len(row)), "")
            if meaning:
                self.conventions.append((value, meaning))
            else:
                self.about[item] = value

    def take_json(self, name: str, described: Mapping[str, Any]) -> None:
        """What a Data Package or a CSVW metadata file says."""
        self.names.append(name)
        resources = described.get("resources")
        if isinstance(resources, list):
            self._package(described, resources)
            return
        tables = described.get("tables")
        for table in tables if isinstance(tables, list) else [described]:
            if isinstance(table, Mapping):
                dialect = table.get("dialect") or described.get("dialect")
                self._csvw(table, dialect if isinstance(dialect, Mapping) else {})
        for key in ("dc:modified", "dct:modified", "dc:issued", "dct:issued", "schema:version"):
            if key in described:
                self.about.setdefault("version", str(described[key]))

    def _package(self, described: Mapping[str, Any], resources: Iterable[Any]) -> None:
        for key in ("version", "created"):
            if key in described:
                self.about.setdefault("version", str(described[key]))
        for resource in resources:
            if not isinstance(resource, Mapping):
                continue
            schema = resource.get("schema")
            schema = schema if isinstance(schema, Mapping) else {}
            self.about.setdefault("encoding", str(resource.get("encoding", "utf-8")))
            if schema.get("missingValues"):
                self.about.setdefault("missing", " ".join(_texts(schema["missingValues"])))
            path = resource.get("path")
            stem = Path(path if isinstance(path, str) else str(resource.get("name"))).stem
            columns = self.tables.setdefault(stem, {})
            for item in _mappings(schema.get("fields")):
                columns.setdefault(str(item.get("name")), self._field(item))

    def _field(self, item: Mapping[str, Any]) -> ColumnNote:
        enum = item.get("categories") or (item.get("constraints") or {}).get("enum")
        codes = ""
        if isinstance(enum, list):
            codes = f"{item.get('name')}"
            known = {str(one.get("value") if isinstance(one, Mapping) else one) for one in enum}
            self.code_lists.setdefault(codes, set()).update(known)
        kind = str(item.get("type", ""))
        meaning = str(item.get("description") or item.get("title") or "")
        return ColumnNote(_TYPES.get(kind, kind), meaning, str(item.get("unit", "")), codes)

    def _csvw(self, table: Mapping[str, Any], dialect: Mapping[str, Any]) -> None:
        self.about.setdefault("encoding", str(dialect.get("encoding", "utf-8")))
        schema = table.get("tableSchema")
        stem = Path(str(table.get("url", ""))).stem
        columns = self.tables.setdefault(stem, {})
        for item in _mappings(schema.get("columns") if isinstance(schema, Mapping) else None):
            kind = item.get("datatype", "string")
            kind = str(kind.get("base", "string")) if isinstance(kind, Mapping) else str(kind)
            kind = "list" if "separator" in item else _TYPES.get(kind, kind)
            meaning = str(item.get("dc:description") or item.get("titles") or "")
            columns.setdefault(str(item.get("name")), ColumnNote(kind, meaning))


def read_json(path: Path) -> Mapping[str, Any]:
    """A JSON object; an empty one for anything else."""
    try:
        if path.stat().st_size > MOST_JSON:
            return {}
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _mappings(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, Mapping))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield str(one.get("value", "") if isinstance(one, Mapping) else one)
