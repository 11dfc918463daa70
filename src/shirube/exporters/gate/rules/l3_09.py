"""The table is long: a new year is a new row, not a new column.

Why: with a column for each year every program must be changed every year.
Mend: make a column 「年度」 and a column 「値」, and a row for each year.
Here: one value is one row.

縦持ち(年や項目が増えると、列ではなく行が増える形)である。
なぜ: 年ごとに列があると、毎年プログラムを直すことになります。
直し方: 「年度」と「値」の列を作り、1年を1行にしてください。
ここでは: 1つの値が1行です。
"""

import re
from collections import defaultdict

from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Column, Evidence
from shirube.exporters.gate.headers import year_inside
from shirube.exporters.gate.model import Rule, Say, Spots, Verdict, broken

rule = Rule(__name__, __doc__)

_YEARS = Say("年ごとに列があります。", "A column for each year.")
_AGAIN = Say("同じ項目が列としてくり返しています。", "The same item again and again as columns.")
_MONTHS = Say("月ごとに列があります。", "A column for each month.")
_MANY = 3  # columns of one kind; two may be this year and the last one
_MONTH = re.compile(r"(?:1[0-2]|[1-9])月")
_NUMBERED = re.compile(
    r"(?:[0-9０-９]{1,2}|[①-⑳Ⅰ-Ⅻ]|(?<![ァ-ー])[ア-ン])(?=[_\s.．:：/)）]|\Z)"  # 指標1, 指標ア_名称
)


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Names that differ only in a year, a month or a number."""
    years, months, again = Spots(), Spots(), Spots()
    for tab in evidence.tables:
        kinds: dict[str, tuple[Spots, list[Column]]] = defaultdict(lambda: (again, []))
        for column in tab.columns:
            spots, stem = _stem(column.name, years, months, again)
            if stem is not None:
                kinds[stem] = (spots, [*kinds[stem][1], column])
        for spots, columns in kinds.values():
            if len(columns) >= _MANY:
                spots.add(tab.header_at(columns[0]), columns[0].name, len(columns))
    return broken((_YEARS, years), (_MONTHS, months), (_AGAIN, again))


def _stem(name: str, years: Spots, months: Spots, again: Spots) -> tuple[Spots, str | None]:
    """What a name shares with the others of its kind, and which finding that would be."""
    without_year = year_inside(name)
    if without_year is not None:
        return years, f"year {without_year}"
    if _MONTH.search(name):
        return months, f"month {_MONTH.sub('', name)}"
    without_number = _NUMBERED.sub("", name)
    if name and (without_number != name or len(name) > 1):
        return again, f"again {without_number}"
    return again, None
