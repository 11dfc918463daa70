"""``shirube doctor --data``: how well a machine reads a data file, rule by rule."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from shirube.basics.problems import UnreadableFileError
from shirube.commands.common import Common, common, tell
from shirube.commands.inputs import matching
from shirube.commands.wording import say
from shirube.exporters.gate import RULES, Report, examine
from shirube.exporters.gate.examining import CSV_SUFFIXES, XLSX_SUFFIXES
from shirube.exporters.gate.model import STATUS_WORDS, Finding, Rule, Status
from shirube.exporters.gate.report import LEVEL_WORDS, Score

HELP = say(
    "データファイル(CSV・Excel)を、国の「行政データにおける機械可読性に関するルール」の30の規則で確かめ、"
    "場所と直し方を示します。そばにある codebook.csv・datapackage.json なども読みます。",
    "Check data files (CSV, Excel) against the government's thirty rules of machine readability, "
    "with places and what to do. Reads codebook.csv, datapackage.json … beside them, too.",
)
PLACES = 5  # on the screen; --json has more


def command(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help=say("ファイル、フォルダ、*.csv のような型", "Files, folders, patterns like *.csv"),
        ),
    ],
    data: Annotated[
        bool,
        typer.Option("--data", help=say("データファイルを確かめる", "Check data files")),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help=say("結果をJSON配列で書く", "Write a JSON array"))
    ] = False,
) -> None:
    """Report on every file, then leave with 1 when one could not be read."""
    if not data:
        raise typer.BadParameter(
            say("確かめるものを --data で指定してください。", "Say --data to check data files."),
            param_hint="--data",
        )
    given = common(context)
    refused: list[UnreadableFileError] = []
    reports = examine(_expanded(files), refused.append)
    for error in refused:
        tell(error.problem.text(given.language))
    if as_json:
        found = [report.as_json() for report in reports]
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for report in reports:
            typer.echo("\n".join(_lines(report, given)))
            typer.echo()
    if refused:
        raise typer.Exit(1)


def _expanded(typed: Sequence[str]) -> list[Path]:
    found: list[Path] = []
    for text in typed:
        path = Path(text)
        if path.is_dir():
            inside = (*CSV_SUFFIXES, *XLSX_SUFFIXES)
            found += sorted(one for one in path.iterdir() if one.suffix.lower() in inside) or [path]
        elif not path.exists() and any(mark in text for mark in "*?["):
            found += matching(path) or [path]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _lines(report: Report, given: Common) -> Iterator[str]:
    """The report for a person: how far it reaches, what is broken and what to do, the rest."""
    ja = given.language == "ja"
    yield f"{report.file}  {_kind(report)}"
    yield f"  {_reached(report)}"
    for score in report.scores:
        yield f"  {_score(score, ja=ja)}"
    last = None
    for rule, finding in report.findings():
        if rule is not last and last is not None:
            yield _mend(last, ja=ja)
        yield from _finding(rule, finding, ja=ja)
        last = rule
    if last is not None:
        yield _mend(last, ja=ja)
    yield from _unjudged(report, ja=ja)
    for status in (Status.MET, Status.BESIDE, Status.NOTHING):
        ids = [ident for ident, one in report.verdicts.items() if one.status == status]
        if ids:
            yield f"  {_word(status, ja=ja)}: {' '.join(ids)}"


def _kind(report: Report) -> str:
    if report.encoding is None:
        return report.kind
    mark = say("あり", "yes") if report.bom else say("なし", "no")
    return f"{report.kind}, {report.encoding}, BOM {mark}"


def _reached(report: Report) -> str:
    if report.stopper is None:
        return say("必須の規則はすべて満たしています。", "All fatal rules are met.")
    title = RULES[report.stopper].title
    level = RULES[report.stopper].level
    return say(
        f"レベル{level}に届きません。必須の規則 {report.stopper}「{title.ja}」を満たしていません。",
        f"Does not reach level {level}: the fatal rule {report.stopper} is broken ({title.en}).",
    )


def _score(score: Score, *, ja: bool) -> str:
    word = LEVEL_WORDS[score.level]
    if ja:
        rest = f"、判定できない {score.unjudged}" if score.unjudged else ""
        return f"レベル{score.level}({word.ja}): {score.judged}のうち{score.met}を満たす{rest}"
    rest = f", {score.unjudged} not judged" if score.unjudged else ""
    return f"Level {score.level} ({word.en}): {score.met} of {score.judged} met{rest}"


def _finding(rule: Rule, finding: Finding, *, ja: bool) -> Iterator[str]:
    fatal = say("(必須)", " (fatal)") if rule.fatal else ""
    total = finding.spots.total
    count = say(f"{total}か所", f"{total} places") if total > 1 else ""
    yield f"  × {rule.id}{fatal} {finding.say.ja if ja else finding.say.en} {count}".rstrip()
    for at, shown in finding.spots.first[:PLACES]:
        yield f"      {at}  「{_one_line(shown)}」" if shown else f"      {at}"


def _one_line(shown: str) -> str:
    return shown.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎")


def _mend(rule: Rule, *, ja: bool) -> str:
    return f"    → {rule.mend.ja if ja else rule.mend.en}"


def _unjudged(report: Report, *, ja: bool) -> Iterator[str]:
    for ident, verdict in report.verdicts.items():
        if verdict.status == Status.UNJUDGED:
            reason = verdict.reason.ja if ja else verdict.reason.en
            yield f"  ? {ident} {_word(Status.UNJUDGED, ja=ja)}: {reason}"


def _word(status: Status, *, ja: bool) -> str:
    return STATUS_WORDS[status].ja if ja else STATUS_WORDS[status].en
