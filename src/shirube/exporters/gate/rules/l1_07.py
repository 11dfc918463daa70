"""One cell holds one datum.

Why: 「94/107」 or 「29（4）」 cannot be added up, and a list in a cell cannot be counted.
Mend: give every datum a column, or a row, of its own.
Here: one datum a cell. The few columns that hold a list (reasons of doubt, numbers of directions)
are divided by a bar, and the codebook says type list; texts as printed keep what is printed.

1つのセルに1つのデータである。
なぜ: 「94/107」や「29（4）」は足せず、セルの中の一覧は数えられません。
直し方: データごとに、列か行を分けてください。
ここでは: 1セル1データです。一覧を持つ少数の列(疑いの理由、方向の番号)は縦線で区切り、
コードブックに型「list」と示します。印刷のままの列は、印刷どおりです。
"""

from itertools import islice

from shirube.exporters.gate.asking import noted, sorted_hits
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import CHOICES, Evidence
from shirube.exporters.gate.model import MET, Rule, Say, Spots, Verdict, beside, broken

_N = r"[-▲△]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?"
rule = Rule(
    __name__,
    __doc__,
    # 94/107, 31.6 38.9, 12、15, 29（4）, 01⏎01; but neither 2024/4/1 nor 12,345
    whole=rf"(?!\d{{4}}[/／]\d{{1,2}}(?:[/／]\d{{1,2}})?\Z){_N}\s*(?:[(（]\s*{_N}\s*[)）]|(?:[／/・、;；|～〜\s]\s*{_N})+)"
    r"|[^|\s]{1,30}(?:\|[^|\s]{1,30})+",
)

_SAY = Say("1つのセルに2つ以上のデータがあります。", "More than one datum in a cell.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Several numbers in a cell, lists with bars, and choices joined by 「、」."""
    own, declared = sorted_hits(rule.id, evidence, documents)
    joined = Spots()
    for tab, column, note in noted(evidence, documents):
        if not note and column.choices and len(column.choices) <= CHOICES:
            for text in islice(sorted(_joined(column.choices)), 5):
                joined.add(tab.at(column.first_row, column.index), text)
    excused = beside(
        f"一覧または印刷のままと示された列に{declared.total}か所。",
        f"{declared.total} places in columns that the codebook calls lists or texts as printed.",
    )
    return broken((_SAY, own), (_SAY, joined), otherwise=excused if declared else MET)


def _joined(choices: set[str]) -> set[str]:
    """Choices that are made of other choices of the column: 「子育て、福祉」."""
    return {
        text
        for text in choices
        if "、" in text and all(part in choices for part in text.split("、"))
    }
