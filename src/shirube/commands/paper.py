"""``shirube paper``: sheets → PDF for print and for every reader, or text to read aloud."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from shirube.commands.arguments import DesignId, FiscalYear
from shirube.commands.common import Common, common, tell
from shirube.commands.inputs import Request, left_out, readings, tracked
from shirube.commands.installation import installation
from shirube.commands.paper_kinds import FORMATS, KINDS, template_of
from shirube.commands.wording import say
from shirube.designs import Library
from shirube.lint import check
from shirube.papers import (
    CommitteeSheet,
    NoFontError,
    Paper,
    PaperContext,
    committee_pack,
    listing,
    pdfs,
    sheet_paper,
    text,
    volume,
)
from shirube.papers.entry import (
    Entry,
    Order,
    Template,
    printed,
)
from shirube.papers.names import file_name, free_name
from shirube.schema import Sheet, SheetKey, public
from shirube.schema.privacy import Nobody
from shirube.schema.sheet import parse_key

HELP = say(
    "シートをPDF(PDF/UA-1・PDF/A-2a)か、Excelの調書か、読み上げ・点訳用の文章にします。",
    "Make PDF (PDF/UA-1, PDF/A-2a) or workbooks of sheets, or text for Braille and reading aloud.",
)
BYTE_ORDER_MARK = "\ufeff"  # so that every editor on Windows opens the Japanese text


@dataclass
class Gathered:
    """Public sheets, those of the year before where they are known, and whether any was refused."""

    sheets: list[Sheet] = field(default_factory=list)
    entries: dict[SheetKey, Entry] = field(default_factory=dict)  # of those that are stored
    before: dict[SheetKey, Sheet] = field(default_factory=dict)
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """What to make of the sheets, and where."""

    kind: str
    out: Path
    library: Library
    fonts: Path
    template: Template | None = None
    format: Literal["pdf", "xlsx"] = "pdf"


def command(  # noqa: PLR0913, PLR0917 - one parameter an option: typer reads them
    context: typer.Context,
    sheets: Annotated[
        list[str],
        typer.Argument(
            metavar="SHEET...",
            help=say(
                "取り込んだシート(団体コード/年度/種類/番号)か、ファイル",
                "Stored sheets (CODE/YEAR/KIND/SHEETCODE) or files",
            ),
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            file_okay=False, metavar="DIR", help=say("書き出すフォルダ", "Folder to write into")
        ),
    ],
    kind: Annotated[str, typer.Option(help=KINDS)] = "sheet",
    form: Annotated[Literal["pdf", "xlsx"], typer.Option("--format", help=FORMATS)] = "pdf",
    design: DesignId = None,
    fiscal_year: FiscalYear = None,
) -> None:
    """Write, then leave with 1 when something was refused or not done."""
    given = common(context)
    template = template_of(kind, form, given)
    keys = [key for typed in sheets if (key := _key(typed)) is not None]
    files = tuple(typed for typed in sheets if _key(typed) is None)
    gathered = _from_files(Request(files, design, fiscal_year), given)
    if keys:
        _add_stored(gathered, keys, given)
    job = Job(kind, out, _library(given, keys), given.home / "fonts", template, form)
    try:
        done = bool(gathered.sheets) and _write(gathered, job)
    except NoFontError as error:
        tell(error.text(given.language))
        raise typer.Exit(1) from error
    if gathered.refused or not done:
        raise typer.Exit(1)


def _library(given: Common, stored: Sequence[SheetKey]) -> Library:
    """With the forms that the city keeps in the database where stored sheets are printed."""
    if not stored:
        return given.library()
    with installation(given):
        from shirube.sheets.forms import library

        return library()


def _key(typed: str) -> SheetKey | None:
    """The key that was typed; None for what is a file, or looks like nothing else."""
    if Path(typed).exists():
        return None
    try:
        return parse_key(typed)
    except ValueError:
        return None


def _from_files(request: Request, given: Common) -> Gathered:
    """A sheet whose design is not here stays behind: nobody knows what of it is private."""
    library, gathered = given.library(), Gathered()
    for reading in readings(request, given) if request.files else ():
        gathered.refused |= left_out(reading)
        for sheet in reading.sheets:
            if sheet.design in library:
                own = library[sheet.design].privacy
                gathered.sheets.append(public(sheet, own, Nobody()))
            else:
                gathered.refused = True
    gathered.before = {sheet.key: sheet for sheet in gathered.sheets}
    return gathered


def _add_stored(gathered: Gathered, keys: Sequence[SheetKey], given: Common) -> None:
    with installation(given):
        from shirube.publishing.office_papers import entries_of_keys

        found = entries_of_keys(
            [*keys, *filter(None, map(year_before, keys))], _library(given, keys)
        )
    for key in keys:
        if key not in found:
            gathered.refused = True
            tell(say(f"{key}: 取り込まれていません。", f"{key}: is not stored here."))
    gathered.sheets += [found[key].sheet for key in keys if key in found]
    gathered.entries = {key: found[key] for key in keys if key in found}
    gathered.before |= {key: one.sheet for key, one in found.items()}


def year_before(key: SheetKey) -> SheetKey | None:
    """The same sheet a year earlier, by its number."""
    return None if key.fiscal_year is None else key._replace(fiscal_year=key.fiscal_year - 1)


def _write(gathered: Gathered, job: Job) -> bool:
    """Write into a folder beside, then move: a failure leaves the folder as it was."""
    made = _made(gathered, job)
    if made is None:
        return False
    job.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=job.out, prefix=".writing-") as temporary:
        names: list[str] = []
        for wanted, data in made:
            name = free_name(wanted, names)
            (Path(temporary) / name).write_bytes(data)
            names.append(name)
        for name in names:
            (Path(temporary) / name).replace(job.out / name)
    count = len(names)
    tell(
        say(
            f"{job.out} に {count} 個のファイルを書き出しました。",
            f"Wrote {count} files into {job.out}.",
        )
    )
    return True


def _made(gathered: Gathered, job: Job) -> Iterable[tuple[str, bytes]] | None:
    """Names and bytes; None when the sheets cannot make this paper."""
    context = PaperContext(date.today())  # noqa: DTZ011 - the day on the wall of the office
    sheets, library = gathered.sheets, job.library
    if job.template is not None:
        return _from_template(job.template, gathered, job, context)
    if job.kind in {"sheet", "text"}:
        papers = [sheet_paper(sheet, library, context) for sheet in sheets]
        return _one_by_one(sheets, papers, job)
    makers: dict[str, Callable[[], Paper]] = {
        "volume": lambda: volume(sheets, library, context),
        "list": lambda: listing(sheets, library, context),
        "committee": lambda: committee_pack(_pages(gathered, library), library, context),
    }
    paper = makers[job.kind]()
    return [(f"{job.kind}.pdf", data) for data in pdfs([paper], job.fonts)]


def _from_template(
    template: Template, gathered: Gathered, job: Job, context: PaperContext
) -> Iterable[tuple[str, bytes]] | None:
    """One file of all sheets: what a file says, or what is stored with last year's and finance's
    amounts.
    """
    entries = [
        gathered.entries.get(sheet.key) or Entry(sheet, _before(sheet, gathered))
        for sheet in gathered.sheets
    ]
    try:
        data = printed(Order(template, job.format, context, job.fonts), entries, job.library)
    except ValueError:
        tell(
            say(
                f"{template.title}は、1つの団体の1つの評価対象年度のシートから作ります。"
                "年度を分けて実行してください。",
                "This paper is of one municipality and one evaluated year. Run it for each year.",
            )
        )
        return None
    return [(f"{template.id}.{job.format}", data)]


def _before(sheet: Sheet, gathered: Gathered) -> Sheet | None:
    """The year before among the files given; by number and name, since no ledger was asked."""
    key = year_before(sheet.key)
    before = gathered.before.get(key) if key else None
    return before if before is not None and before.title == sheet.title else None


def _one_by_one(
    sheets: Sequence[Sheet], papers: Sequence[Paper], job: Job
) -> Iterator[tuple[str, bytes]]:
    names = [file_name(sheet) for sheet in sheets]
    if job.kind == "text":
        for name, paper in zip(names, papers, strict=True):
            written = (BYTE_ORDER_MARK + text(paper)).replace("\n", "\r\n")
            yield f"{name}.txt", written.encode()
        return
    made = zip(names, pdfs(papers, job.fonts), strict=True)
    for name, data in tracked(made, len(names), say("組版中", "Typesetting")):
        yield f"{name}.pdf", data


def _pages(gathered: Gathered, library: Library) -> list[CommitteeSheet]:
    """The sheets of the newest year: what the rules found, and the opinions of the year before."""
    findings = check(gathered.sheets, library)
    newest = max((sheet.fiscal_year or 0 for sheet in gathered.sheets), default=0)
    pages = []
    for sheet in gathered.sheets:
        if (sheet.fiscal_year or 0) != newest:
            continue
        said = tuple(found.text() for found in findings if found.sheet == str(sheet.key))
        key = year_before(sheet.key)
        before = gathered.before.get(key) if key else None
        pages.append(CommitteeSheet(sheet, said, before.reviews if before else ()))
    return pages
