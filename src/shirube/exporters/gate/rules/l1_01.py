"""The file is of a format that a machine reads.

Why: a PDF or a Word file is made to be looked at; its numbers must be typed again.
Mend: save the table as .xlsx or .csv (JSON, XML and .ods will do, too).
Here: CSV, xlsx, JSON, JSON Lines, Parquet and RDF.

機械が読める形式(xlsx・CSV・JSONなど)である。
なぜ: PDFやWordは見るための形式で、数字を打ち直さないと使えません。
直し方: 表を .xlsx か .csv で保存してください(JSON・XML・.ods でもかまいません)。
ここでは: CSV・xlsx・JSON・JSON Lines・Parquet・RDFで出します。
"""

from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Evidence
from shirube.exporters.gate.model import ANY, MET, Rule, Say, Spots, Verdict, broken, unjudged

rule = Rule(__name__, __doc__, fatal=True, kinds=ANY)

READABLE = frozenset(
    ("csv", "tsv", "xlsx", "xlsm", "ods", "json", "jsonl", "geojson", "xml", "jsonld", "ttl",
     "parquet", "sqlite", "db")
)  # fmt: skip
UNREADABLE = frozenset(
    ("pdf", "doc", "docx", "xls", "ppt", "pptx", "odt", "rtf", "html", "htm", "txt", "md", "png",
     "jpg", "jpeg", "gif", "tif", "tiff", "jtd", "zip")
)  # fmt: skip
_SAY = Say(
    "機械が表として読める形式ではありません。", "Not a format that a machine reads as a table."
)


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """By the suffix, and by the contents where they are something else."""
    spots = Spots()
    if evidence.real_kind:
        spots.add(evidence.name, evidence.real_kind)
    elif evidence.kind in UNREADABLE:
        spots.add(evidence.name, f".{evidence.kind}")
    elif evidence.kind not in READABLE:
        return unjudged("知らない形式です。", "An unknown format.")
    return broken((_SAY, spots), otherwise=MET)
