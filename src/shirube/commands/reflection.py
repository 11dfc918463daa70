"""``shirube reflection``: from evaluation to budget, as PDF and workbook."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from shirube.commands.arguments import CityCode
from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.wording import say

HELP = say(
    "評価が予算にどう結びついたかを、PDF と xlsx に書き出します。金額の案は作りません。",
    "Write what became of the evaluation in the budget, as PDF and xlsx. Proposes no amounts.",
)


def command(
    context: typer.Context,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help=say("書き出すフォルダ", "Folder to write to"))
    ],
    municipality: CityCode,
    fiscal_year: Annotated[
        list[int] | None,
        typer.Option(metavar="YEAR", help=say("評価対象年度。なければすべて", "Evaluated years")),
    ] = None,
    unit: Annotated[str, typer.Option(metavar="NAME", help=say("担当課", "Division"))] = "",
    kind: Annotated[str, typer.Option(help=say("program か project", "program or project"))] = (
        "program"
    ),
) -> None:
    """Both files, and the answer in words on standard output."""
    given = common(context)
    with installation(given):
        from shirube.budget.reflecting.answers import sentence
        from shirube.budget.reflecting.paper import reflection_paper
        from shirube.budget.reflecting.workbook import reflection_workbook
        from shirube.budget.reflection import reflection, years
        from shirube.papers import pdf

        found = reflection(municipality, fiscal_year or years(municipality, kind), kind)
        rows = [row for year in found for row in year.rows if not unit or unit in row.units]
        if not rows:
            tell(say("その年度・課のシートはありません。", "No sheets of that year or division."))
            raise typer.Exit(1)
        answers = [year.answer for year in found if year.answer is not None]
        typer.echo(sentence(answers, rows))
        out.mkdir(parents=True, exist_ok=True)
        name = f"{municipality}_reflection"
        (out / f"{name}.xlsx").write_bytes(reflection_workbook(rows))
        today = date.today()  # noqa: DTZ011 - the day of the person who prints
        paper = reflection_paper(rows, answers, today, unit)
        (out / f"{name}.pdf").write_bytes(pdf(paper, given.home / "fonts"))
        tell(say(f"書き出しました: {out}", f"Written to {out}"))
