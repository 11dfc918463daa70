"""The search of a static site: a page, its scripts, and the index of each year as files."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from shirube.portal.made_files import page_file, static_bytes
from shirube.portal.search_hits import PARTS, edition_word
from shirube.portal.views_search import CALLED, IN_ONE, choice_word
from shirube.publishing.kept import program
from shirube.publishing.search.carried import carried_files
from shirube.publishing.search.find import choices
from shirube.publishing.search.index import token
from shirube.publishing.search.query import LONGEST
from shirube.publishing.site.plan import City, Part
from shirube.publishing.snapshot import File

SCRIPTS = ("site_folding.js", "site_search.js")


def search_scripts() -> Iterator[File]:
    """They stand once, at the top of the site."""
    for name in SCRIPTS:
        yield File(name, static_bytes(f"portal/{name}"), "text/javascript")


def search_files(city: City, frame: Mapping[str, Any]) -> Iterator[File | Part]:
    """What searches the newest editions of one city; ``frame`` is of a page two folders down."""
    code = city.of.code
    # In the order of the rows' ids; the year of a plan is 0 there.
    newest = sorted(city.newest, key=lambda one: one.fiscal_year or 0, reverse=True)
    years = [
        {"slug": one.slug, "year": one.year_key, "base": f"../e/{one.slug}/",
         "called": edition_word(one)}
        for one in newest
    ]  # fmt: skip
    site = {"years": years, "parts": PARTS, "city": city.of.name}
    context = {
        "years": years,
        "site": json.dumps(site, ensure_ascii=False),
        "selects": _selects(code),
        "longest": LONGEST,
    }
    yield page_file(f"{code}/search/index.html", "portal/site_search.html", {**frame, **context})
    for one in newest:
        version = f"{one.slug} {one.manifest_sha256} {program()}"
        folder = f"{code}/search/{one.slug}/"
        make = partial(carried_files, one, folder)
        yield Part(f"{code}/search/{one.year_key}", version, make)


def _selects(code: str) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "called": CALLED[name],
            "options": [
                {"value": value, "word": choice_word(name, value), "token": token(name, value)}
                for value in values
            ],
        }
        for name, values in choices(code, IN_ONE).items()
        if len(values) > 1
    ]
