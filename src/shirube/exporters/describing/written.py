"""What was just written by a format, described."""

from collections.abc import Iterable
from pathlib import Path

from shirube.exporters.describing.model import Dataset, Places, Tally, data_file
from shirube.exporters.formats import ExportContext


def described(tally: Tally, context: ExportContext, data: Iterable[Path], folder: Path) -> Dataset:
    """The files below ``folder``, with what ``tally`` counted and the context knows."""
    rows = context.beside.editions
    edition = next((one for one in rows if one.edition == context.edition), None)
    return Dataset(
        tally.contents,
        tuple(data_file(path, folder) for path in data),
        Places(base=context.base),
        own_title="" if context.edition else context.title,
        number=edition.number if edition else None,
        modified=context.published_on,
        reason=(edition.reason or "") if edition and edition.kind != "first" else "",
        early=edition is not None and edition.accounts == "before",
    )
