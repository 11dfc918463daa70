from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from shirube.basics.testing import schemas_folder
from shirube.exporters import FORMATS, ExportContext
from shirube.exporters.dcat import catalogue_graph, to_json_ld, to_turtle
from shirube.exporters.dcat.graph import Literal as Words
from shirube.exporters.dcat.graph import Node, node
from shirube.exporters.describing import Catalogue, DataFile, Dataset
from shirube.exporters.describing.model import Contents, Places
from shirube.exporters.tests.real import EVERY, published
from shirube.schema import MunicipalityRef
from shirube.schema.tables import TABLES

DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own knows DCAT 2 only
MIHON = MunicipalityRef(code="999997", name="見本市")
TEHON = MunicipalityRef(code="999989", name="手本市")
SITE = "https://open.example.jp/"
SHEETS = DataFile("csv/sheets.csv", "text/csv; charset=utf-8", 120, "0" * 64)

OTHERS = (
    "csv/csv-metadata.json",
    "csv/datapackage.json",
    "jsonl/sheets.jsonl",
    "parquet/sheets.parquet",
    "stratml/999997-2024.xml",
    "xlsx/shirube.xlsx",
)


def of_year(year: int, of: MunicipalityRef = MIHON, **parts: object) -> Dataset:
    city = f"{SITE}{of.code}/"
    places = Places(f"{city}e/{year}-2/", f"{city}{year}/", city)
    known: dict[str, object] = {
        "files": (SHEETS, *map(DataFile, OTHERS)),
        "number": 2,
        "issued": date(year + 1, 10, 31),
        "modified": date(year + 1, 12, 20),
        "reason": '「3\\6」と\n"36"',
    }
    contents = Contents((of,), (year,), {"program": 3}, unconfirmed=1)
    return Dataset(contents, places=places, **(known | parts))  # type: ignore[arg-type]


WHOLE = Catalogue((of_year(2023), of_year(2024), of_year(2024, TEHON)), page=SITE)


def read(nodes: list[Node] | Iterator[Node], base: str = SITE) -> Graph:
    """The statements, after both ways of writing them were found to say the same."""
    listed = list(nodes)
    turtle = Graph().parse(data=b"".join(to_turtle(listed)), format="turtle", publicID=base)
    json_ld = Graph().parse(data=b"".join(to_json_ld(listed)), format="json-ld", publicID=base)
    assert isomorphic(turtle, json_ld)
    return turtle


@cache
def shapes() -> Graph:
    found = Graph()
    for part in ("shapes", "range"):
        found.parse(schemas_folder() / f"dcat-ap-3.0.1-{part}.ttl")
    return found


def complaints(graph: Graph) -> str:
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes(), advanced=True)
    return "" if conforms else str(report)


@pytest.mark.parametrize("name", EVERY)
def test_the_shapes_accept_what_is_exported(name: str, tmp_path: Path) -> None:
    FORMATS["dcat"].write(iter(published(name)), tmp_path, ExportContext(name))
    json_ld = Graph().parse(tmp_path / "catalog.jsonld")
    assert complaints(json_ld) == ""
    assert isomorphic(json_ld, Graph().parse(tmp_path / "catalog.ttl"))
    files = {Path(str(url)) for url in json_ld.objects(None, DCAT.downloadURL)}
    assert {path.name for path in files} >= {f"{table}.csv" for table in TABLES}
    assert all((tmp_path / path.name).is_file() for path in files)


def test_the_shapes_accept_the_catalogue_of_an_installation() -> None:
    assert complaints(read(catalogue_graph(WHOLE))) == ""


def test_the_shapes_accept_an_empty_catalogue() -> None:
    assert complaints(read(catalogue_graph(Catalogue((), page=SITE)))) == ""


@pytest.mark.parametrize(
    ("right", "spoiled"),
    [
        ("dct:title", "dct:alternative"),
        ('"120"^^xsd:nonNegativeInteger', '"120 B"'),
        ("dcat:accessURL <", "dcat:qualifiedRelation <"),
        ('"2025-12-20"^^xsd:date', '"令和7年12月20日"'),
        ("a foaf:Agent", "a foaf:Document"),
    ],
)
def test_the_shapes_refuse(right: str, spoiled: str) -> None:
    turtle = b"".join(to_turtle(catalogue_graph(WHOLE))).decode()
    assert right in turtle
    assert complaints(Graph().parse(data=turtle.replace(right, spoiled), format="turtle"))


