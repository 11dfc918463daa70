"""Statements of RDF as plain values, and the vocabularies they are made of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shirube.exporters.describing.words import Both

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "adms": "http://www.w3.org/ns/adms#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Iri:
    """An address or name of something."""

    to: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in a language, or a value of a datatype (``xsd:date``); with neither a plain text."""

    value: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """Something and what is said of it; one without a name stands inside what it belongs to."""

    iri: str
    types: tuple[str, ...]
    says: tuple[tuple[str, "Object"], ...]


Object = Iri | Literal | Node
Says = Sequence[tuple[str, Object]]


# What an address between < and > may not hold in Turtle (1.1, IRIREF).
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def iri_text(address: str) -> str:
    """An address without letters that stand in none; every way of writing writes the same."""
    return _NOT_IN_IRI.sub(lambda found: f"%{ord(found.group()):02X}", address)


def node(iri: str, *types: str, says: Says) -> Node:
    """A named thing."""
    return Node(iri, types, tuple(says))


def blank(*types: str, says: Says) -> Node:
    """A thing without a name."""
    return Node("", types, tuple(says))


def in_both(predicate: str, words: Both) -> Says:
    """The same said in Japanese and English; once where both are alike."""
    told = [(predicate, Literal(words.ja, "ja"))]
    return told if words.ja == words.en else [*told, (predicate, Literal(words.en, "en"))]


def day(predicate: str, when: date | None) -> Says:
    """A date, if it is known."""
    return [(predicate, Literal(when.isoformat(), datatype="xsd:date"))] if when else []
