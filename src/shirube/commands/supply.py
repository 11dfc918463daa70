"""Public sheets for ``shirube export``: out of files, or out of the editions that are out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import typer

from shirube.commands.common import Common, tell
from shirube.commands.inputs import Request, left_out, readings
from shirube.commands.installation import installation
from shirube.commands.wording import say
from shirube.exporters import ExportContext
from shirube.schema import Sheet, public
from shirube.schema.privacy import Nobody
from shirube.schema.tables import Beside


@dataclass
class Supply:
    """Sheets to be walked once, and what is said beside them. ``refused`` is known at the end."""

    sheets: Callable[["Supply"], Iterator[Sheet]]
    context: ExportContext
    refused: bool = field(default=False)

    def __iter__(self) -> Iterator[Sheet]:
        return self.sheets(self)


@dataclass(frozen=True, slots=True)
class Published:
    """Which editions: ``edition`` names one, else the newest of each municipality and year."""

    edition: str | None = None
    municipality: str | None = None


def from_files(request: Request, given: Common, title: str) -> Supply:
    """Sheets read from files; a sheet whose design is not here stays behind, for nobody knows
    what of it is private. Persons stay out: whose names are public the city decides.
    """
    library = given.library()

    def sheets(supply: Supply) -> Iterator[Sheet]:
        for reading in readings(request, given):
            supply.refused |= left_out(reading)
            for sheet in reading.sheets:
                if sheet.design in library:
                    yield public(sheet, library[sheet.design].privacy, Nobody())
                else:
                    supply.refused = True

    def formula(sheet: Sheet, better: str | None) -> str | None:
        return library[sheet.design].formula(better)

    return Supply(sheets, ExportContext(title, beside=Beside(formula=formula)))


@contextmanager
def from_editions(wanted: Published, given: Common, title: str) -> Iterator[Supply]:
    """Sheets as they were published, inside of the installation. Where there is no such edition, it
    is told, and the command ends with 1.
    """
    with installation(given):
        from shirube.publishing import open_data

        try:
            editions = open_data.wanted(wanted.edition, wanted.municipality)
        except open_data.NoEditionError as error:
            tell(say(error.ja, error.en))
            raise typer.Exit(1) from error
        yield Supply(lambda _: open_data.sheets_of(editions), open_data.context_of(editions, title))