def test_a_series_holds_the_years_of_a_municipality() -> None:
    graph = read(catalogue_graph(WHOLE))
    series = URIRef(f"{SITE}999997/#series")
    years = [URIRef(f"{SITE}999997/{year}/#dataset") for year in (2023, 2024)]
    assert set(graph.subjects(DCAT.inSeries, series)) == set(years)
    assert graph.value(years[1], DCAT.prev) == years[0]
    assert graph.value(series, DCAT.last) == years[1]
    assert len(set(graph.subjects(RDF.type, DCAT.DatasetSeries))) == 2


def test_the_catalogue_lists_every_dataset_and_each_is_complete() -> None:
    graph = read(catalogue_graph(WHOLE))
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    listed = set(graph.objects(catalogue, DCAT.dataset))
    assert listed == set(graph.subjects(RDF.type, DCAT.Dataset))
    for one in listed:
        titles = {str(word.language) for word in graph.objects(one, DCTERMS.title)}  # type: ignore[attr-defined]
        assert titles == {"ja", "en"}
        assert len(list(graph.objects(one, DCAT.distribution))) == 1 + len(OTHERS)
        assert graph.value(one, DCAT.version) == Literal("2")


def test_a_file_is_told_by_address_type_and_hash() -> None:
    graph = read(catalogue_graph(WHOLE))
    csv = URIRef(f"{SITE}999997/2023/#csv-sheets.csv")
    assert graph.value(csv, DCAT.downloadURL) == URIRef(f"{SITE}999997/e/2023-2/csv/sheets.csv")
    assert graph.value(csv, DCAT.accessURL) == URIRef(f"{SITE}999997/2023/")
    assert str(graph.value(csv, DCAT.mediaType)).endswith("/text/csv")
    assert str(graph.value(csv, DCAT.byteSize)) == "120"


def test_the_same_data_keep_their_names_in_another_edition() -> None:
    def names(number: int) -> set[str]:
        catalogue = Catalogue((of_year(2024, number=number),), page=SITE)
        return {one.iri for one in catalogue_graph(catalogue)}

    assert names(1) == names(2)


def test_of_several_municipalities_nobody_is_made_the_publisher_of_the_data() -> None:
    mixed = Dataset(Contents((MIHON, TEHON), (2023, 2024)), own_title="二つの市")
    graph = read(catalogue_graph(Catalogue((mixed,))))
    assert complaints(graph) == ""
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    assert graph.value(dataset, DCTERMS.publisher) is None
    assert len(list(graph.objects(dataset, DCTERMS.spatial))) == 2


def test_what_is_known_of_an_edition_stands_in_its_export(tmp_path: Path) -> None:
    context = ExportContext(
        "見本市", "2024-1", published_on=date(2025, 10, 31), base="https://a.example/e/"
    )
    FORMATS["dcat"].write(published("見本市")[:1], tmp_path, context)
    graph = Graph().parse(tmp_path / "catalog.ttl")
    assert set(graph.objects(None, DCTERMS.issued)) == {Literal(date(2025, 10, 31))}
    assert URIRef("https://a.example/e/sheets.csv") in set(graph.objects(None, DCAT.downloadURL))


@settings(max_examples=50)
@given(text=st.text(), address=st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_text_is_read_alike_from_both(text: str, address: str) -> None:
    said = node(f"{SITE}{address}", "dcat:Dataset", says=[("dct:title", Words(text, "ja"))])
    (found,) = read([said]).objects(None, DCTERMS.title)
    assert str(found) == "".join(letter for letter in text if _in_xml(letter))


def _in_xml(letter: str) -> bool:
    return (
        letter in "\t\n\r"
        or " " <= letter <= "\ud7ff"
        or "\ue000" <= letter <= "\ufffd"
        or letter > "\uffff"
    )
