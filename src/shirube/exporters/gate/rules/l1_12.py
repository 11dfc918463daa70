"""No merged cells.

Why: of a merged cell only the first one holds the value; the others are blank.
Mend: undo the merge and write the value into every cell.
Here: no cell is merged.

セルを結合していない。
なぜ: 結合したセルは先頭だけに値があり、ほかは空になります。
直し方: 結合をやめ、すべてのセルに値を入れてください。
ここでは: 結合したセルはありません。
"""

from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import XLSX, Rule, Say, Verdict, broken

rule = Rule(__name__, __doc__, kinds=XLSX)

_SAY = Say("結合したセルがあります。", "Merged cells.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Every merged range."""
    return broken((_SAY, evidence.seen["merged"]))
