"""What an edition changed: from what, to what, why."""

from collections.abc import Sequence

from shirube.designs import Library
from shirube.publishing.snapshot import Erratum
from shirube.schema import Sheet
from shirube.sheets.differences import differences, rating_names


def errata_between(
    before: Sequence[Sheet], after: Sequence[Sheet], reason: str, library: Library
) -> tuple[Erratum, ...]:
    """Every difference between the sheets of two editions, in the words of their forms."""
    old = {sheet.key: sheet for sheet in before}
    new = {sheet.key: sheet for sheet in after}
    errata: list[Erratum] = []
    for key in dict.fromkeys((*old, *new)):
        title = (new.get(key) or old[key]).title
        if key not in old or key not in new:
            gone, come = ("公表", "") if key in old else ("", "公表")
            errata.append(Erratum(str(key), title, "シート", gone, come, reason))
        elif old[key] != new[key]:
            named = rating_names(library.get(new[key].design))
            for change in differences(old[key], new[key], ratings=named):
                texts = (change.path, change.before or "", change.after or "")
                errata.append(Erratum(str(key), title, *texts, reason))
    return tuple(errata)
