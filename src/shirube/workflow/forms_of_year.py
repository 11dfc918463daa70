"""Which form of the city is used in a year, and an empty sheet in it."""

from shirube.designs import Design
from shirube.plans.periods import Place
from shirube.schema import MunicipalityRef, Sheet
from shirube.sheets.forms import library
from shirube.workflow.from_plan import in_place


def city_design(municipality: str, kind: str, year: int) -> Design | None:
    """The newest of the city's own forms of that kind that is in use in the year."""
    fitting = [
        design
        for design in library().values()
        if design.municipality.code == municipality
        and design.kind == kind
        and (design.first_year or 0) <= year <= (design.last_year or 9999)
    ]
    return max(fitting, key=lambda design: (design.first_year or 0, design.id), default=None)


def design_for(sheet: Sheet, year: int) -> Design | None:
    """The municipality's form for the year: the newest of its kind, else the sheet's own."""
    return city_design(sheet.municipality.code, sheet.kind, year) or library().get(sheet.design)


def first_sheet(city: MunicipalityRef, design: Design, year: int, place: Place) -> Sheet:
    """An empty sheet of a node of the plan."""
    sheet = Sheet(
        design=design.id,
        design_version=design.version,
        kind=design.kind,
        municipality=city,
        fiscal_year=year,
        code=place.code,
        title=place.title,
    )
    return in_place(sheet, place)
