"""The English page of an edition: the plan as a tree with ratings, counts, share on target."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.urls import reverse

from shirube.portal.chosen import Chosen
from shirube.portal.english import words
from shirube.portal.english.frame import edition_box, frame, sheet_href, year_href
from shirube.portal.english.sheet import main_rating, rules_of
from shirube.portal.pages.edition_pages import is_long
from shirube.portal.pages.tree import Branch, grow
from shirube.publishing.models import Edition
from shirube.publishing.queries import designs_of, newest_of_each_year, sheets_of, stored_file

Shown = dict[str, Any]
_ORDER = {"good": 0, "mid": 1, "bad": 2, "none": 3}


def plan_context(edition: Edition, branch: str = "") -> Shown:
    """All that the template prints; ``branch`` is the number of a branch of a long plan."""
    wanted = int(branch) if branch.isascii() and branch.isdecimal() and len(branch) < 6 else 0
    plans = _plans(edition.pk, edition.manifest_sha256)
    wanted = wanted if wanted < len(plans) else 0
    japanese = reverse("portal:edition", args=[edition.municipality_id, edition.slug])
    japanese += f"plan/{wanted}/" if wanted else ""
    others = [one for one in newest_of_each_year(edition.municipality_id) if one.pk != edition.pk]
    return (
        frame(japanese, edition.municipality)
        | edition_box(edition)
        | plans[wanted]
        | {
            "lasting": year_href(edition).removeprefix("/en"),
            "lists": [(key, word) for key, (word, *_) in words.LISTS.items()],
            "states_money": stored_file(edition, "money/index.html") is not None,
            "others": [{"year": one.fiscal_year, "href": year_href(one)} for one in others],
        }
    )


@lru_cache(maxsize=8)
def _plans(edition_id: int, manifest: str) -> tuple[Shown, ...]:
    """The whole plan, and of a long one each branch. An edition never changes; its manifest's
    hash stands for all of it.
    """
    every = chosen_of(Edition.objects.get(pk=edition_id))
    sheets = [one.sheet for one in every]
    branches = _by_branch(every) if is_long(sheets) else {}
    listed = [
        {"href": f"?branch={number}", "name": title} | counted(some)
        for number, (title, some) in enumerate(branches.items(), 1)
    ]
    whole = counted(every) | {
        "money": words.edition_money(sheets),
        "tree": None if branches else tree(every),
        "branches": listed,
    }
    parts = (
        counted(some) | {"branch": title, "tree": tree(some)} for title, some in branches.items()
    )
    return (whole, *parts)


def chosen_of(edition: Edition) -> list[Chosen]:
    """Every sheet of an edition."""
    designs = designs_of(edition)
    return [Chosen(edition, sheet, designs.get(sheet.design)) for sheet in sheets_of(edition)]


def counted(every: Sequence[Chosen]) -> Shown:
    """How many sheets of which kind, confirmed or not, on target or not, with which ratings."""
    told = [met for one in every for met in _met(one)]
    return {
        "counts": words.kinds(one.sheet for one in every),
        "total": len(every),
        "unconfirmed": sum(one.sheet.standing == "machine_read" for one in every),
        "share": words.share_on_target(told, sum(len(one.sheet.indicators) for one in every)),
        "ratings": _ratings(every),
    }


def _met(one: Chosen) -> list[bool]:
    """For each indicator of which it can be told: whether it reached the target."""
    year, rules = one.sheet.fiscal_year, rules_of(one)
    told = (words.reached(indicator, year, rules).met for indicator in one.sheet.indicators)
    return [met for met in told if met is not None]


def _ratings(every: Iterable[Chosen]) -> list[Shown]:
    found: Counter[tuple[str, str, str]] = Counter()
    for one in every:
        rating = main_rating(one)
        if rating is not None:
            found[rating["tone"], rating["word"], rating["place"]] += 1
    return [
        {"tone": tone, "word": word, "place": place, "count": count}
        for (tone, word, place), count in sorted(found.items(), key=lambda item: _ORDER[item[0][0]])
    ]


def _by_branch(every: Iterable[Chosen]) -> dict[str, list[Chosen]]:
    found: dict[str, list[Chosen]] = {}
    for one in every:
        top = one.sheet.path[0] if one.sheet.path else None
        name = f"{top.level}{top.code or ''} {top.title}" if top else "Other"
        found.setdefault(name, []).append(one)
    return found


def tree(every: Iterable[Chosen]) -> Branch:
    """The plan over the sheets."""
    return grow((one.sheet, _leaf(one)) for one in every)


def _leaf(one: Chosen) -> Shown:
    met = _met(one)
    return {
        "href": sheet_href(one.edition, one.sheet),
        "code": words.kind_and_code(one.sheet),
        "title": one.sheet.title,
        "rating": main_rating(one),
        "unconfirmed": one.sheet.standing == "machine_read",
        "met": f"{sum(met)} of {len(met)} indicators on target" if met else "",
        "leaves": [],
    }
