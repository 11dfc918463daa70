"""Symbols among numbers are explained.

Why: X, - and … mean withheld, none or unknown, and each office uses them in its own way.
Mend: leave the cell blank and give the reason in a column, or explain the symbol beside the file.
Here: no symbols stand among numbers; the column missing gives the reason by a code of codes.csv.

数の列に使う記号(秘匿など)の意味が書いてある。
なぜ: X・-・…は、秘匿・なし・不明のどれか、役所ごとに使い方が違います。
直し方: セルは空にして理由を別の列に書くか、記号の意味をファイルのそばに書いてください。
ここでは: 数の列に記号はありません。値がない理由は missing の列にコードであり、
意味は codes.csv にあります。
"""

from shirube.exporters.gate.asking import noted
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence, Tab
from shirube.exporters.gate.headers import is_identifier
from shirube.exporters.gate.model import MET, Rule, Say, Spots, Verdict, beside, broken

rule = Rule(
    __name__,
    __doc__,
    whole=r"[\-－―—–‐−ー…‥*＊・.．]{1,3}|[xXＸｘχ×]{1,3}|N/?A|n/a|#N/A|NULL|null|秘匿?|不明|不詳|未調査"
    r"|集計中|調査中|未定|なし|該当なし|対象外",
)

_SAY = Say(
    "意味の書かれていない記号が、数の列にあります。", "A symbol among numbers, not explained."
)


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Symbols in columns of numbers: explained in the tab, in the documents beside, or not."""
    unexplained, explained = Spots(), Spots()
    for tab, column, note in noted(evidence, documents):
        if rule.id not in column.hits or not column.is_numeric or is_identifier(column.name):
            continue
        if note and note.type in ("text", "code", "list"):
            explained.extend(column.hits[rule.id])
            continue
        symbols = {shown for _, shown in column.hits[rule.id].first}
        known = all(documents.defines(one) or _noted(tab, one) for one in symbols)
        (explained if known else unexplained).extend(column.hits[rule.id])
    excused = beside("記号の意味が説明にあります。", "The symbols are explained.")
    return broken((_SAY, unexplained), otherwise=excused if explained else MET)


def _noted(tab: Tab, symbol: str) -> bool:
    """A note around the table speaks of the symbol: 「Xは秘匿」, 「-:該当なし」."""
    marks = ("は", ":", "：", "=", "＝", "」は", "」:", "」：")
    return any(f"{symbol}{mark}" in note for note in tab.notes for mark in marks)
