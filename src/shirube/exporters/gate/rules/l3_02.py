"""A list of codes travels with the file.

Why: nobody knows what 1, 2 and 3 mean.
Mend: put a list of codes beside the file: codes.csv, or a Data Package with categories.
Here: codes.csv has every list; codebook.csv says which column uses which.

コードの意味の表(コード表)が付いている。
なぜ: 1・2・3が何を意味するか、ほかの人には分かりません。
直し方: コード表をファイルのそばに置いてください(codes.csv、
または categories のある datapackage.json)。
ここでは: codes.csv にすべての一覧があり、どの列がどれを使うかは codebook.csv にあります。
"""

from shirube.exporters.gate.asking import noted
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import (
    Rule,
    Say,
    Spots,
    Verdict,
    beside,
    broken,
    nothing,
    unjudged,
)

rule = Rule(__name__, __doc__)

_SAY = Say("コードの列ですが、コード表がありません。", "A column of codes without a list of codes.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Columns that the codebook calls codes have their list; without a codebook nobody can tell."""
    missing = Spots()
    coded = undescribed = False
    for tab, column, note in noted(evidence, documents):
        undescribed = undescribed or note is None
        if note and (note.type == "code" or note.codes):
            coded = True
            if note.codes and note.codes not in documents.code_lists:
                missing.add(tab.header_at(column), column.name)
    otherwise = nothing("コードの列がありません。", "No column of codes.")
    if undescribed:
        otherwise = unjudged(
            "コードブックがそばにないので、どの列がコードか分かりません。",
            "No codebook is beside, so nobody can tell which columns hold codes.",
        )
    elif coded:
        otherwise = beside("コード表が付いています。", "A list of codes travels with the file.")
    return broken((_SAY, missing), otherwise=otherwise)
