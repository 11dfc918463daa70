"""One sheet (one CSV file) holds one table.

Why: with two tables on a sheet a program takes the second one's names for data.
Mend: put every table on a sheet, or into a file, of its own.
Here: one table is one CSV file, and one sheet of the workbook.

1シート(CSVは1ファイル)に表は1つである。
なぜ: 2つ目の表の見出しまで、データとして読まれます。
直し方: 表ごとに、別のシートか別のファイルに分けてください。
ここでは: 1つの表が1つのCSVファイル、1つのシートです。
"""

from shirube.exporters.gate.asking import total
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import Rule, Say, Verdict, broken

rule = Rule(__name__, __doc__, fatal=True)

_SAY = Say("ここから別の表が始まっています。", "Another table begins here.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Names again behind blank rows, or a block of columns that ends in another row."""
    return broken((_SAY, total("other_tables", evidence)))
