"""``shirube publish``: freeze an edition."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

import typer

from shirube.commands.arguments import PersonName
from shirube.commands.common import Common, common, tell
from shirube.commands.installation import installation
from shirube.commands.wording import say
from shirube.schema.sheet import UNDATED

if TYPE_CHECKING:
    from shirube.publishing.models import Edition
    from shirube.publishing.publish import NotPublishedError
    from shirube.publishing.snapshot import EditionKind, File, StoredFile

HELP = say(
    "その年度のシートを公表版として固定します。未確認のシートは、その印を付けて公表します。",
    "Freeze the sheets of a year as an edition. Unconfirmed ones go out marked as such.",
)
KINDS = ("first", "addition", "correction")


@dataclass(frozen=True, slots=True)
class _Wanted:
    municipality: str | None
    fiscal_year: int | None
    kind: str
    reason: str
    accept: frozenset[str]
    papers: bool
    early: bool


def command(  # noqa: PLR0913, PLR0917 - one parameter an option: typer reads them
    context: typer.Context,
    fiscal_year: Annotated[
        str,
        typer.Option(
            metavar="Y",
            help=say(
                f"評価対象年度(西暦)。年度のない計画は {UNDATED}",
                f"Evaluated fiscal year; {UNDATED} for plans without one",
            ),
        ),
    ],
    municipality: Annotated[
        str | None, typer.Option(metavar="CODE", help=say("団体コード", "Municipality code"))
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help=say("first 初版 / addition 追加 / correction 訂正", "first, addition, correction"),
        ),
    ] = "first",
    reason: Annotated[str, typer.Option(metavar="TEXT", help=say("理由", "Reason"))] = "",
    accept: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FINDING",
            help=say("公表してよいと確かめた気づきの記号", "Token of a finding that is released"),
        ),
    ] = None,
    papers: Annotated[
        bool | None,
        typer.Option(
            "--papers/--no-papers",
            help=say(
                "PDFも付ける(書体があれば付く)", "PDFs as well; by default if a font is there"
            ),
            show_default=False,
        ),
    ] = None,
    before_accounts: Annotated[
        bool,
        typer.Option(
            "--before-accounts",
            help=say(
                "議会が決算を認定する前の版として公表する",
                "An early edition: the assembly has not yet approved the accounts",
            ),
        ),
    ] = False,
    by: PersonName = "",
) -> None:
    """Publish, then say where the edition is."""
    given = common(context)
    year = _year(fiscal_year)
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise typer.BadParameter(known, param_hint="--kind")
    released = frozenset(accept or ())
    with installation(given):
        wanted = _Wanted(municipality, year, kind, reason, released, _papers(papers),
                         before_accounts)  # fmt: skip
        edition = _publish(wanted, by, given)
        tell(
            say(
                f"公表版 {edition} を作りました({edition.files.count()} ファイル)。"
                "shirube serve で見られます。",
                f"Edition {edition} is made ({edition.files.count()} files). See it with "
                "shirube serve.",
            )
        )


def _papers(wanted: bool | None) -> bool:
    """As wanted; else where this machine has the font, and said where it has not."""
    if wanted is not None:
        return wanted
    from shirube.publishing.papers import cannot_print

    reason = cannot_print()
    if reason is not None:
        tell(say(f"PDFなしで公表します。{reason.ja}", f"Publishing without PDFs. {reason.en}"))
    return reason is None


def _year(text: str) -> int | None:
    from shirube.publishing.addresses import parse_year

    try:
        return parse_year(text)
    except ValueError as error:
        raise typer.BadParameter(f"2024 / {UNDATED}", param_hint="--fiscal-year") from error


def _publish(wanted: _Wanted, by: str, given: Common) -> "Edition":
    from shirube.people.actors import system
    from shirube.publishing.publish import NotPublishedError, Order, publish_edition
    from shirube.sheets.forms import library

    code = wanted.municipality or _only_municipality(wanted.fiscal_year)
    order = Order(
        code, wanted.fiscal_year, cast("EditionKind", wanted.kind), wanted.reason, wanted.accept,
        wanted.papers, wanted.early,
    )  # fmt: skip
    try:
        return publish_edition(order, by=system(by), library=library(), progress=_with_progress)
    except NotPublishedError as refusal:
        _show_refusal(refusal, given)
        raise typer.Exit(1) from refusal


def _only_municipality(fiscal_year: int | None) -> str:
    from shirube.sheets.models import StoredSheet
    from shirube.sheets.queries import year_key

    codes = (
        StoredSheet.objects.filter(year_key=year_key(fiscal_year))
        .values_list("municipality_id", flat=True)
        .distinct()
        .order_by("municipality_id")
    )
    if len(codes) == 1:
        return codes[0]
    found = "、".join(codes)
    tell(
        say(
            f"--municipality で団体を指定してください。この年度のシートがある団体: {found}"
            if codes
            else "この年度のシートがありません。先に shirube import で取り込んでください。",
            f"Give one of these with --municipality: {found}"
            if codes
            else "There are no sheets of this year. Import some first.",
        )
    )
    raise typer.Exit(1)


def _show_refusal(refusal: "NotPublishedError", given: Common) -> None:
    tell(refusal.text(given.language))
    for finding in refusal.findings:
        tell(f"  {finding.token}  {finding.sheet} {finding.at or ''}")
        tell(f"    {finding.text(given.language)}")


def _with_progress(
    files: Iterable["File | StoredFile"],
) -> Iterator["File | StoredFile"]:
    """A moving count on a terminal: the number of pages is known only at the end."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(say("公表版を作っています", "Making the edition"), total=None)
        for file in files:
            progress.advance(task)
            yield file
