"""No blank rows or columns divide the data.

Why: a program takes a blank row for the end of the table.
Mend: delete blank rows and columns that are there for looks.
Here: rows and columns follow one another without gaps.

空白の行や列でデータが分かれていない。
なぜ: 空白の行は、表の終わりと読まれます。
直し方: 見た目のための空白の行・列を消してください。
ここでは: 行も列も、すき間なく続きます。
"""

from shirube.exporters.gate.asking import total
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import Rule, Say, Verdict, broken

rule = Rule(__name__, __doc__)

_ROWS = Say("空白の行があります。", "A blank row.")
_COLUMNS = Say("空白の列があります。", "A blank column.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Blank rows above and inside a table, blank columns beside and inside it."""
    return broken(
        (_ROWS, total("blank_rows", evidence)), (_COLUMNS, total("blank_columns", evidence))
    )
