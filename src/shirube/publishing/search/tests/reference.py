"""A naive search to compare with: reads everything, looks for folded words."""

from collections.abc import Sequence

from shirube.publishing.search.query import Query
from shirube.publishing.search.rows import Draft


def reference(made: Sequence[Draft], query: Query, **filters: str) -> list[Draft]:
    """Hits, best first; drafts come newest year first."""
    hits = [draft for draft in made if _is_hit(draft, query) and _fits(draft, filters)]
    return sorted(hits, key=lambda draft: _rank(draft, query))


def _is_hit(draft: Draft, query: Query) -> bool:
    every = "\n".join((draft.name, draft.body, draft.context))
    own = "\n".join((draft.name, draft.body))
    return (
        bool(query.words)
        and all(word in every for word in query.words)
        and any(word in own for word in query.words)
        and not any(word in every for word in query.without)
    )


def _rank(draft: Draft, query: Query) -> int:
    in_name = [word in draft.name for word in query.words]
    return 0 if all(in_name) else 1 if any(in_name) else 2


def _fits(draft: Draft, filters: dict[str, str]) -> bool:
    return all(pair in draft.filters for pair in filters.items())
