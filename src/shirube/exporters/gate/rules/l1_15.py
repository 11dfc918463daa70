"""CSV: a text with a comma stands in quotation marks.

Why: 「1,234」 without quotation marks is two fields, and every field behind it is shifted.
Mend: put texts with commas into double quotation marks, or write numbers without commas.
Here: every text with a comma or a quotation mark is quoted; numbers have no commas.

CSV: カンマを含む文字列が「"」で囲まれている。
なぜ: 囲まれていない「1,234」は2つの項目と読まれ、後ろがすべてずれます。
直し方: カンマを含む文字列を半角の二重引用符で囲むか、数の桁区切りをやめてください。
ここでは: カンマや引用符を含む文字列は必ず囲みます。数に桁区切りはありません。
"""

from shirube.exporters.gate.asking import total
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import CSV, Rule, Say, Verdict, broken, nothing

rule = Rule(__name__, __doc__, fatal=True, kinds=CSV)

_LONG = Say("項目名より項目の多い行です。", "A record with more fields than there are names.")
_QUOTES = Say("引用符の使い方が正しくありません。", "Quotation marks are used in a wrong way.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Records that are too long, and quotation marks that do not close."""
    otherwise = nothing("区切りがカンマではありません。", "Fields are not divided by commas.")
    found = broken((_LONG, total("long_rows", evidence)), (_QUOTES, evidence.seen["broken csv"]))
    return otherwise if not found.findings and evidence.delimiter != "," else found
