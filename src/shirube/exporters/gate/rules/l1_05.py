"""Every column has a name from which one can guess what it holds.

Why: without a name neither a person nor a program knows what a number is.
Mend: give every column a name that says what stands in it.
Here: every column has a name; the codebook says more about it.

すべての列に、意味の分かる項目名がある。
なぜ: 名前のない列は、人にもプログラムにも何の数字か分かりません。
直し方: 何の列かが分かる名前を、すべての列に付けてください。
ここでは: すべての列に名前があり、コードブックに説明があります。
"""

from shirube.exporters.gate.asking import noted
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.headers import is_vague
from shirube.exporters.gate.model import Rule, Say, Spots, Verdict, broken

rule = Rule(__name__, __doc__)

_NONE = Say("項目名がありません。", "No name.")
_VAGUE = Say("意味の分からない項目名です。", "A name that says nothing.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Missing names, and those like 列3 or X unless the codebook explains them."""
    missing, vague = Spots(), Spots()
    for tab, column, note in noted(evidence, documents):
        if not column.name.strip():
            missing.add(tab.header_at(column))
        elif is_vague(column.name) and not (note and note.meaning):
            vague.add(tab.header_at(column), column.name)
    return broken((_NONE, missing), (_VAGUE, vague))
