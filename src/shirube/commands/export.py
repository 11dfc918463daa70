"""``shirube export``: sheets → files of an open format."""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from shirube.commands.common import common, tell
from shirube.commands.inputs import Request
from shirube.commands.supply import Published, Supply, from_editions, from_files
from shirube.commands.wording import language, say
from shirube.exporters import FORMATS, write_together
from shirube.exporters.gate import GateError, check

HELP = say(
    "シートを公開用の形式(CSV・JSONなど)で書き出します。ファイルを指定しなければ、公表した版を"
    "書き出します。様式が非公開とする項目は出しません。",
    "Write sheets in an open format (CSV, JSON …): those of the files given, else what is "
    "published; without what their design calls private.",
)
ALL = "all"
_FORMATS = ", ".join([*FORMATS, ALL])


@dataclass(frozen=True, slots=True)
class Target:
    """Where to and as what."""

    format: str
    out: Path


def command(  # noqa: PLR0913, PLR0917 - one parameter an option: typer reads them
    context: typer.Context,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="F",
            help=say(
                f"形式: {_FORMATS}。{ALL} は形式ごとのフォルダーに全部",
                f"Format: {_FORMATS}; {ALL} writes each into a folder of its name",
            ),
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            file_okay=False, metavar="DIR", help=say("書き出すフォルダ", "Folder to write into")
        ),
    ],
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            help=say(
                "ファイル、フォルダ、*.txt のような型。なければ公表した版",
                "Files, folders, patterns like *.txt; without any, what is published",
            ),
        ),
    ] = None,
    edition: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help=say(
                "この版だけ(例: 2019-1、132217/2019-1)。なければ団体と年度ごとに最も新しい版",
                "Only this edition (2019-1, 132217/2019-1); else the newest of each "
                "municipality and year",
            ),
        ),
    ] = None,
    municipality: Annotated[
        str | None, typer.Option(metavar="CODE", help=say("この団体だけ", "Only this municipality"))
    ] = None,
    title: Annotated[str, typer.Option(help=say("データの題名", "Title of the data"))] = say(
        "行政評価シート", "Policy evaluation sheets"
    ),
) -> None:
    """Export, then leave with 1 when a file or a sheet was refused."""
    _check(format_, files or (), edition or municipality)
    target, given = Target(format_, out), common(context)
    if files:
        supply = from_files(Request(tuple(files)), given, title)
        export(supply, target)
        if supply.refused:
            raise typer.Exit(1)
        return
    with from_editions(Published(edition, municipality), given, title) as published:
        export(published, target)


def _check(format_: str, files: Sequence[str], of_editions: str | None) -> None:
    if format_ not in (*FORMATS, ALL):
        raise typer.BadParameter(
            say(
                f"{format_} はありません。あるのは {_FORMATS} です。",
                f"{format_}: known are {_FORMATS}",
            ),
            param_hint="--format",
        )
    if files and of_editions:
        raise typer.BadParameter(
            say(
                "--edition と --municipality は、ファイルを指定しないときに使います。",
                "--edition and --municipality speak of what is published: give no files.",
            ),
            param_hint="FILE",
        )


def export(supply: Supply, target: Target) -> list[Path]:
    """Write, then move into place: a failure leaves the folder as it was."""
    target.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.out, prefix=".writing-") as temporary:
        folder = Path(temporary)
        try:
            written = _write(supply, target.format, folder)
        except GateError as error:
            tell(error.text(language()))
            raise typer.Exit(1) from error
        moved = [_move(path, target.out / path.relative_to(folder)) for path in written]
    tell(
        say(
            f"{target.out} に {len(moved)} 個のファイルを書き出しました。",
            f"Wrote {len(moved)} files into {target.out}.",
        )
    )
    return moved


def _write(supply: Supply, format_: str, folder: Path) -> Sequence[Path]:
    """Nothing goes out that breaks a rule of machine readability: raises GateError."""
    if format_ == ALL:
        with _progress() as begin:
            return write_together(supply, folder, supply.context, begin)
    written = FORMATS[format_].write(supply, folder, supply.context)
    check(written)
    return written


def _move(path: Path, to: Path) -> Path:
    to.parent.mkdir(parents=True, exist_ok=True)
    return path.replace(to)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """A bar over the formats where a person waits; told as lines elsewhere."""
    if not sys.stderr.isatty():
        yield lambda name: tell(say(f"{name} を書いています", f"Writing {name}"))
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(say("準備", "Starting"), total=len(FORMATS))
        begun = iter([0, *[1] * len(FORMATS)])
        yield lambda name: progress.update(task, description=name, advance=next(begun))
