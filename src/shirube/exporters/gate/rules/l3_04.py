"""Units are stated.

Why: 120 may be persons, thousand yen or per cent.
Mend: write the unit into the name (「決算額(千円)」), into a column 「単位」, or into the codebook.
Here: money is in yen; values and amounts have a column unit; other counts say their unit in the
codebook.

単位が書いてある。
なぜ: 120だけでは、人か千円か%か分かりません。
直し方: 項目名(「決算額(千円)」)か、「単位」の列か、コードブックに単位を書いてください。
ここでは: 金額は円です。値と金額には unit の列があり、ほかの数の単位はコードブックにあります。
"""

from shirube.exporters.gate.documents import ColumnNote, Documents
from shirube.exporters.gate.evidence import Column, Evidence, Tab
from shirube.exporters.gate.headers import is_unit, needs_unit
from shirube.exporters.gate.model import MET, Rule, Say, Spots, Verdict, beside, broken, nothing

rule = Rule(__name__, __doc__)

_SAY = Say("単位の分からない数の列です。", "Numbers without a unit.")
_FOR_EACH_UNIT = 3  # columns of numbers that one column of units may speak of
_NOTED = ("text", "code", "list", "boolean", "year", "date")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Columns of numbers, without those that have no unit (years, numbers, codes)."""
    spots = Spots()
    numeric = described = False
    for tab in evidence.tables:
        bare: list[Column] = []
        for column in tab.columns:
            note = documents.note(evidence, tab, column)
            if not column.is_numeric or (note and note.type in _NOTED):
                continue
            numeric = True
            if note and _is_described(note):
                described = True
            elif not _is_stated(tab, column):
                bare.append(column)
        units = sum(is_unit(column.name) for column in tab.columns)
        if len(bare) > units * _FOR_EACH_UNIT:
            for column in bare:
                spots.add(tab.header_at(column), column.name)
    excused = beside("単位はコードブックにあります。", "Units are in the codebook.")
    otherwise = excused if described else MET
    if not numeric:
        otherwise = nothing("数の列がありません。", "No column of numbers.")
    return broken((_SAY, spots), otherwise=otherwise)


def _is_stated(tab: Tab, column: Column) -> bool:
    return not needs_unit(column.name) or any("単位" in note for note in tab.notes)


def _is_described(note: ColumnNote) -> bool:
    """The codebook gives a unit, or says what is counted (a whole number has no other unit)."""
    return bool(note.unit) or (note.type == "integer" and bool(note.meaning))
