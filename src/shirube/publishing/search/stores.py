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

    def clear(self) -> None:
        """Forget everything."""

    def find(self, wanted: Wanted, best: int, most: int) -> tuple[list[int], list[int]]:
        """The ``best`` first ids (all words in the name, some in the name, the rest), and
        ``most`` ids in any order, to be counted.
        """


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

    def clear(self) -> None:
        """Forget everything."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index(search_index) VALUES ('delete-all')")

    def _write(self, sql: str, rows: Sequence[SearchRow]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                sql,
                [(row.pk, *(_spaced(getattr(row, c)) for c in ALL), row.filters) for row in rows],
            )

    def find(self, wanted: Wanted, best: int, most: int) -> tuple[list[int], list[int]]:
        """Each question is read in the order of ids and stops at its limit."""
        *ranks, every = self._questions(wanted)
        found: list[int] = []
        for rank in ranks:
            found += self._matches(rank, best - len(found)) if len(found) < best else []
        return found, self._matches(every, most)

    @staticmethod
    def _matches(expression: str, limit: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid FROM search_index WHERE search_index MATCH %s"
                " ORDER BY rowid LIMIT %s",
                [expression, limit],
            )
            return [row[0] for row in cursor.fetchall()]

    def _questions(self, wanted: Wanted) -> list[str]:
        """The ranks, best first, and at the end all of them together."""
        words = [self._phrase(word) for word in wanted.words]
        every, some = " AND ".join(words), " OR ".join(words)
        all_in_name, some_in_name = f"({{name}} : ({every}))", f"({{name}} : ({some}))"
        hit = f"({{name body context}} : ({every}) AND {{name body}} : ({some}))"
        if len(words) == 1:
            hit = f"({{name body}} : {every})"
        ranks = [
            all_in_name,
            f"(({hit} AND {some_in_name}) NOT {all_in_name})",
            f"({hit} NOT {some_in_name})",
            hit,
        ]
        narrowed = "".join(f' AND filters : "{token}"' for token in wanted.filters)
        without = "".join(
            f" NOT ({{name body context}} : {self._phrase(word)})" for word in wanted.without
        )
        kept = ranks if len(words) > 1 else [ranks[0], *ranks[2:]]
        return [f"({rank}{narrowed}){without}" for rank in kept]

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

    def clear(self) -> None:
        """The column goes with its row."""

    @staticmethod
    def _lexemes(row: SearchRow) -> set[str]:
        found = {f"={token}" for token in row.filters.split()}
        for column in ALL:
            for one, following in pairs(getattr(row, column)):
                found |= {column[0] + one + following, column[0] + one}
        return found

    def find(self, wanted: Wanted, best: int, most: int) -> tuple[list[int], list[int]]:
        """The candidates are settled before they are put in order: ordered by
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
            cursor.execute(sql, [*values, most])
            found = [row[0] for row in cursor.fetchall()]
        return found[:best], found

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
