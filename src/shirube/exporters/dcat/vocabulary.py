"""Terms of controlled lists that DCAT-AP asks for, each with its class and names.

The addresses are names only; nothing is fetched from them. Their classes are said in the document
so that a validator need not fetch them either.
"""

from collections.abc import Iterable, Iterator
from uuid import NAMESPACE_URL, uuid5

from shirube.exporters.dcat.graph import Iri, Literal, Node, Object, in_both, node
from shirube.exporters.describing.files import CSVW, DATA_PACKAGE, KINDS, NOT_AT_IANA, STRATML
from shirube.exporters.describing.words import RIGHTS, Both

_EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"

JAPANESE = Iri(f"{_EU}language/JPN")
YEARLY = Iri(f"{_EU}frequency/ANNUAL")
PUBLIC = Iri(f"{_EU}access-right/PUBLIC")
GOVERNMENT = Iri(f"{_EU}data-theme/GOVE")
# DCAT-AP allows one licence; the other one that the data are under is told in dct:rights.
CC_BY = Iri("https://creativecommons.org/licenses/by/4.0/")
TERMS_OF_USE = Iri(uuid5(NAMESPACE_URL, "urn:shirube:#rights").urn)
SHA256 = Iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")

_CLASSES: dict[str, tuple[str, Both]] = {
    JAPANESE.to: ("dct:LinguisticSystem", Both("日本語", "Japanese")),
    YEARLY.to: ("dct:Frequency", Both("年1回", "annual")),
    PUBLIC.to: ("dct:RightsStatement", Both("公開", "public")),
    TERMS_OF_USE.to: ("dct:RightsStatement", RIGHTS),
    CC_BY.to: ("dct:LicenseDocument", Both("CC BY 4.0", "CC BY 4.0")),
    DATA_PACKAGE: ("dct:Standard", Both("Data Package v2", "Data Package v2")),
    CSVW: ("dct:Standard", Both("CSV on the Web", "CSV on the Web")),
    STRATML: ("dct:Standard", Both("StratML Part 2", "StratML Part 2")),
}


def media_type(name: str) -> Iri | None:
    """The address of a media type that IANA keeps."""
    return None if name in NOT_AT_IANA else Iri(f"{IANA}{name}")


def terms(used: Iterable[str]) -> Iterator[Node]:
    """The terms among ``used`` with their classes, in order."""
    formats = {kind.address: kind for kind in KINDS.values()}
    for iri in sorted(used):
        if iri in _CLASSES:
            of, names = _CLASSES[iri]
            yield node(iri, of, says=in_both("rdfs:label", names))
        elif iri == GOVERNMENT.to:
            words = Both("政府・公共部門", "Government and public sector")
            yield node(iri, "skos:Concept", says=in_both("skos:prefLabel", words))
        elif iri == SHA256.to:
            yield node(iri, "spdx:ChecksumAlgorithm", says=())
        elif iri.startswith(IANA):
            name = Literal(iri.removeprefix(IANA))
            yield node(iri, "dct:MediaType", says=[("rdfs:label", name)])
        elif iri in formats:
            name = Literal(formats[iri].word)
            yield node(iri, "dct:MediaTypeOrExtent", says=[("rdfs:label", name)])


def named(found: Iterable[Node]) -> Iterator[str]:
    """Every address that the nodes point to."""
    for one in found:
        yield from _pointed(one)


def _pointed(of: Object) -> Iterator[str]:
    if isinstance(of, Iri):
        yield of.to
    elif isinstance(of, Node):
        for _, inner in of.says:
            yield from _pointed(inner)
