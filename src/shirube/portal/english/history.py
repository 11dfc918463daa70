"""What the newest editions of earlier years say of the same indicator, by the frozen ledger."""

from collections.abc import Iterator
from functools import lru_cache

from django.urls import reverse

from shirube.basics.fiscal_year import in_english
from shirube.charts.series import Series, Statement, join
from shirube.portal.chosen import Chosen, sheet_at
from shirube.publishing import queries
from shirube.publishing.addresses import code_slug
from shirube.publishing.freeze import LEDGER
from shirube.publishing.models import Edition
from shirube.schema.keys import indicator_keys
from shirube.schema.ledger import Ledger, links_from_json


class History:
    """Looks each earlier sheet up once, however many indicators a page has."""

    def __init__(self, chosen: Chosen) -> None:
        self.chosen = chosen
        self.keys = [key for key, _ in indicator_keys(chosen.sheet)]
        self.ledger = _ledger(chosen.edition.pk, chosen.edition.manifest_sha256)
        self.found: dict[tuple[int, str], Chosen | None] = {}

    def series(self, position: int) -> Series:
        """The indicator at a position, with what linked ones of earlier years state."""
        sheet = self.chosen.sheet
        said = [*self._before(position)] if sheet.fiscal_year is not None else []
        here = Statement(sheet.indicators[position], sheet.fiscal_year, _called(sheet.fiscal_year))
        return join([*said, here])

    def _before(self, position: int) -> Iterator[Statement]:
        year = self.chosen.sheet.fiscal_year
        assert year is not None
        for step in self.ledger.thread("indicator", year, self.keys[position]):
            sheet = self._sheet(step.year, step.key) if step.year < year else None
            for place, (key, indicator) in enumerate(indicator_keys(sheet.sheet) if sheet else ()):
                if sheet is not None and key == step.key:
                    yield Statement(
                        indicator, step.year, _called(step.year), indicator_href(sheet, place)
                    )

    def _sheet(self, year: int, key: str) -> Chosen | None:
        kind, _, code = key.partition("#")[0].partition("/")
        place = (year, f"{kind}/{code_slug(code)}/")
        if place not in self.found:
            self.found[place] = sheet_at(self.chosen.edition.municipality_id, str(year), place[1])
        return self.found[place]


def indicator_href(chosen: Chosen, position: int) -> str:
    """The English page of the indicator at a position of a sheet."""
    edition, sheet = chosen.edition, chosen.sheet
    key = (edition.municipality_id, edition.year_key, sheet.kind, code_slug(sheet.code))
    return reverse("portal:english:indicator", args=[*key, position + 1])


def _called(year: int | None) -> str:
    return "plan" if year is None else f"evaluation of {in_english(year)}"


@lru_cache(maxsize=4)
def _ledger(edition: int, manifest: str) -> Ledger:
    """An edition never changes; its manifest's hash stands for all of it."""
    file = queries.stored_file(Edition.objects.get(pk=edition), LEDGER)
    return Ledger(links_from_json(file.blob.content)) if file else Ledger()
