"""Places have a standard code or their formal name.

Why: 「府中」 is a city in Tokyo and one in Hiroshima.
Mend: add a column with the code of the municipality (six digits, as text) or the formal name.
Here: every table has municipality_code, six digits.

地域が、標準のコードか正式な名前で書いてある。
なぜ: 「府中」は東京にも広島にもあります。
直し方: 団体コード(6桁、文字列)か正式な名前の列を加えてください。
ここでは: どの表にも municipality_code(6桁)があります。
"""

import re

from shirube.basics.municipality_code import is_municipality_code
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Column, Evidence
from shirube.exporters.gate.headers import is_area_code, is_area_name
from shirube.exporters.gate.model import MET, Rule, Say, Spots, Verdict, broken, nothing, unjudged

rule = Rule(__name__, __doc__)

_CODE = Say("団体コードとして正しくない値です。", "Not a code of a municipality.")
_NAME = Say(
    "正式な名前ではありません(都・道・府・県・市・区・町・村まで書く)。", "Not a formal name."
)
_FORMAL = re.compile(r".+[都道府県市区町村]|.*(?:全国|合計|計|総数|その他|全域)")
_STANDARD = re.compile(r"[0-9]{5}|[0-9]{2}|[0-9]{2}000")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Columns of codes and of names; a file that names no place cannot be judged."""
    codes, names = Spots(), Spots()
    found = False
    for tab in evidence.tables:
        coded = any(is_area_code(column.name) for column in tab.columns)
        for column in tab.columns:
            if is_area_code(column.name):
                found = True
                for text in _wrong(column, is_code=True):
                    codes.add(tab.at(column.first_row, column.index), text)
            elif is_area_name(column.name) and not coded:
                found = True
                for text in _wrong(column, is_code=False):
                    names.add(tab.at(column.first_row, column.index), text)
    if not found and all(tab.kept for tab in evidence.tables):
        otherwise = nothing("地域のデータではありません。", "Not about places.")
    elif not found:
        otherwise = unjudged(
            "団体コードや地域名の列がありません。1つの市だけの表でも、団体コードの列を加えるとよいです。",
            "No column of codes or names of places. Add the code of the municipality even so.",
        )
    else:
        otherwise = MET
    return broken((_CODE, codes), (_NAME, names), otherwise=otherwise)


def _wrong(column: Column, *, is_code: bool) -> list[str]:
    texts = sorted(column.choices or ())
    if is_code:
        return [t for t in texts if not is_municipality_code(t) and not _STANDARD.fullmatch(t)]
    return [text for text in texts if not _FORMAL.fullmatch(text.strip())]
