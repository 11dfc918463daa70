"""The two engines below the same search: FTS5 of SQLite, tsvector of PostgreSQL.

Both index pairs of letters and find the same rows. FTS5 knows where a pair stands, so a phrase of
pairs is the word. A tsvector keeps at most 256 places of a pair, so there the pairs only choose
the candidates, and the folded text decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from shirube.publishing.search.grams import pairs, units, word_pairs
from shirube.publishing.search.models import SearchRow

ALL = ("name", "body", "context")
OWN = ("name", "body")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Folded words and tokens of filters; ``any_of`` holds alternatives of one filter."""

    words: tuple[str, ...]
    without: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()


class Store(Protocol):
    """Where pairs are kept."""

    def add(self, rows: Sequence[SearchRow]) -> None:
        """Index rows that were just stored."""

    def remove(self, rows: Sequence[SearchRow]) -> None:
        """Forget rows that are about to be deleted."""

    def find(self, wanted: Wanted, limit: int) -> list[int]:
        """Ids, best first: all words in the name, some in the name, the rest."""


def store() -> Store:
    """The store of the configured database."""
    return Postgres() if connection.vendor == "postgresql" else Sqlite()


class Sqlite:
    """Contentless FTS5: the rows that give the texts back are ``SearchRow``."""

    def add(self, rows: Sequence[SearchRow]) -> None:
        """Index rows that were just stored."""
        self._write(
            "INSERT INTO search_index(rowid, name, body, context, filters)"
            " VALUES (%s, %s, %s, %s, %s)",
            rows,
        )

    def remove(self, rows: Sequence[SearchRow]) -> None:
        """Without content, FTS5 forgets a row only when it is told what it held."""
        self._write(
            "INSERT INTO search_index(search_index, rowid, name, body, context, filters)"
            " VALUES ('delete', %s, %s, %s, %s, %s)",
            rows,
        )

    def _write(self, sql: str, rows: Sequence[SearchRow]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                sql,
                [(row.pk, *(_spaced(getattr(row, c)) for c in ALL), row.filters) for row in rows],
            )

    def find(self, wanted: Wanted, limit: int) -> list[int]:
        """Ids, best first. Each rank is read in the order of ids and stops at the limit."""
        found: list[int] = []
        with connection.cursor() as cursor:
            for expression in self._ranks(wanted):
                if len(found) < limit:
                    cursor.execute(
                        "SELECT rowid FROM search_index WHERE search_index MATCH %s"
                        " ORDER BY rowid LIMIT %s",
                        [expression, limit - len(found)],
                    )
                    found += [row[0] for row in cursor.fetchall()]
        return found

    def _ranks(self, wanted: Wanted) -> list[str]:
        words = [self._phrase(word) for word in wanted.words]
        some_in_name = f"({{name}} : ({' OR '.join(words)}))"
        all_in_name = f"({{name}} : ({' AND '.join(words)}))"
        narrowed = "".join(f' AND filters : "{token}"' for token in wanted.filters)
        rest = f"({{name body context}} : ({' AND '.join(words)}))"
        own = "" if len(words) == 1 else f" AND ({{name body}} : ({' OR '.join(words)}))"
        if len(words) == 1:
            rest = f"({{body}} : {words[0]})"
        without = "".join(
            f" NOT ({{name body context}} : {self._phrase(word)})" for word in wanted.without
        )
        ranks = [f"({all_in_name}{narrowed}){without}"]
        if len(words) > 1:
            ranks.append(f"(({rest} AND {some_in_name}{narrowed}) NOT {all_in_name}){without}")
        return [*ranks, f"(({rest}{own}{narrowed}) NOT {some_in_name}){without}"]

    @staticmethod
    def _phrase(word: str) -> str:
        # No pair holds a quotation mark or a space: signs of ASCII were moved away.
        return f'"{" ".join(word_pairs(word))}"' + ("*" if len(units(word)) == 1 else "")


def _spaced(folded: str) -> str:
    return " ".join(one + following for one, following in pairs(folded))


class Postgres:
    """A tsvector column beside the rows, with GIN."""

    def add(self, rows: Sequence[SearchRow]) -> None:
        """Index rows that were just stored."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE search_searchrow SET pairs = array_to_tsvector(%s::text[]) WHERE id = %s",
                [(sorted(self._lexemes(row)), row.pk) for row in rows],
            )

    def remove(self, rows: Sequence[SearchRow]) -> None:
        """The column goes with its row."""

    @staticmethod
    def _lexemes(row: SearchRow) -> set[str]:
        found = {f"={token}" for token in row.filters.split()}
        for column in ALL:
            for one, following in pairs(getattr(row, column)):
                found |= {column[0] + one + following, column[0] + one}
        return found

    def find(self, wanted: Wanted, limit: int) -> list[int]:
        """Ids, best first. The candidates are settled before they are put in order: ordered by
        its primary key, PostgreSQL would read the whole table for a rare word.
        """
        in_all = [self._holds(word, ALL) for word in wanted.words]
        own = [self._holds(word, OWN) for word in wanted.words]
        in_name = [self._holds(word, ("name",)) for word in wanted.words]
        left = [self._holds(word, ALL) for word in wanted.without]
        checks = [*in_all, _Sql.join(" OR ", own), *(_Sql(f"NOT {s.text}", s.values) for s in left)]
        rank = [_Sql.join(" AND ", in_name), _Sql.join(" OR ", in_name)]
        where = _Sql.join(" AND ", checks)
        # Only names of columns are put in; what was typed is passed beside it.
        sql = (
            "WITH hit AS MATERIALIZED (SELECT id, CASE WHEN "  # noqa: S608
            f"{rank[0].text} THEN 0 WHEN {rank[1].text} THEN 1 ELSE 2 END AS rank"
            f" FROM search_searchrow WHERE pairs @@ %s::tsquery AND {where.text})"
            " SELECT id FROM hit ORDER BY rank, id LIMIT %s"
        )
        values = [*rank[0].values, *rank[1].values, self._candidates(wanted), *where.values]
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values, limit])
            return [row[0] for row in cursor.fetchall()]

    @staticmethod
    def _holds(word: str, columns: Sequence[str]) -> "_Sql":
        parts = " OR ".join(f"strpos({column}, %s) > 0" for column in columns)
        return _Sql(f"({parts})", [word] * len(columns))

    @staticmethod
    def _candidates(wanted: Wanted) -> str:
        words = [
            "(" + " | ".join(
                "(" + " & ".join(f"'{column[0]}{pair}'" for pair in word_pairs(word)) + ")"
                for column in ALL
            ) + ")"
            for word in wanted.words
        ]  # fmt: skip
        return " & ".join([*words, *(f"'={token}'" for token in wanted.filters)])


@dataclass(frozen=True, slots=True)
class _Sql:
    text: str
    values: list[str]

    @classmethod
    def join(cls, between: str, parts: Sequence["_Sql"]) -> "_Sql":
        text = between.join(part.text for part in parts)
        return cls(f"({text})", [value for part in parts for value in part.values])
