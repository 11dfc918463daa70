"""主要な施策の成果を説明する書類 (地方自治法 233条5項) of an edition.

The office's template over what was published, so that there is one such paper and one wording.
"""

from collections.abc import Sequence

from shirube.papers.entry import Entry, Template, packaged_papers
from shirube.papers.entry.onpaper import paper_of
from shirube.papers.model import Paper, PaperContext
from shirube.papers.sheets import Designs
from shirube.schema import Sheet

ID = "results"


def results_document(
    sheets: Sequence[Sheet],
    designs: Designs,
    context: PaperContext,
    template: Template | None = None,
) -> Paper:
    """The document of one municipality and evaluated year; sheets without a year are named at
    the end as left out. ``template``: the installation's own. Raises ValueError for sheets of
    several years or municipalities.

    Of the sheets alone: an edition says what it holds, and not what the ledger of finance says
    today.
    """
    entries = [Entry(sheet) for sheet in sheets]
    return paper_of(template or packaged_papers()[ID], entries, designs, context)
