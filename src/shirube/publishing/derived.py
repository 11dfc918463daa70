"""What is made of editions and can be made anew: lists, search."""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from shirube.publishing import queries
from shirube.publishing.models import Edition

# Named in settings.SHIRUBE_DERIVED by dotted path: make the rows of a year anew from its newest
# edition, or remove them where there is none. Called in the transaction that changed it.
Refresh = Callable[[str, str, Edition | None], None]


def refresh_derived(edition: Edition) -> None:
    """After an edition came or went: rows are made of the year's newest edition only."""
    newest = queries.newest(edition.municipality_id, edition.fiscal_year)
    for name in settings.SHIRUBE_DERIVED:
        refresh: Refresh = import_string(name)
        refresh(edition.municipality_id, edition.year_key, newest)


def refresh_all() -> int:
    """Make every derived row anew, after a change of the program. Returns how many years."""
    years = Edition.objects.order_by().values_list("municipality_id", "year_key").distinct()
    for municipality, key in years:
        rows = Edition.objects.filter(municipality_id=municipality, year_key=key)
        refresh_derived(rows.order_by("-number")[0])
    return len(years)
