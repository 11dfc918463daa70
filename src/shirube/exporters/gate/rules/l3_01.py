"""Row 1 holds the names, row 2 the first data.

Why: a program takes the first row for names; a title there becomes one.
Mend: delete titles and blank rows above the names.
Here: names in row 1, data from row 2.

1行目が項目名で、2行目からデータである。
なぜ: プログラムは1行目を項目名と読むので、題名があると項目名になってしまいます。
直し方: 項目名より上の題名や空白行を消してください。
ここでは: 1行目が項目名、2行目からデータです。
"""

from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import Rule, Say, Spots, Verdict, broken

rule = Rule(__name__, __doc__, fatal=True)

_NONE = Say("項目名の行がありません。", "There is no row of names.")
_LATE = Say("項目名が1行目ではありません。", "Names do not stand in row 1.")
_DATA = Say("データが2行目から始まっていません。", "Data do not begin in row 2.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Where names and data begin in every table."""
    none, late, data = Spots(), Spots(), Spots()
    for tab in evidence.tables:
        if tab.header_row is None:
            none.add(tab.at(tab.first_data_row or 1))
        elif tab.header_row != 1:
            late.add(tab.at(tab.header_row))
        elif tab.first_data_row > 2:
            data.add(tab.at(tab.first_data_row))
    return broken((_NONE, none), (_LATE, late), (_DATA, data))
