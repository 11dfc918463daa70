"""``shirube import``: read, check, show the difference, take in."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from shirube.basics.beside import beside
from shirube.commands.arguments import DesignId, DryRun, Files, FiscalYear
from shirube.commands.common import Common, common, tell
from shirube.commands.inputs import Request, left_out, readings_beside
from shirube.commands.installation import installation
from shirube.commands.wording import say
from shirube.importers import Reading, read_together

if TYPE_CHECKING:
    from shirube.people.actors import Actor
    from shirube.sheets.comparing import Comparison, Incoming
    from shirube.workflow.take_in import TakeInResult

HELP = say(
    "ファイルを読み取り、検査し、前との違いを示して、データベースに取り込みます。",
    "Read files, check them, show what differs, and take the sheets into the database.",
)
SHOWN = 60  # letters of a text on each side of a difference


def command(  # noqa: PLR0913, PLR0917 - one parameter an option: typer reads them
    context: typer.Context,
    files: Files,
    design: DesignId = None,
    fiscal_year: FiscalYear = None,
    dry_run: DryRun = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", help=say("変わったシートを尋ねずに置き換える", "Replace unasked")),
    ] = False,
    by: Annotated[
        str, typer.Option(metavar="NAME", help=say("取り込む人の氏名", "Who imports"))
    ] = "",
) -> None:
    """Take in, then leave with 1 when something was not taken in."""
    given = common(context)
    reading = readings_beside(Request(tuple(files), design, fiscal_year), given)
    with installation(given):
        read, disagreeing = read_together(reading())
        for problem in disagreeing:
            tell(problem.text(given.language))
        findings = _Findings(read, given)
        importing = _Importing(given, by, findings, dry_run=dry_run, yes=yes)
        complete = [importing.take(reading) for reading in read if not reading.failed]
        findings.show()
    if disagreeing or any(map(left_out, read)) or not all(complete):
        raise typer.Exit(1)


class _Findings:
    """The findings by severity, counted beside the work; ``lint`` shows them one by one."""

    def __init__(self, read: list[Reading], given: Common) -> None:
        from django.db import connections

        from shirube.lint import SEVERITIES, check
        from shirube.plans.ledger import ledgers

        sheets = [sheet for reading in read for sheet in reading.sheets]
        library, decided = given.library(), ledgers()
        connections.close_all()  # a connection must not be shared with the child

        def count() -> dict[str, int]:
            found = check(sheets, library, ledger=decided)
            return {str(name): sum(one.severity == name for one in found) for name in SEVERITIES}

        self._counts = beside(count) if sheets else None

    def show(self) -> None:
        """Tell the counts, once."""
        from shirube.lint import SEVERITIES

        if self._counts is None:
            return
        counts, self._counts = self._counts(), None
        ja = "、".join(f"{words[0]} {counts[name]} 件" for name, words in SEVERITIES.items())
        en = ", ".join(f"{words[1]} {counts[name]}" for name, words in SEVERITIES.items())
        tell(say(f"検査: {ja}(詳しくは shirube lint)", f"Checked: {en} (details: shirube lint)"))


class _Importing:
    """Taking in file after file."""

    def __init__(
        self, given: Common, by: str, findings: _Findings, *, dry_run: bool, yes: bool
    ) -> None:
        self.given, self.by, self.findings = given, by, findings
        self.dry_run, self.yes = dry_run, yes

    def take(self, reading: Reading) -> bool:
        """Take in one file; False when a sheet of it was left out."""
        from shirube.people.actors import system
        from shirube.workflow.take_in import preview

        found = preview(reading)
        for item in found.changed:
            _show(item)
        if self.dry_run:
            self._report(reading, found)
            return not any(problem.leaves_out for problem in found.problems)
        accept = bool(found.changed) and self._asked(reading, len(found.changed))
        result = self._taken(reading, found, accept, system(self.by))
        for problem in result.problems:
            tell(problem.text(self.given.language))
        tell(_summary(reading, result))
        refused = any(problem.leaves_out for problem in result.problems)
        return not refused and not result.changed_refused

    def _report(self, reading: Reading, found: "Comparison") -> None:
        for problem in found.problems:
            tell(problem.text(self.given.language))
        new, same, changed = len(found.new), len(found.unchanged), len(found.changed)
        tell(
            say(
                f"{reading.file}: 新しい {new} 枚、変わらない {same} 枚、変わった {changed} 枚"
                "(--dry-run のため取り込んでいません)",
                f"{reading.file}: {new} new, {same} unchanged, {changed} changed "
                "(--dry-run: nothing stored)",
            )
        )

    def _asked(self, reading: Reading, changed: int) -> bool:
        if self.yes:
            return True
        if not sys.stdin.isatty():
            tell(
                say(
                    f"{reading.file}: 変わった {changed} 枚は置き換えていません。"
                    "違いを確かめて、--yes を付けてもう一度実行してください。",
                    f"{reading.file}: {changed} changed sheets were not replaced. "
                    "Look at the differences and run again with --yes.",
                )
            )
            return False
        self.findings.show()  # whoever decides has seen them
        return typer.confirm(
            say(f"変わった {changed} 枚を置き換えますか", f"Replace {changed} changed sheets?"),
            err=True,
        )

    def _taken(
        self, reading: Reading, found: "Comparison", accept: bool, by: "Actor"
    ) -> "TakeInResult":
        from shirube.workflow.take_in import take_in

        total = len(found.new) + (len(found.changed) if accept else 0)
        if not sys.stderr.isatty() or not total:
            return take_in(reading, by=by, accept=accept, comparison=found)
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(say("取り込み中", "Taking in"), total=total)
            return take_in(
                reading,
                by=by,
                accept=accept,
                comparison=found,
                progress=lambda _key: bar.advance(task),
            )


def _show(item: "Incoming") -> None:
    tell(f"{item.key} {item.sheet.title}")
    for path, before, after in item.differences:
        old, new = _excerpts(before, after)
        tell(f"  {path}: {old} → {new}")


def _excerpts(before: str | None, after: str | None) -> tuple[str, str]:
    """Both texts from shortly before the place where they part."""
    nothing = say("(なし)", "(nothing)")
    if before is None or after is None:
        return tuple(nothing if text is None else _cut(text, 0) for text in (before, after))  # type: ignore[return-value]
    pairs = zip(before, after, strict=False)
    same = next((i for i, (one, other) in enumerate(pairs) if one != other), 0)
    start = max(0, same - 10) if max(len(before), len(after)) > SHOWN else 0
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    end = start + SHOWN
    middle = text[start:end].replace("\n", "⏎")
    return f"{'…' if start else ''}{middle}{'…' if len(text) > end else ''}"


def _summary(reading: Reading, result: "TakeInResult") -> str:
    stored, replaced = len(result.stored), len(result.replaced)
    same, refused = len(result.unchanged), len(result.changed_refused)
    return say(
        f"{reading.file}: 新しく取り込んだ {stored} 枚、置き換えた {replaced} 枚、"
        f"変わらない {same} 枚、置き換えなかった {refused} 枚",
        f"{reading.file}: {stored} taken in, {replaced} replaced, {same} unchanged, "
        f"{refused} not replaced",
    )
