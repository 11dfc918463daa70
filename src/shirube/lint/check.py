"""Running rules over sheets: each sheet, each sheet's history, each municipality and year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from shirube.designs import Design
from shirube.lint.contexts import CorpusContext, HistoryContext, SheetContext, judged_as_of
from shirube.lint.histories import Histories
from shirube.lint.model import Finding, Rule
from shirube.lint.rules import RULES
from shirube.schema import Sheet
from shirube.schema.ledger import Ledger

AnyRule = Rule[SheetContext] | Rule[HistoryContext] | Rule[CorpusContext]


def check(
    sheets: Iterable[Sheet],
    library: Mapping[str, Design],
    *,
    ledger: Mapping[str, Ledger] | None = None,
    as_of: date | None = None,
    rules: Iterable[AnyRule] | None = None,
) -> tuple[Finding, ...]:
    """Every finding, in the order of municipality, year, sheet as given, rule.

    ``ledger`` holds the decided links of each municipality by its code; without one, indicators of
    two years are paired only where name and unit are the same. ``as_of`` judges all sheets by one
    day instead of by their own time. ``rules`` are all rules unless given.
    """
    chosen = tuple(RULES.values() if rules is None else rules)
    corpora = _corpora(sheets)
    histories = Histories(corpora, ledger or {})
    findings: list[Finding] = []
    for (municipality, year), members in corpora.items():
        for sheet in members:
            design = library.get(sheet.design)
            day = judged_as_of(sheet, design, as_of)
            findings += _run(chosen, SheetContext(sheet, design, day))
            history = HistoryContext(sheet, design, day, histories.pairs(sheet))
            findings += _run(chosen, history)
        findings += _run(chosen, CorpusContext(municipality, year, members, library))
    return tuple(findings)


Corpora = dict[tuple[str, int | None], tuple[Sheet, ...]]


def _corpora(sheets: Iterable[Sheet]) -> Corpora:
    """By municipality code and evaluated year, undated ones last; the given order inside."""
    grouped: dict[tuple[str, int | None], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        grouped[(sheet.municipality.code, sheet.fiscal_year)].append(sheet)
    order = sorted(grouped, key=lambda key: (key[0], key[1] is None, key[1] or 0))
    return {key: tuple(grouped[key]) for key in order}


def _run(
    rules: tuple[AnyRule, ...], context: SheetContext | HistoryContext | CorpusContext
) -> Iterator[Finding]:
    for rule in rules:
        if rule.context is type(context):
            yield from rule.run(context)  # type: ignore[arg-type]
