"""Lists that can be asked for: rows derived from the newest edition of each year."""

import unicodedata
from collections.abc import Iterator, Mapping

from shirube.designs import Design
from shirube.publishing.lines import LISTS, Line, lines
from shirube.publishing.models import Edition, ListRow
from shirube.publishing.queries import designs_of, sheets_of
from shirube.schema import Sheet


def refresh(municipality: str, year_key: str, newest: Edition | None) -> None:
    """Make a year's rows anew. Named in settings.SHIRUBE_DERIVED."""
    ListRow.objects.filter(
        edition__municipality_id=municipality, edition__year_key=year_key
    ).delete()
    if newest is not None:
        ListRow.objects.bulk_create(_rows(newest), batch_size=500)


def fold(text: str) -> str:
    """Width and case evened out, for a search inside a list."""
    return unicodedata.normalize("NFKC", text).casefold()


def _rows(edition: Edition) -> Iterator[ListRow]:
    sheets, designs = sheets_of(edition), designs_of(edition)
    ratings = {sheet.key: main_rating(sheet, designs) for sheet in sheets}
    for name in LISTS:
        for position, line in enumerate(lines(name, sheets, designs)):
            yield _row(edition, name, position, line, ratings[line.sheet.key])


def _row(edition: Edition, name: str, position: int, line: Line, rating: str) -> ListRow:
    sheet = line.sheet
    top = sheet.path[0] if sheet.path else None
    return ListRow(
        edition=edition,
        list=name,
        position=position,
        sheet_kind=sheet.kind,
        sheet_code=sheet.code,
        sheet_title=sheet.title,
        machine_read=sheet.standing == "machine_read",
        branch=f"{top.code or ''} {top.title}".strip() if top else "",
        division=line.division,
        rating=rating,
        state=line.state,
        name=line.name,
        folded=fold(" ".join((line.name, *line.cells, sheet.title))),
        number=None if line.number is None else float(line.number),
        cells=list(line.cells),
        href=line.href,
    )


def main_rating(sheet: Sheet, designs: Mapping[str, Design]) -> str:
    """The one rating that stands for the sheet, "" where there is none or it is doubtful."""
    design = designs.get(sheet.design)
    headline = design.headline_rating if design else None
    named = [one for one in sheet.ratings if one.key == headline]
    found = named or (sheet.ratings if len(sheet.ratings) == 1 else ())
    return (found[0].value or "") if found and not found[0].flags else ""
