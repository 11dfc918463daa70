"""``shirube read``: files → plain sheets. No database, no Django."""

import sys
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from shirube.commands.arguments import DesignId, Files, FiscalYear
from shirube.commands.common import common
from shirube.commands.inputs import Request, left_out, readings
from shirube.commands.overview import overview
from shirube.commands.wording import say
from shirube.importers import Reading
from shirube.schema import Sheet

HELP = say(
    "ファイルを読み取り、シートを標準出力に書きます(データベースは使いません)。",
    "Read files and write their sheets to standard output (no database).",
)


def command(
    context: typer.Context,
    files: Files,
    design: DesignId = None,
    fiscal_year: FiscalYear = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", help=say("シートのJSON配列を書く", "Write a JSON array of plain sheets")
        ),
    ] = False,
) -> None:
    """Read, then leave with 1 when a file or a sheet was refused."""
    request = Request(tuple(files), design, fiscal_year)
    outcome = _Outcome()
    sheets = outcome.sheets(readings(request, common(context)))
    if as_json:
        from shirube.exporters.json.exporter import JsonArray

        array = JsonArray(lambda piece: typer.echo(piece, nl=False))
        for sheet in sheets:
            array.put(sheet.model_dump_json().encode())
        array.end()
    else:
        overview(list(sheets), sys.stdout)
    if outcome.refused:
        raise typer.Exit(1)


class _Outcome:
    """Whether anything was refused, known once the sheets have passed."""

    refused = False

    def sheets(self, found: Iterable[Reading]) -> Iterator[Sheet]:
        for reading in found:
            self.refused |= left_out(reading)
            yield from reading.sheets
