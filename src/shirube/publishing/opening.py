"""The one place where stored sheets are opened: by their design, and by the city's rule."""

from collections.abc import Iterable

from shirube.designs import Library
from shirube.people.city.model import CitySettings
from shirube.schema import Sheet, public


def opened(sheets: Iterable[Sheet], library: Library, city: CitySettings) -> tuple[Sheet, ...]:
    """``public(sheet)`` of each by what design and city say. Raises KeyError without the design:
    nobody knows what of the sheet is private.
    """
    return tuple(public(one, library[one.design].privacy, city.persons) for one in sheets)


def still_open(former: Iterable[Sheet], library: Library, city: CitySettings) -> tuple[Sheet, ...]:
    """Sheets of an older edition as far as they would be open now, for what is said about them:
    errata must not repeat a name that was shown then and is hidden now.
    """
    known = [(one, one.design in library) for one in former]
    return tuple(
        opened([one], library, city)[0] if found else one.model_copy(update={"contacts": ()})
        for one, found in known
    )
