"""Blank and zero are different statements.

Why: an answer that is missing and counted as 0 makes every mean wrong.
Mend: write 0 where it is zero, and say in the codebook what a blank means, or give the reason in a
column of its own.
Here: a blank is never 0; the column missing says why a value is not there.

空白とゼロが区別されている。
なぜ: 無い答えを0と数えると、平均がすべて違ってきます。
直し方: ゼロなら0と書き、空白が何を意味するかをコードブックに書くか、理由の列を作ってください。
ここでは: 空白は0ではありません。値がない理由は missing の列にあります。
"""

from shirube.exporters.gate.asking import columns
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import MET, Rule, Verdict, beside, nothing, unjudged

rule = Rule(__name__, __doc__)


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Met where no number is blank; else by what is said of blanks beside."""
    numeric = [(tab, column) for tab, column in columns(evidence) if column.is_numeric]
    if not numeric:
        return nothing("数の列がありません。", "No column of numbers.")
    if all(column.filled == tab.rows for tab, column in numeric):
        return MET
    if documents.says_missing:
        return beside("空白の意味が説明にあります。", "What a blank means is said beside.")
    return unjudged(
        "数の列に空白があります。ゼロなのか値がないのかは、作った人にしか分かりません。",
        "Numbers are blank in places; only who made the table knows whether they are zero.",
    )
