"""What a request asks for, read strictly: what is not understood is refused with what would be."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from urllib.parse import unquote_to_bytes

from shirube.api.problems import RefusedError
from shirube.publishing.rows.keys import filters
from shirube.schema.codes import LISTS
from shirube.schema.tables import Cell, Column, Table

LONGEST_QUERY = 30_000  # letters, percent-encoded
MOST_PARAMETERS = 500
MOST_VALUES = 20  # of one parameter
LONGEST_VALUE = 100
DEFAULT_LIMIT, MOST_ROWS = 100, 1000
OPEN_LISTS = frozenset({"stage", "item"})  # hold more than the codes that are named
FORMATS = ("json", "jsonl", "csv")
EDITION = r"(?:[0-9]{6}/)?(?:[0-9]{4}|undated)-[1-9][0-9]{0,5}"
INTEGER = r"-?[0-9]{1,9}"
# Letters that no value holds and that some programs stumble over.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

Given = Mapping[str, tuple[str, ...]]  # parameter → its values


def parameters(query: str) -> Given:
    """The parameters of an address, as WSGI hands them on. Raises RefusedError."""
    if len(query) > LONGEST_QUERY:
        raise RefusedError(
            "too-long",
            f"条件は{LONGEST_QUERY:,}文字までです。条件を分けて聞いてください。",
            f"The query may have {LONGEST_QUERY:,} letters. Ask in parts.",
        )
    pairs = [pair for pair in query.encode("latin-1", "replace").split(b"&") if pair]
    if len(pairs) > MOST_PARAMETERS:
        raise RefusedError(
            "too-many",
            f"条件は{MOST_PARAMETERS}個までです。",
            f"There may be {MOST_PARAMETERS} parameters.",
        )
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        name, _, value = (_text(part) for part in pair.partition(b"="))
        found[name] = (*found.get(name, ()), value)
    return found


def _text(part: bytes) -> str:
    try:
        text = unquote_to_bytes(part.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(
            "wrong-encoding",
            "条件は UTF-8 で書いて、%E5%B8%82 のように符号にしてください。",
            "Write parameters in UTF-8, percent-encoded.",
        ) from error
    if _CONTROL.search(text):
        raise RefusedError(
            "wrong-encoding",
            "条件に、改行などの制御文字は使えません。",
            "Parameters cannot hold control characters.",
        )
    return text


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a table, understood. ``limit`` is None where none was given."""

    columns: Mapping[str, frozenset[Cell]]
    editions: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    limit: int | None = None
    cursor: str | None = None
    format: str | None = None


SINGLE = ("limit", "cursor", "format")


def of_table(given: Given, table: Table) -> Asked:
    """What is asked of a table. Raises RefusedError."""
    known = _known(table)
    refuse_unknown(given, known)
    found: dict[str, frozenset[Cell]] = {
        name: frozenset({None}) for name in _listed(given, "empty", filters(table))
    }
    for name, values in given.items():
        if name in filters(table) and name != "edition":
            few(name, values)
            column = filters(table)[name]
            found[name] = frozenset(_cell(column, value) for value in values)
    few("edition", given.get("edition", ()))
    return Asked(
        found,
        tuple(matching("edition", one, EDITION, "2024-1") for one in given.get("edition", ())),
        tuple(_listed(given, "fields", table.names)),
        limit(given),
        single(given, "cursor"),
        format_of(given),
    )


@cache
def _known(table: Table) -> tuple[str, ...]:
    return (*filters(table), *(("edition",) if "edition" not in filters(table) else ()),
            "empty", "fields", *SINGLE)  # fmt: skip


