"""CSV: one record is one line.

Why: a line end is where a record ends; a broken record shifts everything behind it.
Mend: take the line breaks out of the cells before you save as CSV.
Here: a line break inside a text is written as backslash and n; about.csv says so.

CSV: 1件のデータが1行に収まっている。
なぜ: 改行はデータの終わりを示すので、途中で改行すると後ろがすべてずれます。
直し方: CSVで保存する前に、セルの中の改行を消してください。
ここでは: 文の中の改行は「\\n」と書き、about.csv で説明します。
"""

from shirube.exporters.gate.asking import total
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import CSV, Rule, Say, Verdict, broken

rule = Rule(__name__, __doc__, fatal=True, kinds=CSV)

_SPLIT = Say("1件の途中に改行があります。", "A line break inside of a record.")
_SHORT = Say("ほかの行より項目が少ない行です。", "A record with fewer fields than the others.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Quoted line breaks, records in two pieces, and records that end early."""
    return broken(
        (_SPLIT, total("split_records", evidence)), (_SHORT, total("short_rows", evidence))
    )
