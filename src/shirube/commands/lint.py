"""``shirube lint``: what is wrong or doubtful in sheets, in plain words."""

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Annotated, Literal

import typer

from shirube.commands.arguments import DesignId, Files, FiscalYear
from shirube.commands.common import common
from shirube.commands.inputs import Request, left_out, readings
from shirube.commands.wording import Language, say
from shirube.lint import RULES, SEVERITIES, Finding, check

HELP = say(
    "シートの誤りや疑わしいところを、場所と直し方を添えて示します。誤りがあれば終了コード 1。",
    "Show what is wrong or doubtful in sheets, where, and what to do. Exit 1 on errors.",
)


def command(
    context: typer.Context,
    files: Files,
    design: DesignId = None,
    fiscal_year: FiscalYear = None,
    language: Annotated[
        Literal["ja", "en"] | None,
        typer.Option(help=say("指摘の言語", "Language of the findings")),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help=say("指摘をJSON配列で書く", "Write a JSON array"))
    ] = False,
) -> None:
    """Check, then leave with 1 when a file was refused or an error was found."""
    given = common(context)
    read = list(readings(Request(tuple(files), design, fiscal_year), given))
    sheets = [sheet for reading in read for sheet in reading.sheets]
    findings = check(sheets, given.library())
    if as_json:
        found = [finding.as_json() for finding in findings]
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _print(findings, len(sheets), language or given.language)
    if any(map(left_out, read)) or any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


def _print(findings: Iterable[Finding], sheets: int, language: Language) -> None:
    """Grouped by sheet; what to do is said once a rule in a group."""
    found = list(findings)
    for (where, file), group in groupby(found, key=lambda item: (_where(item), item.file)):
        typer.echo(f"{where}{f' ({file})' if file else ''}")
        advised: set[str] = set()
        for finding in group:
            place = f" [{finding.at}]" if finding.at else ""
            typer.echo(
                f"  {_severity(finding, language)} {finding.id}{place} {finding.text(language)}"
            )
            if finding.rule not in advised:
                typer.echo(f"    → {RULES[finding.rule].explains(language)[2]}")
                advised.add(finding.rule)
        typer.echo()
    counts = {name: sum(item.severity == name for item in found) for name in SEVERITIES}
    japanese = language == "ja"
    words = [f"{SEVERITIES[name][0 if japanese else 1]} {counts[name]}" for name in counts]
    joined = "、".join(words) if japanese else ", ".join(words)
    typer.echo(f"シート {sheets} 枚: {joined}" if japanese else f"{sheets} sheets: {joined}")


def _where(finding: Finding) -> str:
    year = "undated" if finding.fiscal_year is None else finding.fiscal_year
    return finding.sheet or f"{finding.municipality}/{year}"


def _severity(finding: Finding, language: Language) -> str:
    return SEVERITIES[finding.severity][0 if language == "ja" else 1]
