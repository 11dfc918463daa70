"""``shirube lint``: what is wrong or doubtful in sheets, in plain words."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

import typer

from shirube.commands.arguments import DesignId, Files, FiscalYear
from shirube.commands.common import common
from shirube.commands.inputs import Request, left_out, readings
from shirube.commands.wording import Language, say
from shirube.lint import RULES, SEVERITIES, Finding, check
from shirube.schema import Sheet
from shirube.schema.sheet import UNDATED

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
        _print(findings, sheets, language or given.language)
    if any(map(left_out, read)) or any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


def _print(findings: Sequence[Finding], sheets: Sequence[Sheet], language: Language) -> None:
    """Grouped by sheet, then how many of each severity."""
    titles = {str(sheet.key): sheet.title.replace("\n", " ") for sheet in sheets}
    groups: dict[tuple[str, str | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[(_where(finding), finding.file)].append(finding)
    for (where, file), group in groups.items():
        typer.echo(" ".join(filter(None, (where, titles.get(where), file and f"({file})"))))
        _print_group(group, language)
        typer.echo()
    typer.echo(_summary(findings, len(sheets), language))


def _print_group(group: Iterable[Finding], language: Language) -> None:
    """One line a finding; what to do is said once a rule."""
    advised: set[str] = set()
    for finding in group:
        severity = SEVERITIES[finding.severity][0 if language == "ja" else 1]
        place = f" [{finding.at}]" if finding.at else ""
        typer.echo(f"  {severity} {finding.id}{place} {finding.text(language)}")
        if finding.rule not in advised:
            typer.echo(f"    → {RULES[finding.rule].explains(language)[2]}")
            advised.add(finding.rule)


def _summary(findings: Sequence[Finding], sheets: int, language: Language) -> str:
    counts = {name: sum(item.severity == name for item in findings) for name in SEVERITIES}
    japanese = language == "ja"
    words = [f"{SEVERITIES[name][0 if japanese else 1]} {counts[name]}" for name in counts]
    if japanese:
        return f"シート {sheets} 枚: {'、'.join(words)}"
    return f"{sheets} {'sheet' if sheets == 1 else 'sheets'}: {', '.join(words)}"


def _where(finding: Finding) -> str:
    year = UNDATED if finding.fiscal_year is None else finding.fiscal_year
    return finding.sheet or f"{finding.municipality}/{year}"
