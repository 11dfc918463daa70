"""The summary in plain Japanese, of forms that print one: the lines below its heading."""

from collections.abc import Iterator

from shirube.designs.plain_summary import KEY, LABEL
from shirube.designs.program_form.hand import Hand, rows_of
from shirube.designs.text_form import Section
from shirube.schema import Narrative


def read_plain(section: Section, hand: Hand) -> Iterator[Narrative]:
    """One text, a line for each printed one; a page number between them is none of its words."""
    rows = [row for own, row in rows_of(section.lines, lambda row: True, hand) if own]
    text = "\n".join(filter(None, map(hand.text, rows)))
    if text:
        yield Narrative(key=KEY, label=LABEL, text=text, at=rows[0][0].at)
