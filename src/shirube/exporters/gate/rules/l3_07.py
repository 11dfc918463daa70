"""The layout is the same every year, and changes are recorded.

Why: years whose columns differ cannot be put below one another.
Mend: keep names and order of columns; record a change with its day and reason.
Here: all years share one schema; its version stands in about.csv, its changes in CHANGELOG.

年が変わっても同じ形で、変えたときは記録がある。
なぜ: 列の違う年のデータは、縦につなげません。
直し方: 項目名と順番を変えず、変えたときは日付と理由を記録してください。
ここでは: すべての年が同じ形です。形の版は about.csv に、変更は CHANGELOG にあります。
"""

from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import Rule, Say, Verdict, beside, broken, unjudged

rule = Rule(__name__, __doc__)

_SAY = Say("ほかの年のファイルと項目名が違います。", "Names differ from the file of another year.")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Against files of other years that were given together; else by the version beside."""
    differing = evidence.seen["other year"]
    if documents.version:
        return beside(
            f"形の版が書いてあります({documents.version})。",
            f"The version of its layout is stated ({documents.version}).",
        )
    otherwise = unjudged(
        "ほかの年のファイルと比べていません。", "Not compared with files of other years."
    )
    return broken((_SAY, differing), otherwise=otherwise)
