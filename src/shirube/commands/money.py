"""``shirube money``: tables of the finance system: checked, shown, taken in, reconciled."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from shirube.commands.arguments import CityCode, DryRun, PersonName
from shirube.commands.common import Common, common, tell
from shirube.commands.installation import installation
from shirube.commands.wording import say

if TYPE_CHECKING:
    from shirube.budget.tables.columns import Mapping
    from shirube.budget.tables.lines import TableReading
    from shirube.people.actors import Actor
    from shirube.sources.document import Document

HELP = say(
    "財務会計の表(csv・xlsx)を確かめて取り込み、決算書と照らし、シートに金額を入れます。",
    "Check tables of the finance system, take them in, reconcile them, fill sheets.",
)
SHOWN = 20  # lines of a list before 「ほかn件」


def command(  # noqa: PLR0913, PLR0917 - one parameter an option: typer reads them
    context: typer.Context,
    municipality: CityCode,
    fiscal_year: Annotated[
        int, typer.Option(metavar="YEAR", help=say("金額の年度(西暦)", "Fiscal year of the money"))
    ],
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help=say("財務の表", "Finance tables"))
    ] = None,
    unit: Annotated[
        Literal["円", "千円"] | None,
        typer.Option(help=say("表に書かれていないときの単位", "Unit where the file states none")),
    ] = None,
    columns: Annotated[
        Path | None,
        typer.Option(metavar="JSON", help=say("列の対応(JSON)", "What the columns are (JSON)")),
    ] = None,
    totals: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=say("決算書の款ごとの合計", "Printed totals by 款")),
    ] = None,
    stage: Annotated[
        str, typer.Option(help=say("照らす・入れる段階", "Stage to reconcile and to fill"))
    ] = "settlement",
    fill: Annotated[
        bool, typer.Option("--fill", help=say("シートに金額を入れる", "Fill the sheets"))
    ] = False,
    dry_run: DryRun = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", help=say("確かめたうえで取り込む", "Take in, having looked")),
    ] = False,
    by: PersonName = "",
) -> None:
    """Each file whole or not at all; exit 1 when something was refused or does not reconcile."""
    given = common(context)
    with installation(given):
        from shirube.people.actors import system

        work = _Work(given, municipality, fiscal_year, system(by), stage, yes=yes, dry_run=dry_run)
        taken = [work.take(path, unit, columns) for path in files or ()]
        good = all(taken)
        if totals is not None:
            good = work.enter(totals, unit) and good
        good = work.reconcile() and good
        if fill:
            work.fill()
    if not good:
        raise typer.Exit(1)


class _Work:
    """What is done for one municipality and year."""

    def __init__(  # noqa: PLR0913 - the options of the command
        self, given: Common, city: str, year: int, by: "Actor", stage: str, *, yes: bool,
        dry_run: bool,
    ) -> None:  # fmt: skip
        self.given, self.city, self.year, self.by = given, city, year, by
        self.stage, self.yes, self.dry_run = stage, yes, dry_run

    def _opened(self, path: Path) -> "Document | None":
        from shirube.basics.problems import UnreadableFileError
        from shirube.sources.opening import open_path

        try:
            return open_path(path)
        except UnreadableFileError as error:
            tell(error.problem.text(self.given.language))
            return None

    def take(self, path: Path, unit: str | None, columns: Path | None) -> bool:
        """One table."""
        from shirube.basics.problems import Problem
        from shirube.budget.tables.headers import propose
        from shirube.budget.tables.reading import Expected, read_table
        from shirube.people.models import Municipality

        document = self._opened(path)
        if document is None:
            return False
        found = propose(document)
        if isinstance(found, Problem):
            tell(found.text(self.given.language))
            return False
        mapping, confirmed = self._mapping(found[0], found[1].names, columns)
        mapping = mapping.model_copy(update={"money_unit": unit or mapping.money_unit})
        row = Municipality.objects.filter(pk=self.city).first()
        expected = Expected(self.city, row.name if row else "", self.year)
        reading = read_table(document, mapping, expected)
        for problem in reading.problems:
            tell(problem.text(self.given.language))
        if reading.failed:
            return False
        if not (confirmed or self.yes or self.dry_run):
            tell(
                say(
                    "列の案を確かめ、正しければ --yes、違えば --columns で決めてください。",
                    "Check the proposed columns: --yes if they are right, else --columns.",
                )
            )
            return False
        return self._take(reading, mapping, found[1].names)

    def _mapping(
        self, proposed: "Mapping", names: tuple[str, ...], columns: Path | None
    ) -> "tuple[Mapping, bool]":
        """What the columns are, and whether a person has said so."""
        from shirube.budget.tables.columns import ROLES, Mapping
        from shirube.budget.verbs.keep_mapping import known_mapping

        if columns is not None:
            return Mapping.model_validate_json(columns.read_text("utf-8")), True
        known = known_mapping(self.city, names)
        mapping = known or proposed
        said = "、".join(f"{one.header}={ROLES[one.role]}" for one in mapping.columns)
        word = say("覚えている列", "known columns") if known else say("列の案", "proposed columns")
        tell(f"{word}: {said}")
        return mapping, known is not None

    def _take(self, reading: "TableReading", mapping: "Mapping", names: tuple[str, ...]) -> bool:
        from shirube.budget.verbs.keep_mapping import keep_mapping
        from shirube.budget.verbs.take_in_table import Consent, look, take_in_table

        for looked in look(self.city, reading):
            found = looked.difference
            tell(
                say(
                    f"{reading.file}: {looked.fiscal_year}年度 {len(looked.lines)}行、"
                    f"新しい {len(found.new)}、変わった {len(found.changed)}、"
                    f"なくなる {len(found.gone)}、除く行 {len(reading.left_out)}",
                    f"{reading.file}: {looked.fiscal_year}, {len(looked.lines)} lines, "
                    f"{len(found.new)} new, {len(found.changed)} changed, "
                    f"{len(found.gone)} gone, {len(reading.left_out)} rows left out",
                )
            )
            _list(f"  {c.account} {c.name}: {c.before} → {c.after}" for c in found.changed)
            _list(
                say(
                    f"  {line.at}: {line.account} {line.name} 前の表のおよそ千倍か千分の1",
                    f"  {line.at}: {line.account} {line.name} a thousand times off",
                )
                for line in looked.slipped
            )
        if self.dry_run:
            return not reading.left_out
        keep_mapping(self.city, names, mapping, by=self.by)
        # A slip between 円 and 千円 is for the desk: --yes alone is not enough.
        consent = Consent(self.yes, thousandfold=False, gone=self.yes)
        take_in_table(self.city, reading, mapping, consent, by=self.by)
        return not reading.left_out

    def enter(self, path: Path, unit: str | None) -> bool:
        """Printed totals."""
        from shirube.budget.reckoning.totals import Printed
        from shirube.budget.tables.book import read_book
        from shirube.budget.verbs.enter_totals import Print, enter_totals

        document = self._opened(path)
        if document is None:
            return False
        book = read_book(document, unit)
        for problem in book.problems:
            tell(problem.text(self.given.language))
        if book.problems or self.dry_run:
            return not book.problems
        said = [Printed(one.prefix, one.yen) for one in book.totals]
        enter_totals(Print(self.city, self.year, self.stage, said, path.name), by=self.by)
        return True

    def reconcile(self) -> bool:
        """Each 款 against print, and what belongs to nobody."""
        from shirube.budget import queries

        rows = queries.reconciled(self.city, self.year, self.stage)
        for row in rows:
            ledger, printed = (
                say("なし", "none") if n is None else f"{n:,}" for n in (row.ledger, row.printed)
            )
            word = "" if row.difference is None else f"{row.difference:+,}"
            typer.echo(f"{row.prefix or say('合計', 'all')}\t{ledger}\t{printed}\t{word}")
        left = queries.matched(self.city, self.year, [self.stage])
        yen = sum(one.yen for one in left.leftover)
        tell(
            say(
                f"事業に割り当てのない予算 {len(left.leftover)}件 {yen:,}円、"
                f"予算のない事業 {len(left.without)}件",
                f"{len(left.leftover)} accounts of no project ({yen:,} yen), "
                f"{len(left.without)} projects without money",
            )
        )
        _list(f"  {one.line.account} {one.line.name} {one.yen:,}" for one in left.leftover)
        _list(f"  {key}" for key in left.without)
        return all(not row.difference for row in rows)

    def fill(self) -> None:
        """The difference, and then the amounts."""
        from shirube.budget import queries
        from shirube.workflow.fill_money import fill_money, preview
        from shirube.workflow.filling import State, Supply

        money = queries.supply(self.city, self.year, [self.stage])
        supply = Supply(self.city, self.year, (self.stage,), money)
        found = preview(supply) if self.dry_run or not self.yes else fill_money(supply, by=self.by)
        shown = [cell for cell in found.cells if cell.state != State.SAME]
        _list(
            f"  {c.title} {c.project} {c.item}: {c.before or '—'} → {c.after} ({c.called})"
            for c in shown
        )
        if not self.yes:
            tell(say("入れるには --yes を付けてください。", "Add --yes to write them."))


def _list(lines: Iterable[str]) -> None:
    every = list(lines)
    for line in every[:SHOWN]:
        tell(line)
    if len(every) > SHOWN:
        tell(say(f"  ほか{len(every) - SHOWN}件", f"  and {len(every) - SHOWN} more"))
