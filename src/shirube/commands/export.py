"""``shirube export``: sheets → files of an open format."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from shirube.commands.arguments import Files
from shirube.commands.common import Common, common, tell
from shirube.commands.inputs import Request, left_out, readings
from shirube.commands.wording import say
from shirube.exporters import FORMATS, ExportContext
from shirube.schema import Sheet, public
from shirube.schema.privacy import Nobody

HELP = say(
    "シートを公開用の形式(JSON・CSVなど)で書き出します。様式が非公開とする項目は出しません。",
    "Write sheets in an open format (JSON, CSV …), without what their design calls private.",
)


@dataclass
class Supply:
    """Public sheets from somewhere (files; later an edition). ``refused`` is known at the end."""

    sheets: Callable[["Supply"], Iterator[Sheet]]
    refused: bool = field(default=False)

    def __iter__(self) -> Iterator[Sheet]:
        return self.sheets(self)


@dataclass(frozen=True, slots=True)
class Target:
    """Where to and as what."""

    format: str
    out: Path
    context: ExportContext


def command(
    context: typer.Context,
    files: Files,
    format_: Annotated[
        str,
        typer.Option("--format", metavar="F", help=say("形式: ", "Format: ") + ", ".join(FORMATS)),
    ],
    out: Annotated[
        Path,
        typer.Option(
            file_okay=False, metavar="DIR", help=say("書き出すフォルダ", "Folder to write into")
        ),
    ],
    title: Annotated[str, typer.Option(help=say("データの題名", "Title of the data"))] = say(
        "行政評価シート", "Policy evaluation sheets"
    ),
) -> None:
    """Export, then leave with 1 when a file or a sheet was refused."""
    if format_ not in FORMATS:
        known = ", ".join(FORMATS)
        raise typer.BadParameter(
            say(
                f"{format_} はありません。あるのは {known} です。", f"{format_}: known are {known}"
            ),
            param_hint="--format",
        )
    supply = from_files(Request(tuple(files)), common(context))
    export(supply, Target(format_, out, ExportContext(title)))
    if supply.refused:
        raise typer.Exit(1)


def export(supply: Supply, target: Target) -> list[Path]:
    """Write, then move into place: a failure leaves the folder as it was."""
    target.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.out, prefix=".writing-") as temporary:
        written = FORMATS[target.format].write(supply, Path(temporary), target.context)
        moved = [path.replace(target.out / path.name) for path in written]
    tell(
        say(
            f"{target.out} に {len(moved)} 個のファイルを書き出しました。",
            f"Wrote {len(moved)} files into {target.out}.",
        )
    )
    return moved


def from_files(request: Request, given: Common) -> Supply:
    """Sheets read from files; a sheet whose design is not here stays behind, for nobody knows
    what of it is private. Persons stay out: whose names are public the city decides.
    """
    library = given.library()

    def sheets(supply: Supply) -> Iterator[Sheet]:
        for reading in readings(request, given):
            supply.refused |= left_out(reading)
            for sheet in reading.sheets:
                if sheet.design in library:
                    yield public(sheet, library[sheet.design].privacy, Nobody())
                else:
                    supply.refused = True

    return Supply(sheets)