def refuse_unknown(given: Iterable[str], known: Collection[str]) -> None:
    """Raises RefusedError for a parameter that is not known, with the nearest that is."""
    for name in given:
        if name in known:
            continue
        near = get_close_matches(name[:60], known, n=1)
        proposal_ja = f"{near[0]} のことですか。" if near else ""
        proposal_en = f" Did you mean {near[0]}?" if near else ""
        raise RefusedError(
            "unknown-parameter",
            f"「{name[:60]}」という条件はありません。{proposal_ja}known にあるものを使えます。",
            f"There is no parameter “{name[:60]}”.{proposal_en} Use one of known.",
            {"parameter": name[:60], "proposal": near[0] if near else None, "known": [*known]},
        )


def single(given: Given, name: str) -> str | None:
    """The value of a parameter that can be given once. Raises RefusedError."""
    values = given.get(name, ())
    if len(values) > 1:
        raise RefusedError(
            "repeated-parameter",
            f"{name} は1つだけ書いてください。",
            f"Give {name} once.",
            {"parameter": name},
        )
    return values[0] if values else None


def limit(given: Given) -> int | None:
    """How many rows are wanted at most."""
    value = single(given, "limit")
    if value is None:
        return None
    if not re.fullmatch("[0-9]{1,6}", value, re.ASCII) or not 1 <= int(value) <= MOST_ROWS:
        raise wrong("limit", value, f"1〜{MOST_ROWS}", f"1 to {MOST_ROWS}")
    return int(value)


def format_of(given: Given, offered: Collection[str] = FORMATS) -> str | None:
    """The format that the address names, None where it names none."""
    value = single(given, "format")
    if value is not None and value not in offered:
        known = ", ".join(offered)
        raise wrong("format", value, known, known, list(offered))
    return value


def matching(name: str, value: str, pattern: str, example: str) -> str:
    """The value, which must look like the example. Raises RefusedError."""
    if not re.fullmatch(pattern, value, re.ASCII):
        raise wrong(name, value, f"{example} のような形", f"something like {example}")
    return value


def wrong(
    name: str, value: str, ja: str, en: str, known: Collection[str] | None = None
) -> RefusedError:
    """A value that the parameter cannot have; what it can have, in both languages."""
    more: dict[str, object] = {"parameter": name, "value": value[:60]}
    if known is not None:
        near = get_close_matches(value[:60], known, n=1)
        more |= {"known": [*known], "proposal": near[0] if near else None}
    return RefusedError(
        "wrong-value",
        f"{name} の値「{value[:60]}」は使えません。使えるのは {ja} です。",
        f"{name} cannot be “{value[:60]}”. It can be {en}.",
        more,
    )


def few(name: str, values: Collection[str]) -> None:
    """Raises RefusedError where a parameter has more values than it may."""
    if len(values) > MOST_VALUES:
        raise RefusedError(
            "too-many",
            f"{name} の値は{MOST_VALUES}個までです。",
            f"{name} may have {MOST_VALUES} values.",
            {"parameter": name},
        )


def _listed(given: Given, name: str, known: Collection[str]) -> list[str]:
    """Names of columns with commas between them."""
    value = single(given, name)
    if value is None:
        return []
    names = value.split(",")
    for one in names:
        if one not in known:
            said = ", ".join(known)
            raise wrong(name, one, said, said, list(known))
    return list(dict.fromkeys(names))


def _cell(column: Column, value: str) -> Cell:
    if column.type == "integer":
        return int(matching(column.name, value, INTEGER, "2024"))
    if column.type == "boolean":
        return matching(column.name, value, "true|false", "true") == "true"
    if column.type == "date":
        return matching(column.name, value, r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "2026-11-21")
    codes = LISTS.get(column.code_list or "", {})
    if codes and column.code_list not in OPEN_LISTS and value not in codes:
        raise wrong(column.name, value, ", ".join(codes), ", ".join(codes), list(codes))
    if not value or len(value) > LONGEST_VALUE:
        ja = f"1〜{LONGEST_VALUE}文字(値がない行は empty={column.name})"
        en = f"1 to {LONGEST_VALUE} letters (rows without a value: empty={column.name})"
        raise wrong(column.name, value, ja, en)
    return value
