"""Definitions, history, ASCII names and the encoding are stated.

Why: without them nobody can join the data with others, or open the file without damage.
Mend: put a codebook beside the file that says of each column what it means and where it comes from,
with the day of the last change, the encoding, and whether there is a byte order mark.
Here: codebook.csv, codes.csv and about.csv; UTF-8 with BOM; names in ASCII.

項目の定義・更新履歴・英数字の項目名・文字コードが示されている。
なぜ: ないと、ほかのデータとつなげず、開くと文字が化けることもあります。
直し方: 項目の意味と出どころ、更新日、文字コード、BOMの有無を書いたコードブックを、
ファイルのそばに置いてください。
ここでは: codebook.csv・codes.csv・about.csv が付きます。UTF-8(BOM付き)、項目名は英数字です。
"""

from shirube.exporters.gate.asking import noted
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import Rule, Say, Spots, Verdict, beside, broken, unjudged

rule = Rule(__name__, __doc__)

_UNDEFINED = Say("コードブックに説明のない列です。", "A column that the codebook does not explain.")
_NAMES = Say("項目名が英数字ではありません。", "A name that is not ASCII.")
_ENCODING = Say("文字コードとBOMの有無が書いてありません。", "Encoding and BOM are not stated.")
_DIFFERS = Say("書いてある文字コードと違います。", "Not the encoding that is stated.")
_VERSION = Say("更新日も版も書いてありません。", "Neither day nor version is stated.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """By the documents beside; without any nobody can tell where the definitions are."""
    if not documents.names:
        mark = "あり" if evidence.bom else "なし"
        told = f"(文字コードは{evidence.encoding}、BOM{mark})" if evidence.encoding else ""
        return unjudged(
            f"説明の文書がそばにありません。ほかの所にあるかは分かりません{told}。",
            f"No documentation is beside; it may be elsewhere ({evidence.encoding or 'xlsx'}).",
        )
    undefined, names, encoding, differs, version = (Spots() for _ in range(5))
    for tab, column, note in noted(evidence, documents):
        if note is None or not note.meaning:
            undefined.add(tab.header_at(column), column.name)
        if not column.name.isascii():
            names.add(tab.header_at(column), column.name)
    if evidence.kind == "csv":
        stated = documents.about.get("encoding", "").lower()
        if not stated:
            encoding.add(evidence.name)
        elif (evidence.encoding or "") not in stated or ("bom" in stated) != evidence.bom:
            differs.add(evidence.name, f"{evidence.encoding}{' BOM' * evidence.bom} / {stated}")
    if not documents.version:
        version.add(evidence.name)
    return broken(
        (_UNDEFINED, undefined), (_NAMES, names), (_ENCODING, encoding), (_DIFFERS, differs),
        (_VERSION, version),
        otherwise=beside(
            f"説明が付いています({'、'.join(documents.names[:4])})。",
            f"Explained beside ({', '.join(documents.names[:4])}).",
        ),
    )  # fmt: skip
