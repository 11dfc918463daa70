"""Municipalities and divisions that sheets name: made when first met, their years widened."""

from collections.abc import Iterable
from typing import Protocol

from shirube.people.models import Municipality, Unit
from shirube.schema import MunicipalityRef, Sheet


class _HasYears(Protocol):
    first_year: int | None
    last_year: int | None


def municipality_of(ref: MunicipalityRef) -> Municipality:
    """The stored municipality; made when it is the first time that its code is met."""
    return Municipality.objects.get_or_create(code=ref.code, defaults={"name": ref.name})[0]


def widen(row: _HasYears, year: int | None) -> bool:
    """Let the row's years reach ``year``; True when they changed. None changes nothing."""
    if year is None:
        return False
    first = year if row.first_year is None else min(row.first_year, year)
    last = year if row.last_year is None else max(row.last_year, year)
    changed = (first, last) != (row.first_year, row.last_year)
    row.first_year, row.last_year = first, last
    return changed


class UnitRegister:
    """The divisions of a municipality by name, loaded once for many sheets."""

    def __init__(self, municipality: Municipality) -> None:
        self.municipality = municipality
        self.reload()

    def reload(self) -> None:
        """Forget what a rolled-back transaction had made."""
        self._units = {unit.name: unit for unit in self.municipality.units.all()}

    def register(self, sheets: Iterable[Sheet]) -> None:
        """Every division that the sheets or their projects name."""
        new: dict[str, Unit] = {}
        for sheet in sheets:
            for name in _names(sheet):
                unit = self._units.get(name) or new.get(name)
                if unit is None:
                    new[name] = self._unit(name, sheet.fiscal_year)
                elif widen(unit, sheet.fiscal_year) and unit.pk:
                    unit.save(update_fields=["first_year", "last_year"])
        Unit.objects.bulk_create(new.values())
        self._units |= new

    def _unit(self, name: str, year: int | None) -> Unit:
        return Unit(municipality=self.municipality, name=name, first_year=year, last_year=year)


def _names(sheet: Sheet) -> Iterable[str]:
    names = [unit.name for unit in sheet.units]
    names += [project.unit for project in sheet.projects if project.unit]
    return dict.fromkeys(names)
