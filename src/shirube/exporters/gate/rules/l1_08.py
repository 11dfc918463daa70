"""No letters that look different, or not at all, on other machines.

Why: ①, ㈱, ㍻ and half-width katakana are not found by a search for (1), (株), 平成, カナ, and in
Shift_JIS some machines show another letter. The rule allows them where a name needs them.
Mend: write (1), (株), 平成, カタカナ, m2; letters that your office made itself (外字) must go.
Here: never in names, codes and numbers. A text that the city printed stays letter for letter, in
UTF-8, where each of these letters has one agreed number; the codebook says which columns those are.

機種依存文字がない。
なぜ: ①・㈱・㍻・半角カナは「(1)」「(株)」「平成」「カナ」で探しても見つからず、
Shift_JIS では
別の字に化けることがあります。固有名詞など、正確に書くためにやむを得ないものは認められています。
直し方: (1)・(株)・平成・全角カナ・m2 のように書き、庁内で作った外字は使わないでください。
ここでは: 項目名・コード・数値には使いません。市が印刷した文は1字も変えず、
これらの字の番号が1つに決まっている UTF-8 で出し、どの列がそうかをコードブックが示します。
"""

import re

from shirube.exporters.gate.asking import columns, sorted_hits
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import PRIVATE, Evidence
from shirube.exporters.gate.model import MET, Rule, Say, Spots, Verdict, beside, broken, unjudged

_LETTERS = (
    "\u2460-\u24ff"  # ① ⑴ Ⓐ
    "\u2160-\u217f"  # Ⅰ ⅰ
    "\u2776-\u2793"  # ❶
    "\u3200-\u33ff"  # ㈱ ㊤ ㋿ ㍻ ㎡ ㌔
    "\u2116\u2121\u213b"  # № ℡
    "\u222e\u2211\u221f\u22bf\u301d\u301f"  # ∮ ∑ ∟ ⊿ 〝 〟 of NEC's row 13
    "\uff61-\uff9f"  # ﾊﾝｶｸ
    "\ue000-\uf8ff\ufffd"  # 外字, and what is left of a letter that could not be read
)
rule = Rule(__name__, __doc__, within=(_LETTERS, f"[{_LETTERS}]"))

_CELLS = Say("機種依存文字があります。", "Letters that depend on the machine.")
_NAMES = Say("項目名に機種依存文字があります。", "A name with such letters.")
_UNICODE = ("utf-8", "utf-16-le", "utf-16-be", None)  # None: a workbook


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Names and cells; texts as printed are excused in an encoding that holds the letters."""
    names = Spots()
    for tab, column in columns(evidence):
        if re.search(f"[{_LETTERS}]", column.name):
            names.add(tab.header_at(column), column.name)
    own, printed = sorted_hits(rule.id, evidence, documents)
    private = sorted_hits(PRIVATE, evidence, documents)[1]
    if evidence.encoding not in _UNICODE:
        own.extend(printed)
    otherwise = MET
    if private:
        count, at = private.total, private.first[0].at
        otherwise = unjudged(
            f"外字か化けた文字が{count}か所({at} ほか)。何の字か、ほかの機械には分かりません。",
            f"{count} private or damaged letters ({at} …): no other machine knows which they are.",
        )
    elif printed:
        otherwise = beside(
            f"市が印刷した文の中に{printed.total}か所。原文のまま、UTF-8 で書いています。",
            f"{printed.total} places in texts as printed, kept letter for letter in UTF-8.",
        )
    return broken((_NAMES, names), (_CELLS, own), otherwise=otherwise)
