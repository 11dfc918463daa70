"""The catalogue of everything that is published, as a data portal fetches it."""

import gzip
import re
from urllib.parse import urljoin

import pyshacl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from shirube.basics.testing import schemas_folder
from shirube.designs import Library
from shirube.people.actors import system
from shirube.portal.tests.town import corrected, first
from shirube.publishing import queries
from shirube.publishing.catalogue import catalogue_bytes
from shirube.publishing.publish import Order, publish_edition
from shirube.publishing.withdraw import withdraw_edition
from shirube.sheets.tests.build import CITY, DESIGN, OTHER_FILE, reading, sheet
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db
DCAT = Namespace("http://www.w3.org/ns/dcat#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
HOST = "http://testserver/"
JSON_LD, TURTLE = "/data/catalog.jsonld", "/data/catalog.ttl"


@pytest.fixture
def published() -> None:
    first()


def fetched(client: Client, address: str = JSON_LD) -> Graph:
    response = client.get(address)
    return Graph().parse(data=response.content, format=response["Content-Type"].partition(";")[0])


def datasets(graph: Graph) -> list[URIRef]:
    return [URIRef(str(one)) for one in graph.subjects(RDF.type, DCAT.Dataset)]


def test_both_ways_of_writing_say_the_same(published: None, client: Client) -> None:
    assert isomorphic(fetched(client), fetched(client, TURTLE))


def test_the_shapes_of_dcat_ap_accept_it(published: None, client: Client) -> None:
    corrected()
    shapes = Graph()
    for part in ("shapes", "range"):
        shapes.parse(schemas_folder() / f"dcat-ap-3.0.1-{part}.ttl")
    conforms, _, report = pyshacl.validate(fetched(client), shacl_graph=shapes, advanced=True)
    assert conforms, report


def test_every_file_that_is_told_can_be_fetched_as_told(published: None, client: Client) -> None:
    graph = fetched(client)
    files = list(graph.subject_objects(DCAT.downloadURL))
    assert URIRef(f"{HOST}{CITY.code}/e/2019-1/csv/sheets.csv") in {url for _, url in files}
    for distribution, url in files:
        response = client.get(str(url))
        assert response.status_code == 200
        assert graph.value(distribution, DCAT.byteSize).toPython() == len(response.content)  # type: ignore[union-attr]


def test_its_pages_are_there(published: None, client: Client) -> None:
    graph = fetched(client)
    pages = {*graph.objects(None, DCAT.landingPage), *graph.objects(None, DCAT.accessURL)}
    for page in pages:
        assert client.get(str(page), follow=True).status_code == 200


def test_a_correction_is_the_same_dataset_in_a_new_version(published: None, client: Client) -> None:
    first = fetched(client)
    corrected()
    graph = fetched(client)
    (one,) = datasets(graph)
    assert datasets(first) == [one]
    assert graph.value(one, DCAT.version) == Literal("2")
    assert str(graph.value(one, ADMS.versionNotes)) == "集計の誤り"
    assert all("/2019-2/" in str(url) for url in graph.objects(None, DCAT.downloadURL))


def test_what_was_withdrawn_is_not_offered(published: None, client: Client) -> None:
    edition = queries.by_slug(CITY.code, "2019-1")
    assert edition is not None
    before = client.get(JSON_LD)["ETag"]
    withdraw_edition(edition.pk, "個人情報", by=system())
    assert datasets(fetched(client)) == []
    assert client.get(JSON_LD)["ETag"] != before


def test_an_unchanged_catalogue_is_not_sent_again(published: None, client: Client) -> None:
    etag = client.get(JSON_LD)["ETag"]
    again = client.get(JSON_LD, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(TURTLE, headers={"if-none-match": etag}).status_code == 200
    packed = client.get(JSON_LD, headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == client.get(JSON_LD).content


def test_what_nobody_confirmed_is_told(published: None, client: Client) -> None:
    graph = fetched(client)
    (one,) = datasets(graph)
    told = " ".join(str(words) for words in graph.objects(one, DCTERMS.description))
    assert "2枚は「機械読取・未確認」です" in told


@pytest.mark.parametrize("page", ["/", "/en/", f"/{CITY.code}/e/2019-1/data/"])
def test_pages_lead_to_it(page: str, published: None, client: Client) -> None:
    links = re.findall(
        r'type="application/ld\+json" href="([^"]+)"', client.get(page).content.decode()
    )
    assert JSON_LD in {urljoin(page, href) for href in links}


def test_without_an_address_it_is_told_from_its_own_place(published: None) -> None:
    graph = Graph().parse(
        data=catalogue_bytes("data/catalog.ttl", "../"),
        format="turtle",
        publicID="file:///site/data/catalog.ttl",
    )
    url = URIRef(f"file:///site/{CITY.code}/e/2019-1/csv/sheets.csv")
    assert url in set(graph.objects(None, DCAT.downloadURL))


def test_the_number_of_questions_does_not_grow_with_the_editions(
    published: None,
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            catalogue_bytes("data/catalog.ttl", HOST)
        return len(found)

    few = asked()
    take_in(reading(sheet("511", fiscal_year=2020), sha256=OTHER_FILE), by=system(), accept=True)
    publish_edition(Order(CITY.code, 2020), by=system(), library=Library([(DESIGN, None)]))
    assert asked() == few
