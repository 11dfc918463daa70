"""A catalogue as statements: the catalogue, a series for each municipality, a dataset a year, and
its distributions. A dataset of one edition is the same dataset in the next one, in a new version.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5

from shirube.basics.fiscal_year import first_day, last_day
from shirube.exporters.dcat.distributions import distribution
from shirube.exporters.dcat.graph import Iri, Literal, Node, Says, blank, day, in_both, node
from shirube.exporters.dcat.vocabulary import (
    CC_BY,
    GOVERNMENT,
    JAPANESE,
    PUBLIC,
    YEARLY,
    named,
    terms,
)
from shirube.exporters.describing.model import Catalogue, Dataset
from shirube.exporters.describing.words import (
    Both,
    catalogue_description,
    catalogue_title,
    description,
    keywords,
    series_description,
    series_title,
    title,
)
from shirube.schema import MunicipalityRef


def catalogue_graph(catalogue: Catalogue) -> Iterator[Node]:
    """All statements, a dataset at a time; the terms that were used come last."""
    used: set[str] = set()
    for one in _statements(catalogue):
        used.update(named([one]))
        yield one
    yield from terms(used)


def _statements(catalogue: Catalogue) -> Iterator[Node]:
    publisher = _publisher(catalogue)
    yield publisher
    yield _catalogue(catalogue, publisher)
    if catalogue.page:
        yield _document(catalogue.page)
    told = {publisher.iri, catalogue.page}
    for datasets in _of_each_series(catalogue.datasets):
        before: Dataset | None = None
        for dataset in datasets:
            for one in (*_agents(dataset), *_locations(dataset), *_pages(dataset)):
                if one.iri not in told:
                    told.add(one.iri)
                    yield one
            yield from (distribution(dataset, file) for file in dataset.files)
            yield _dataset(dataset, before)
            before = dataset
        if _in_series(datasets[0]):
            yield _series(datasets)


def _of_each_series(datasets: Iterable[Dataset]) -> Iterator[list[Dataset]]:
    """The datasets of each municipality, oldest year first; what is of several stands alone."""

    def order(one: Dataset) -> tuple[str, tuple[int, ...]]:
        return (_codes(one), one.contents.years)

    for _, some in groupby(sorted(datasets, key=order), key=_codes):
        yield list(some)


def _codes(dataset: Dataset) -> str:
    return dataset.ident.partition("/")[0]


def _in_series(dataset: Dataset) -> bool:
    return dataset.of_one is not None


def _name(place: str, fragment: str, key: str) -> str:
    """``https://…/132217/2019/#dataset``; without an address a name that is always the same."""
    return f"{place}#{fragment}" if place else uuid5(NAMESPACE_URL, f"urn:shirube:{key}").urn


def dataset_name(dataset: Dataset) -> str:
    """What the dataset is called in every edition."""
    return _name(dataset.places.page, "dataset", dataset.ident)


def _series_name(dataset: Dataset) -> str:
    return _name(dataset.places.city, "series", f"{_codes(dataset)}#series")


def _agent_name(of: MunicipalityRef, city: str) -> str:
    return _name(city, "municipality", f"{of.code}#municipality")


def _location_name(of: MunicipalityRef, city: str) -> str:
    return _name(city, "place", f"{of.code}#place")


def _publisher(catalogue: Catalogue) -> Node:
    of, page = catalogue.publisher, catalogue.page
    homepage: Says = [("foaf:homepage", Iri(page))] if page else []
    if of is None:
        name = Literal("しるべ — 行政評価", "ja")
        iri = _name(page, "publisher", "#publisher")
        return node(iri, "foaf:Agent", says=[("foaf:name", name), *homepage])
    city = next((one.places.city for one in catalogue.datasets if one.of_one == of), "")
    return _agent(of, city)


def _catalogue(catalogue: Catalogue, publisher: Node) -> Node:
    codes = ",".join(dict.fromkeys(_codes(one) for one in catalogue.datasets))
    homepage: Says = [("foaf:homepage", Iri(catalogue.page))] if catalogue.page else []
    datasets: Says = [("dcat:dataset", Iri(dataset_name(one))) for one in catalogue.datasets]
    return node(
        _name(catalogue.page, "catalogue", f"{codes}#catalogue"),
        "dcat:Catalog",
        says=[
            *in_both("dct:title", catalogue_title(catalogue)),
            *in_both("dct:description", catalogue_description(catalogue)),
            ("dct:publisher", Iri(publisher.iri)),
            ("dct:language", JAPANESE),
            ("dct:license", CC_BY),
            *day("dct:modified", catalogue.modified),
            *homepage,
            *datasets,
        ],
    )


