"""Lists that can be asked for: rows derived from the newest edition of each year."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Min

from shirube.designs import Design
from shirube.publishing.addresses import code_slug
from shirube.publishing.line_words import LineWords
from shirube.publishing.lines import LISTS, Line, lines
from shirube.publishing.models import Edition, EditionFile, ListRow
from shirube.publishing.queries import designs_of, sheets_of
from shirube.publishing.shared_rows import ALONE
from shirube.reckon.identity import appearances
from shirube.schema import Sheet, from_json


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
    same = _projects(sheets)
    for name in LISTS:
        for position, line in enumerate(lines(name, sheets, designs)):
            row = _row(edition, name, position, line)
            row.rating = ratings[line.sheet.key]
            if name == "projects":
                row.same = same[id(line.sheet.projects[line.position])]
            yield row


def _projects(sheets: Sequence[Sheet]) -> dict[int, str]:
    """For each project row (by ``id``) the key of the project, where other rows state it too."""
    listing = [sheet for sheet in sheets if sheet.projects]
    return {
        id(place.project): "\t".join(project) if len(places) > 1 else ALONE
        for project, places in appearances(listing).items()
        for place in places
    }


def _row(edition: Edition, name: str, position: int, line: Line) -> ListRow:
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


def lines_of(edition: Edition, rows: Sequence[ListRow], words: LineWords) -> Iterator[Line]:
    """The lines that rows of one list were made of, said in the words of another language."""
    sheets = _sheets_of(edition, rows)
    firsts = _firsts(edition, rows)
    designs = designs_of(edition)
    said: dict[Key, list[Line]] = {}
    for row in rows:
        key = row.sheet_kind, row.sheet_code
        if key not in said:
            said[key] = list(lines(row.list, [sheets[key]], designs, words))
        yield said[key][row.position - firsts[key]]


Key = tuple[str, str]


def _firsts(edition: Edition, rows: Sequence[ListRow]) -> dict[Key, int]:
    """The place of each sheet's first line: the lines of a sheet stand together."""
    of = ListRow.objects.filter(
        edition=edition,
        list__in={row.list for row in rows},
        sheet_code__in={row.sheet_code for row in rows},
    )
    found = of.order_by().values_list("sheet_kind", "sheet_code").annotate(Min("position"))
    return {(kind, code): first for kind, code, first in found}


def _sheets_of(edition: Edition, rows: Sequence[ListRow]) -> dict[Key, Sheet]:
    paths = {f"{row.sheet_kind}/{code_slug(row.sheet_code)}/sheet.json" for row in rows}
    files = EditionFile.objects.filter(edition=edition, path__in=paths).select_related("blob")
    sheets = [sheet for file in files for sheet in from_json(file.blob.content)]
    return {(sheet.kind, sheet.code): sheet for sheet in sheets}
