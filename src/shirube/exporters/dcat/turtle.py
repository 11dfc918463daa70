"""Statements as Turtle (RDF 1.1)."""

import re
from collections.abc import Iterable, Iterator

from shirube.basics.japanese_text import printable
from shirube.exporters.dcat.graph import PREFIXES, Iri, Node, Object, iri_text

_NOT_IN_TEXT = re.compile(r'[\x00-\x1f"\\\x7f]')
_NAMED = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


def to_turtle(nodes: Iterable[Node]) -> Iterator[bytes]:
    """The pieces of the document."""
    for prefix, address in PREFIXES.items():
        yield f"@prefix {prefix}: <{address}> .\n".encode()
    for node in nodes:
        yield f"\n{_iri(node.iri)} {_statements(node, ' ')} .\n".encode()


def _statements(node: Node, indent: str) -> str:
    said = ["a " + ", ".join(node.types)] if node.types else []
    said += [f"{predicate} {_object(of, indent)}" for predicate, of in node.says]
    return f" ;\n{indent}   ".join(said)


def _object(of: Object, indent: str) -> str:
    if isinstance(of, Iri):
        return _iri(of.to)
    if isinstance(of, Node):
        return f"[ {_statements(of, indent + '    ')} ]" if not of.iri else _iri(of.iri)
    text = f'"{_NOT_IN_TEXT.sub(_mark, printable(of.value))}"'
    if of.language:
        return f"{text}@{of.language}"
    return f"{text}^^{of.datatype}" if of.datatype else text


def _iri(address: str) -> str:
    return f"<{iri_text(address)}>"


def _mark(found: re.Match[str]) -> str:
    letter = found.group()
    return _NAMED.get(letter) or f"\\u{ord(letter):04X}"
