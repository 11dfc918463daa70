"""All formats at once are the same files as each format by itself."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from shirube.exporters import FORMATS, ExportContext, write_together
from shirube.exporters.formats import Write
from shirube.exporters.tests.test_formats import CONTEXT, TWO_LINES, sheet
from shirube.schema import Sheet

SHEETS = (TWO_LINES, sheet(code="02"))


def walked_once() -> Iterator[Sheet]:
    return iter(SHEETS)


def together(folder: Path, context: ExportContext = CONTEXT) -> dict[str, bytes]:
    told: list[str] = []
    made = write_together(walked_once(), folder, context, told.append)
    assert told[0] == "csv"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in made}


def by_themselves(folder: Path) -> dict[str, bytes]:
    found = {}
    for name, format_ in FORMATS.items():
        (folder / name).mkdir()
        for path in format_.write(walked_once(), folder / name, CONTEXT):
            found[f"{name}/{path.name}"] = path.read_bytes()
    return found


def test_the_same_bytes_as_each_by_itself(tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    assert together(tmp_path / "all") == by_themselves(tmp_path)
    assert {path.name for path in (tmp_path / "all").iterdir()} == set(FORMATS)


def test_a_second_process_that_dies_costs_only_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "all").mkdir()
    expected = together(tmp_path / "all")
    (tmp_path / "again").mkdir()
    fragile = {name: replace(one, write=only_here(one.write)) for name, one in FORMATS.items()}
    monkeypatch.setattr("shirube.exporters.together.FORMATS", fragile)
    assert together(tmp_path / "again") == expected


def only_here(write: Write) -> Write:
    ours = os.getpid()

    def written(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
        if os.getpid() != ours:
            (folder / "half").write_text("begun")
            os._exit(1)
        return write(sheets, folder, context)

    return written


def test_json_is_the_same_where_the_tables_are_there(tmp_path: Path) -> None:
    expected = by_themselves(tmp_path)
    again = tmp_path / "again"
    again.mkdir()
    files = FORMATS["json"].write(walked_once(), again, replace(CONTEXT, tables=tmp_path / "csv"))
    found = {f"json/{path.name}": path.read_bytes() for path in files}
    assert found == {name: data for name, data in expected.items() if name.startswith("json/")}
