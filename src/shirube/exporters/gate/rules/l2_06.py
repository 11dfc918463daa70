"""No formulas.

Why: a formula shows another value, or an error, where the cells that it needs are not there.
Mend: copy the cells and paste them as values.
Here: workbooks hold values only.

数式が残っていない。
なぜ: 参照先のない所では、数式は別の値やエラーになります。
直し方: セルをコピーし、「値の貼り付け」をしてください。
ここでは: ブックには値だけがあります。
"""

from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import XLSX, Rule, Say, Verdict, broken

rule = Rule(__name__, __doc__, kinds=XLSX)

_SAY = Say("数式があります。", "A formula.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Every cell with a formula."""
    return broken((_SAY, evidence.seen["formulas"]))
