"""A sheet that an address names, as it stands in the newest edition of its year."""

from dataclasses import dataclass

from django.urls import reverse

from shirube.designs import Design
from shirube.publishing import queries
from shirube.publishing.addresses import code_slug, indicator_folder
from shirube.publishing.models import Edition
from shirube.schema import Sheet, from_json


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sheet as it stands in an edition."""

    edition: Edition
    sheet: Sheet
    design: Design | None

    def indicator(self, number: int) -> str:
        """The page of its indicator, relative to the edition; the first is 1."""
        return indicator_folder(self.sheet, number - 1)

    @property
    def href(self) -> str:
        """Its page."""
        path = f"{self.sheet.kind}/{code_slug(self.sheet.code)}/"
        return reverse("portal:file", args=[self.edition.municipality_id, self.edition.slug, path])


def chosen_sheet(key: str) -> Chosen | None:
    """``132217/2019/program/513`` → the sheet, None where nothing is out."""
    parts = key.replace("\x00", "").split("/")
    if len(parts) != 4:
        return None
    code, year, kind, sheet_code = parts
    return sheet_at(code, year, f"{kind}/{code_slug(sheet_code)}/")


def sheet_at(code: str, year: str, folder: str) -> Chosen | None:
    """The sheet in a folder (``program/513/``) of the newest edition of a year."""
    if year != "undated" and not (year.isascii() and year.isdecimal() and len(year) == 4):
        return None
    edition = queries.newest(code, None if year == "undated" else int(year))
    if edition is None:
        return None
    file = queries.stored_file(edition, f"{folder}sheet.json")
    if file is None:
        return None
    (sheet,) = from_json(file.blob.content)
    stored = queries.stored_file(edition, f"designs/{sheet.design}.json")
    design = Design.model_validate_json(stored.blob.content) if stored else None
    return Chosen(edition, sheet, design)
