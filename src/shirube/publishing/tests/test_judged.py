"""The frozen files of an edition, as they go out, before the judges of their formats."""

import warnings
from pathlib import Path

import csvw
import frictionless
import pyshacl
import pytest
import xmlschema
from rdflib import Graph

from shirube.basics.testing import schemas_folder
from shirube.designs import Library
from shirube.people.actors import system
from shirube.publishing.models import EditionFile
from shirube.publishing.publish import Order, publish_edition
from shirube.sheets.tests.build import CITY, DESIGN, reading, sheet
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    take_in(reading(sheet("511"), sheet("512")), by=system(), accept=True)
    order = Order(CITY.code, 2019)
    made = publish_edition(order, by=system(), library=Library([(DESIGN, None)]))
    for file in EditionFile.objects.filter(edition=made).select_related("blob"):
        target = tmp_path / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.blob.content)
    return tmp_path


def test_each_format_is_accepted_by_its_judge(edition: Path) -> None:
    schemas = schemas_folder()
    package = frictionless.validate(str(edition / "csv/datapackage.json"))
    assert package.valid, package.flatten(["type", "message"])
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        assert csvw.CSVW(str(edition / "csv/csv-metadata.json"), validate=True).is_valid
    stratml = xmlschema.XMLSchema(schemas / "stratml-part2-20160506.xsd")
    stratml.validate(str(edition / f"stratml/{CITY.code}-2019.xml"))
    shapes = Graph()
    for part in ("shapes", "range"):
        shapes.parse(schemas / f"dcat-ap-3.0.1-{part}.ttl")
    catalogue = Graph().parse(edition / "catalog.jsonld")
    conforms, _, report = pyshacl.validate(catalogue, shacl_graph=shapes, advanced=True)
    assert conforms, report
