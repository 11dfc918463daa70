"""Names are unique and stand in one row.

Why: of two columns with one name a program drops one, or mixes them up.
Mend: write complete names into one row: 「2024年度_決算額」, not 「2024年度」 over 「決算額」.
Here: names are unique in each table and stand in row 1.

項目名が1行で、重複していない。
なぜ: 同じ名前の列が2つあると、片方が捨てられたり取り違えられたりします。
直し方: 「2024年度」の下に「決算額」と2行に分けず、「2024年度_決算額」のように1行で書いてください。
ここでは: 項目名は表ごとに重複がなく、1行目だけにあります。
"""

from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import Rule, Say, Spots, Verdict, broken

rule = Rule(__name__, __doc__, fatal=True)

_TWICE = Say("同じ項目名がほかにもあります。", "The same name stands elsewhere, too.")
_ROWS = Say("項目名が2行以上に分かれています。", "Names stand in more than one row.")
_NONE = Say("項目名の行がありません。", "There is no row of names.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Names that stand twice, names in several rows, no names at all."""
    twice, rows, none = Spots(), Spots(), Spots()
    for tab in evidence.tables:
        if tab.header_row is None:
            none.add(tab.at(tab.first_data_row or 1))
            continue
        if tab.header_rows > 1:
            rows.add(tab.at(tab.header_row - tab.header_rows + 1), f"{tab.header_rows}")
        met: set[str] = set()
        for column in tab.columns:
            if column.name and column.name in met:
                twice.add(tab.header_at(column), column.name)
            met.add(column.name)
    return broken((_NONE, none), (_ROWS, rows), (_TWICE, twice))
