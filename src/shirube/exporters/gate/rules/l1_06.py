"""No spaces or line breaks for looks.

Why: 「氏　名」 is not found when one searches for 「氏名」, and does not join with it.
Mend: delete spaces at the ends, full-width and repeated spaces, and line breaks in names and cells.
Here: written without them; where the city's own printed text has them, the codebook says that the
column holds texts as printed.

見た目を整えるための空白や改行がない。
なぜ: 「氏　名」は「氏名」で探しても見つからず、ほかの表とつながりません。
直し方: 前後の空白、全角や続いた空白、項目名やセルの中の改行を消してください。
ここでは: 入れません。市の文書に印刷された文の中にある場合は、
コードブックが「印刷のまま」の列と示します。
"""

import re

from shirube.exporters.gate.asking import columns, sorted_hits
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import MET, Rule, Say, Spots, Verdict, beside, broken

rule = Rule(
    __name__,
    __doc__,
    # At the ends, full-width ones inside, repeated ones; line breaks of a text of up to 40 letters
    # (a longer one has paragraphs).
    within=(
        r" \t\u3000\r\n",
        r"\A[ \t\u3000]|[ \t\u3000]\Z|[^\s]\u3000+[^\s]| {2}"
        r"|\A(?s:.{0,39})[\r\n](?s:.{0,40})\Z",
    ),
)

_CELLS = Say("見た目を整える空白か改行があります。", "Spaces or line breaks for looks.")
_NAMES = Say("項目名に空白か改行があります。", "A name with spaces or line breaks.")
_SPACED = re.compile(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Names and cells; texts quoted as printed are excused by the codebook."""
    names = Spots()
    for tab, column in columns(evidence):
        bare = column.name.strip()
        if bare != column.name or "\n" in bare or "\u3000" in bare or _SPACED.search(bare):
            names.add(tab.header_at(column), column.name)
    own, printed = sorted_hits(rule.id, evidence, documents)
    excused = beside(
        f"印刷のままの文として{printed.total}か所。コードブックがその列を示しています。",
        f"{printed.total} places in texts as printed, which the codebook says.",
    )
    return broken((_NAMES, names), (_CELLS, own), otherwise=excused if printed else MET)
