"""Statements as JSON-LD 1.1 with a context of its own, so that nothing has to be fetched."""

import json
from collections.abc import Iterable, Iterator

from shirube.basics.japanese_text import printable
from shirube.exporters.dcat.graph import PREFIXES, Iri, Literal, Node, Object, iri_text

Json = dict[str, object]


def to_json_ld(nodes: Iterable[Node]) -> Iterator[bytes]:
    """The pieces of the document, a node a line."""
    yield f'{{"@context": {json.dumps(PREFIXES)},\n"@graph": ['.encode()
    before = "\n"
    for node in nodes:
        yield f"{before}{json.dumps(_node(node), ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"\n]}\n"


def _node(node: Node) -> Json:
    found: Json = {"@id": iri_text(node.iri)} if node.iri else {}
    if node.types:
        found["@type"] = list(node.types)
    said: dict[str, list[object]] = {}
    for predicate, of in node.says:
        said.setdefault(predicate, []).append(_object(of))
    return found | said


def _object(of: Object) -> Json:
    if isinstance(of, Iri):
        return {"@id": iri_text(of.to)}
    if isinstance(of, Node):
        return _node(of) if not of.iri else {"@id": iri_text(of.iri)}
    value: Json = {"@value": printable(of.value)}
    return value | _kind(of)


def _kind(of: Literal) -> Json:
    if of.language:
        return {"@language": of.language}
    return {"@type": of.datatype} if of.datatype else {}
