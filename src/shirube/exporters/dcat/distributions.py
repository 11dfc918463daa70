"""A file of the data as a distribution."""

from uuid import NAMESPACE_URL, uuid5

from shirube.exporters.dcat.graph import Iri, Literal, Node, Says, blank, day, in_both, node
from shirube.exporters.dcat.vocabulary import (
    CC_BY,
    JAPANESE,
    SHA256,
    TERMS_OF_USE,
    media_type,
)
from shirube.exporters.describing.files import file_title, kind_of, standard
from shirube.exporters.describing.model import DataFile, Dataset


def distribution(dataset: Dataset, file: DataFile) -> Node:
    """The file, how to get it, what it holds, on which terms."""
    address = dataset.address(file)
    page = dataset.places.page or address
    return node(
        _name(dataset, file),
        "dcat:Distribution",
        says=[
            *in_both("dct:title", file_title(file)),
            ("dcat:accessURL", Iri(page)),
            ("dcat:downloadURL", Iri(address)),
            *_bytes(file),
            ("dct:license", CC_BY),
            ("dct:rights", TERMS_OF_USE),
            ("dct:language", JAPANESE),
            *day("dct:issued", dataset.modified),
        ],
    )


def _name(dataset: Dataset, file: DataFile) -> str:
    """The same in every edition: a harvester renews the file it has."""
    if dataset.places.page:
        return f"{dataset.places.page}#{file.path.replace('/', '-')}"
    return uuid5(NAMESPACE_URL, f"urn:shirube:{dataset.ident}#{file.path}").urn


def _bytes(file: DataFile) -> Says:
    kind = kind_of(file)
    found: list[tuple[str, Iri | Literal | Node]] = []
    if (known := media_type(kind.media_type)) is not None:
        found.append(("dcat:mediaType", known))
    if kind.address:
        found.append(("dct:format", Iri(kind.address)))
    else:
        said = [("rdfs:label", Literal(kind.word))]
        found.append(("dct:format", blank("dct:MediaTypeOrExtent", says=said)))
    if (follows := standard(file)) is not None:
        found.append(("dct:conformsTo", Iri(follows)))
    if file.size is not None:
        found.append(("dcat:byteSize", Literal(str(file.size), datatype="xsd:nonNegativeInteger")))
    if file.sha256 is not None:
        value = Literal(file.sha256, datatype="xsd:hexBinary")
        said_of: Says = [("spdx:algorithm", SHA256), ("spdx:checksumValue", value)]
        found.append(("spdx:checksum", blank("spdx:Checksum", says=said_of)))
    return found
