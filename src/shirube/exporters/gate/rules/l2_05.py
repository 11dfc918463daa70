"""What “other” means stands in a column of its own.

Why: 「その他（観光）」 is one more choice to a program, and cannot be counted with the others.
Mend: leave 「その他」 in the column of choices, and write the rest into a column beside it.
Here: a choice is a code; what was written beside it has its own column.

「その他」の中身を、別の列に書いている。
なぜ: 「その他（観光）」はプログラムには新しい選択肢で、その他として数えられません。
直し方: 選択肢の列には「その他」だけを残し、中身は隣の列に書いてください。
ここでは: 選択肢はコードで、書き添えた文は別の列にあります。
"""

from shirube.exporters.gate.asking import sorted_hits
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import MET, Rule, Say, Verdict, beside, broken

rule = Rule(
    __name__, __doc__, whole=r"(?:\d+[.．、]?\s?)?(?:その他|そのほか|other)\s*[(（:：].{1,80}"
)

_SAY = Say("「その他」に中身が書き添えてあります。", "「その他」 with what it means.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Cells like 「その他（…）」; texts quoted as printed are excused by the codebook."""
    own, printed = sorted_hits(rule.id, evidence, documents)
    excused = beside(
        f"印刷のままの文に{printed.total}か所。", f"{printed.total} places in texts as printed."
    )
    return broken((_SAY, own), otherwise=excused if printed else MET)
