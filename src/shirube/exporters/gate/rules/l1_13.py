"""No rows, columns or sheets are hidden.

Why: a program reads them, and counts what nobody meant to publish.
Mend: delete what is not to be published; show the rest.
Here: nothing is hidden.

隠した行・列・シートがない。
なぜ: プログラムは読むので、公開するつもりのないものまで数えます。
直し方: 公開しないものは消し、残りは表示してください。
ここでは: 何も隠していません。
"""

from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import XLSX, Rule, Say, Verdict, broken

rule = Rule(__name__, __doc__, kinds=XLSX)

_SAY = Say("非表示になっています。", "Hidden.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Hidden, folded or filtered rows and columns that hold something, and hidden sheets."""
    return broken((_SAY, evidence.seen["hidden"]))
