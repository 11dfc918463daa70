"""Nothing stands outside of the table.

Why: titles and remarks around a table are read as data, or shift it.
Mend: move titles, remarks and sources into a file of their own, or into a column.
Here: files hold the table only; remarks are columns or stand in about.csv.

表の外に、題名やメモがない。
なぜ: 表のまわりの題名や注は、データとして読まれたり、表の始まりをずらしたりします。
直し方: 題名・注・出典は、別のファイルか、表の中の列に移してください。
ここでは: ファイルには表だけがあります。注は列にあるか、about.csv にあります。
"""

from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import Rule, Say, Spots, Verdict, broken

rule = Rule(__name__, __doc__)

_SAY = Say("表の外に文字があります。", "A text outside of the table.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Texts above the names, and notes below the data."""
    spots = Spots()
    for tab in evidence.tables:
        spots.extend(tab.outside)
    return broken((_SAY, spots))
