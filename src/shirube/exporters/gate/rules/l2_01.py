"""Numbers are numbers, without units, marks and commas.

Why: 「1,234円」 and 「▲5」 are texts to a program; they cannot be added.
Mend: leave the number alone in its cell; put unit and remark into columns of their own. In Excel
the cell's format may show a ▲.
Here: numbers are plain decimals; unit, remark and the printed text have columns of their own.

数値に、単位・記号・桁区切りの文字を入れていない。
なぜ: 「1,234円」や「▲5」はプログラムには文字で、足し算ができません。
直し方: セルには数だけを入れ、単位と注は別の列にしてください。Excelの▲は、
セルの表示形式で出せます。
ここでは: 数は数だけです。単位・注・印刷された文字は、それぞれの列にあります。
"""

from shirube.exporters.gate.asking import noted
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import TEXT_NUMBER, Evidence
from shirube.exporters.gate.headers import is_identifier
from shirube.exporters.gate.model import MET, Rule, Say, Spots, Verdict, beside, broken

_MARKS = r"(?:[※*＊†‡#＃]\d{0,2})?"
_UNITS = (
    r"(?:[千百十万億兆]*(?:円|人|件|回|戸|台|世帯|箇所|か所|ヶ所|日|時間|冊|校|館|棟|本|点|歳|年|分|名|枚|個|店|団体|施設|トン|キロ)"
    r"|[%％‰‱㎡㎥㎞㎝㎜㏊㌔㌧]|k?m[²2³3]?|ha|ｈａ|kg|[tgLℓ]|kWh?|(?:以上|以下|未満|超|程度|前後))"
)
_DIGITS = r"[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?"
rule = Rule(
    __name__,
    __doc__,
    fatal=True,
    # ▲3.1, △258, 1,234, １２, 8,090千円, 23% 以上, 12※1, ¥500, 約1200人; not 12 and not -3.1
    whole=rf"(?![-+]?[0-9]+(?:\.[0-9]+)?\Z)(?:約|およそ)?[▲△▼\-−－‐+＋]?[ 　]?[¥￥\\$＄]?[ 　]?"
    rf"[▲△\-−－]?{_DIGITS}[ 　]?{_UNITS}?[ 　]?(?:以上|以下|未満|超|程度)?[ 　]?{_MARKS}",
)

_DRESSED = Say("数に文字や記号が付いています。", "A number with letters or marks.")
_TEXT = Say("数が文字列として入っています。", "A number that is held as text.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """In columns of which most cells are numbers, unless the codebook calls them texts."""
    dressed, as_text, printed = Spots(), Spots(), Spots()
    for _, column, note in noted(evidence, documents):
        if not column.is_numeric:
            continue
        found = [column.hits[key] for key in (rule.id, TEXT_NUMBER) if key in column.hits]
        if note and note.type in ("text", "code", "list"):
            for spots in found:
                printed.extend(spots)
            continue
        if rule.id in column.hits:
            dressed.extend(column.hits[rule.id])
        if TEXT_NUMBER in column.hits and not is_identifier(column.name):
            as_text.extend(column.hits[TEXT_NUMBER])
    excused = beside(
        "文字の列(番号、印刷のままの文字)だと、コードブックが示しています。",
        "Columns of text (codes, texts as printed), as the codebook says.",
    )
    return broken((_DRESSED, dressed), (_TEXT, as_text), otherwise=excused if printed else MET)
