"""Colour and type say nothing that a cell does not say.

Why: a program sees neither a red cell nor a bold one.
Mend: write what the colour means into a column, then take the colour away.
Here: data have no colour and no type face.

色や太字など、書式だけで意味を表していない。
なぜ: 赤いセルも太字も、プログラムには見えません。
直し方: 色の意味を列に書いてから、色を消してください。
ここでは: データに色も書体もありません。
"""

import itertools

from shirube.exporters.gate.asking import columns
from shirube.exporters.gate.documents import Documents
from shirube.exporters.gate.evidence import Column, Evidence
from shirube.exporters.gate.model import XLSX, Rule, Say, Spots, Verdict, broken

rule = Rule(__name__, __doc__, kinds=XLSX)

_SAY = Say(
    "列の中で、ここだけ書式(色・太字など)が違います。",
    "Looks different from the rest of its column.",
)
_FEWEST_BANDS = 4


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Cells of the data that look unlike most of their column; every second row is decoration."""
    spots = Spots()
    for _, column in columns(evidence):
        plain = column.filled - sum(places.total for places in column.looks.values())
        usual = max([plain, *(places.total for places in column.looks.values())])
        for places in column.looks.values():
            if places.total < usual and not _is_banded(column, places):
                spots.extend(places)
            elif places.total == usual and 0 < plain < usual and not _is_banded(column, places):
                spots.add(places.first[0].at, places.first[0].shown, plain)
    return broken((_SAY, spots))


def _is_banded(column: Column, places: Spots) -> bool:
    """Every second row from the first one on."""
    rows = [int("".join(filter(str.isdigit, at.rpartition("!")[2]))) for at, _ in places.first]
    return (
        len(rows) >= _FEWEST_BANDS
        and abs(2 * places.total - column.filled) <= 2
        and {after - before for before, after in itertools.pairwise(rows)} == {2}
    )
