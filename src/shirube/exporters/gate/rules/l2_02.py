"""Nothing is left out because it is the same as above.

Why: sorted in another way, a row with 「〃」 or a blank belongs to nobody.
Mend: write the value into every row.
Here: every row carries all its keys.

上と同じだからという省略をしていない。
なぜ: 並べ替えると、「〃」や空白の行が何の行か分からなくなります。
直し方: すべての行に値を書いてください。
ここでは: どの行にも、すべての鍵(団体・年度・番号)があります。
"""

from shirube.exporters.gate.asking import sorted_hits
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Column, Evidence
from shirube.exporters.gate.model import MET, Rule, Say, Spots, Verdict, beside, broken

rule = Rule(
    __name__,
    __doc__,
    fatal=True,
    whole=r"\s*(?:[〃仝″＂]|\"|''|々|同[上左右]|(?:同上|〃)[(（].*|上に?同じ|上記と同じ)\s*",
)

_MARKS = Say("「同上」などの記号で省略しています。", "Left out with a ditto mark.")
_BLANKS = Say(
    "上の行と同じ値を省略しているようです。", "Seems to be left blank as the same as above."
)


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Ditto marks; leading columns in which a value stands only in the first row of a group."""
    blanks = Spots()
    for tab in evidence.tables:
        for column in tab.columns[:2]:
            if not column.omitted:
                break  # what stands to the right of a full key may be blank
            note = documents.note(evidence, tab, column)
            if note is None and _is_grouped(column, tab.rows):
                blanks.add(tab.at(column.first_omitted, column.index), "", column.omitted)
    own, printed = sorted_hits(rule.id, evidence, documents)
    excused = beside(
        f"印刷のままの文に{printed.total}か所。", f"{printed.total} places in texts as printed."
    )
    return broken((_MARKS, own), (_BLANKS, blanks), otherwise=excused if printed else MET)


def _is_grouped(column: Column, rows: int) -> bool:
    """Values never follow one another, and begin groups: A, blank, blank, B, blank."""
    return column.repeated == 0 and column.omitted >= 1 and 2 <= column.filled < rows
