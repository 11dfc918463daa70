"""Time is written in western years, or with them.

Why: 「令和5年度」 and 「H30」 neither sort nor join.
Mend: add a column with the western year (2023), or write 「2023(令和5)年度」.
Here: every year and date is western; the printed text stands beside it.

時間が西暦(または和暦と西暦)で書いてある。
なぜ: 「令和5年度」や「H30」は、並べ替えも、ほかの表とつなぐこともできません。
直し方: 西暦(2023)の列を加えるか、「2023(令和5)年度」のように書いてください。
ここでは: 年も日付もすべて西暦です。印刷された文字は別の列にあります。
"""

import re

from shirube.exporters.gate.asking import noted
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Column, Evidence, Tab
from shirube.exporters.gate.headers import is_time
from shirube.exporters.gate.model import MET, Rule, Say, Spots, Verdict, broken, nothing

_NUMBER = r"(?:元|[0-9０-９]{1,2})"
_ERA = rf"(?:(?:令和|平成|昭和|大正|明治|[㋿㍻㍼㍽㍾])\s?{_NUMBER}|[RHSＲＨＳ][.．]?\s?{_NUMBER})"
rule = Rule(
    __name__,
    __doc__,
    whole=rf"(?!.*(?:18|19|20|21)\d\d){_ERA}\s?(?:年度?|[.．/／\-]\s?\d)?.{{0,20}}",
)

_CELLS = Say("和暦だけの年や日付です。", "A year of an era only.")
_NAMES = Say("項目名の年が和暦だけです。", "A name with a year of an era only.")
_NAMED = re.compile(rf"(?<![A-Za-z]){_ERA}(?:年|(?![0-9A-Za-z]))")
_WESTERN = re.compile(r"(?:18|19|20|21)\d\d")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Names, and cells of columns about time, unless a column beside has the western year."""
    cells, names = Spots(), Spots()
    timed = False
    for tab, column, note in noted(evidence, documents):
        if _NAMED.search(column.name) and not _WESTERN.search(column.name):
            names.add(tab.header_at(column), column.name)
        timed = timed or is_time(column.name)
        if rule.id not in column.hits or (note and note.type == "text"):
            continue
        if _is_about_time(column) and not _has_western(tab, column):
            cells.extend(column.hits[rule.id])
    otherwise = MET if timed else nothing("時間の列がありません。", "No column about time.")
    return broken((_CELLS, cells), (_NAMES, names), otherwise=otherwise)


def _is_about_time(column: Column) -> bool:
    """By its name, or because most of it reads like years of an era (H1 alone may be a code)."""
    hits = column.hits[rule.id]
    spelled = any("年" in shown or "和" in shown or "成" in shown for _, shown in hits.first)
    return is_time(column.name) or (spelled and hits.total * 2 > column.filled)


def _has_western(tab: Tab, own: Column) -> bool:
    """Another column about time holds western years in nearly every row."""
    return any(
        column is not own
        and is_time(column.name)
        and rule.id not in column.hits
        and column.filled * 10 >= tab.rows * 9
        and column.years * 2 > column.numbers + column.texts
        for column in tab.columns
    )
