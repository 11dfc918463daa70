"""No pictures, shapes, charts or notes lie over the cells.

Why: a program does not see what lies over the cells.
Mend: write what they say into cells, and delete them.
Here: the workbooks hold cells only.

図・図形・グラフ・コメントが置かれていない。
なぜ: セルの上に置いたものは、プログラムには見えません。
直し方: 書いてあることをセルに移し、図やコメントを消してください。
ここでは: ブックにはセルだけがあります。
"""

from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import XLSX, Rule, Say, Verdict, broken

rule = Rule(__name__, __doc__, kinds=XLSX)

_SAY = Say("セルの上に置かれたものがあります。", "Something lies over the cells.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Everything anchored in a drawing, notes and comments, controls, embedded files."""
    return broken((_SAY, evidence.seen["objects"]))
