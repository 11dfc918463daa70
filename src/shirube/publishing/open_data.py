"""What the data files of editions are made from: their sheets, and what stands beside these."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from shirube.designs import Design
from shirube.exporters import ExportContext
from shirube.publishing import queries
from shirube.publishing.data_files import edition_title
from shirube.publishing.freeze import LEDGER
from shirube.publishing.models import Edition
from shirube.schema import Sheet
from shirube.schema.ledger import Ledger, links_from_json
from shirube.schema.tables import Beside, Decided

MOST_NAMED = 20  # editions, in a message
Years = Mapping[tuple[str, int | None], Edition]  # municipality, evaluated year → edition


class NoEditionError(Exception):
    """There is no such edition; the reason in both languages."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(f"{ja} / {en}")
        self.ja, self.en = ja, en


def wanted(ident: str | None, municipality: str | None) -> list[Edition]:
    """The edition ``2019-1`` or ``132217/2019-1``; without one the newest of each municipality and
    year, by municipality, oldest year first. Raises NoEditionError.
    """
    if ident is not None:
        return [_one(ident, municipality)]
    found = [
        edition
        for edition in queries.newest_of_all().values()
        if municipality in (None, edition.municipality_id)
    ]
    if not found:
        raise NoEditionError(
            "公表した版がまだありません。shirube publish で公表してください。",
            "Nothing is published yet. Publish with: shirube publish",
        )
    return sorted(found, key=lambda e: (e.municipality_id, e.fiscal_year or 0))


def _one(ident: str, municipality: str | None) -> Edition:
    above, _, slug = ident.rpartition("/")
    code = above or municipality
    codes = [code] if code else _municipalities()
    found = [edition for code in codes if (edition := queries.by_slug(code, slug))]
    if not found:
        known = [str(edition) for edition in queries.newest_of_all().values()]
        out = "、".join([*known[:MOST_NAMED], *["…"] * (len(known) > MOST_NAMED)]) or "—"
        raise NoEditionError(
            f"{ident} という版はありません。公表中の版: {out}",
            f"There is no edition {ident}. Those that are out: {out}",
        )
    if len(found) > 1:
        several = "、".join(map(str, found))
        raise NoEditionError(
            f"{ident} はいくつもの団体にあります。{several} のように団体コードから書いてください。",
            f"Several municipalities have an edition {ident}. Write one of: {several}",
        )
    if found[0].withdrawn_at is not None:
        raise NoEditionError(
            f"{found[0]} は取り下げた版です({found[0].withdrawn_at:%Y-%m-%d})。",
            f"{found[0]} was withdrawn on {found[0].withdrawn_at:%Y-%m-%d}.",
        )
    return found[0]


def _municipalities() -> list[str]:
    return sorted(set(queries.live().values_list("municipality_id", flat=True)))


def sheets_of(editions: Iterable[Edition]) -> Iterator[Sheet]:
    """Their sheets in order, one at a time."""
    for edition in editions:
        yield from queries.each_sheet_of(edition)


def context_of(editions: Sequence[Edition], title: str) -> ExportContext:
    """What is said beside the sheets of these editions, of which each is of another municipality or
    year. Of a single one its own name and day are said, and earlier targets are told.
    """
    if len(editions) != 1:
        return ExportContext(title, beside=_beside(editions, {}))
    ref = queries.reference(editions[0])
    return ExportContext(
        edition_title(ref),
        edition=ref.slug,
        published_on=ref.published_on,
        beside=_beside(editions, _before(editions[0])),
    )


def _before(edition: Edition) -> Years:
    """Of each earlier year the newest edition that was out when this one was published."""
    if edition.fiscal_year is None:
        return {}
    known = queries.live().filter(
        municipality_id=edition.municipality_id,
        fiscal_year__lt=edition.fiscal_year,
        published_at__lte=edition.published_at,
    )
    return {
        (one.municipality_id, one.fiscal_year): one
        for one in known.order_by("fiscal_year", "number")
    }


def _beside(editions: Sequence[Edition], before: Years) -> Beside:
    by_year = {(one.municipality_id, one.fiscal_year): one for one in editions}
    last = {one.municipality_id: one for one in sorted(editions, key=lambda e: e.published_at)}

    def decided(municipality: str) -> Decided | None:
        edition = last.get(municipality)
        file = queries.stored_file(edition, LEDGER) if edition else None
        if edition is None or file is None:
            return None
        return Decided(Ledger(links_from_json(file.blob.content)), edition.slug)

    return Beside(
        editions=tuple(map(queries.edition_row, (*before.values(), *editions))),
        decided=decided,
        earlier=lambda: sheets_of(before.values()),
        formula=_formulas({**before, **by_year}),
    )


def _formulas(by_year: Years) -> Callable[[Sheet, str | None], str | None]:
    @lru_cache(maxsize=1)  # sheets come edition by edition
    def designs(municipality: str, year: int | None) -> dict[str, Design]:
        return queries.designs_of(by_year[municipality, year])

    def formula(sheet: Sheet, better: str | None) -> str | None:
        design = designs(sheet.municipality.code, sheet.fiscal_year).get(sheet.design)
        return design.formula(better) if design else None

    return formula