def _dataset(dataset: Dataset, before: Dataset | None) -> Node:
    places = dataset.places
    page: Says = [("dcat:landingPage", Iri(places.page))] if places.page else []
    series: Says = []
    if _in_series(dataset):
        series = [("dcat:inSeries", Iri(_series_name(dataset)))]
        series += [("dcat:prev", Iri(dataset_name(before)))] if before else []
    words: list[tuple[str, Literal]] = []
    for both in dict.fromkeys(keywords(dataset)):
        words += [(key, value) for key, value in in_both("dcat:keyword", both)
                  if isinstance(value, Literal)]  # fmt: skip
    return node(
        dataset_name(dataset),
        "dcat:Dataset",
        says=[
            *in_both("dct:title", title(dataset)),
            *in_both("dct:description", description(dataset)),
            ("dct:identifier", Literal(f"urn:shirube:{dataset.ident}")),
            *words,
            *_who_and_where(dataset),
            *_when(dataset),
            *_version(dataset),
            *page,
            *series,
            ("dct:language", JAPANESE),
            ("dct:accrualPeriodicity", YEARLY),
            ("dct:accessRights", PUBLIC),
            ("dcat:theme", GOVERNMENT),
            *(("dcat:distribution", Iri(distribution(dataset, one).iri)) for one in dataset.files),
        ],
    )


def _who_and_where(dataset: Dataset) -> Says:
    city = dataset.places.city
    found = [
        ("dct:spatial", Iri(_location_name(one, city))) for one in dataset.contents.municipalities
    ]
    of = dataset.of_one
    if of is None:
        return found
    address: Says = [("vcard:hasURL", Iri(city))] if city else []
    contact = blank(
        "vcard:Kind", "vcard:Organization", says=[("vcard:fn", Literal(of.name, "ja")), *address]
    )
    maker = Iri(_agent_name(of, city))
    return [
        ("dct:publisher", maker),
        ("dct:creator", maker),
        ("dcat:contactPoint", contact),
        *found,
    ]


def _when(dataset: Dataset) -> Says:
    return [
        *_period(dataset.contents.years),
        *day("dct:issued", dataset.issued or dataset.modified),
        *day("dct:modified", dataset.modified),
    ]


def _version(dataset: Dataset) -> Says:
    found: list[tuple[str, Literal]] = []
    if dataset.number is not None:
        found.append(("dcat:version", Literal(str(dataset.number))))
    if dataset.reason:
        found.append(("adms:versionNotes", Literal(dataset.reason, "ja")))
    return found


def _period(years: Iterable[int]) -> Says:
    known = sorted(years)
    if not known:
        return []
    ends = _dates(first_day(known[0]), last_day(known[-1]))
    return [("dct:temporal", blank("dct:PeriodOfTime", says=ends))]


def _dates(first: date, last: date) -> Says:
    return [*day("dcat:startDate", first), *day("dcat:endDate", last)]


def _series(datasets: list[Dataset]) -> Node:
    last = datasets[-1]
    years = [year for one in datasets for year in one.contents.years]
    of = last.of_one
    assert of is not None
    city = last.places.city
    issued = min((one.issued for one in datasets if one.issued), default=None)
    modified = max((one.modified for one in datasets if one.modified), default=None)
    return node(
        _series_name(last),
        "dcat:DatasetSeries",
        says=[
            *in_both("dct:title", series_title(last)),
            *in_both("dct:description", series_description(last)),
            ("dct:publisher", Iri(_agent_name(of, city))),
            ("dct:spatial", Iri(_location_name(of, city))),
            ("dct:accrualPeriodicity", YEARLY),
            *_period(years),
            *day("dct:issued", issued),
            *day("dct:modified", modified),
            ("dcat:first", Iri(dataset_name(datasets[0]))),
            ("dcat:last", Iri(dataset_name(last))),
        ],
    )


def _agents(dataset: Dataset) -> Iterator[Node]:
    if dataset.of_one is not None:
        yield _agent(dataset.of_one, dataset.places.city)


def _agent(of: MunicipalityRef, city: str) -> Node:
    homepage: Says = [("foaf:homepage", Iri(city))] if city else []
    said: Says = [("foaf:name", Literal(of.name, "ja")), ("dct:identifier", Literal(of.code))]
    return node(_agent_name(of, city), "foaf:Agent", says=[*said, *homepage])


def _locations(dataset: Dataset) -> Iterator[Node]:
    for of in dataset.contents.municipalities:
        names = in_both("skos:prefLabel", Both(of.name, of.name))
        said = [*names, ("dct:identifier", Literal(of.code))]
        yield node(_location_name(of, dataset.places.city), "dct:Location", says=said)


def _pages(dataset: Dataset) -> Iterator[Node]:
    for address in (dataset.places.page, dataset.places.city):
        if address:
            yield _document(address)


def _document(address: str) -> Node:
    return node(address, "foaf:Document", says=())
