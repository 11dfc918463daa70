"""What every English page needs around its content."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localdate

from shirube.people.models import Municipality
from shirube.portal.chosen import Chosen
from shirube.portal.english import words
from shirube.portal.english.marking import marked
from shirube.publishing.addresses import code_slug
from shirube.publishing.models import Edition
from shirube.schema import Sheet


def frame(japanese: str, city: Municipality | None = None, here: str = "") -> dict[str, Any]:
    """``japanese`` is the address of the same thing in Japanese, ``here`` the entry stood in."""
    home = reverse("portal:english:home")
    root = reverse("portal:english:city", args=[city.code]) if city else home
    of_city = (("", "Editions"), ("lists/sheets/", "Lists"), ("compare/", "Compare"))
    doors = (*(of_city if city else (("", "Municipalities"),)), ("search/", "Search"))
    return {
        "language": "en",
        "css": static("look/shirube.css"),
        "icon": static("look/icon.svg"),
        "home": root,
        "site_name": marked(f"Policy evaluation of {city.name}") if city else words.NAME,
        "nav": [{"href": root + path, "label": word, "current": path == here}
                for path, word in doors]
        + ([{"href": home, "label": "All municipalities", "current": False}] if city else []),
        "municipality": city,
        "licence": words.LICENCE,
        "api": reverse("api_home") if settings.SHIRUBE_API else "",
        "japanese": japanese,
        "accessibility": reverse("portal:english:accessibility", args=[city.code]) if city else "",
    }  # fmt: skip


def edition_box(edition: Edition) -> dict[str, Any]:
    """Which edition a page was made from, how to cite it, and where it is."""
    href = reverse("portal:edition", args=[edition.municipality_id, edition.slug])
    return edition_words(edition) | {"edition_href": href}


def edition_words(edition: Edition) -> dict[str, Any]:
    """Which edition it is and how to cite it."""
    called = words.evaluation_of(edition.fiscal_year)
    published = words.day(localdate(edition.published_at))
    early = ", before the accounts are approved" if edition.accounts == "before" else ""
    withdrawn = edition.withdrawn_at and words.day(localdate(edition.withdrawn_at))
    return {
        "edition": edition,
        "edition_called": called,
        "edition_kind": words.edition_kind(edition.kind, edition.accounts),
        "published": published,
        "withdrawn": withdrawn,
        "cite": f"{edition.municipality.name}, “{called}”, edition {edition.number} "
        f"(published {published}{early})",
    }


def year_href(edition: Edition) -> str:
    """The English page of an edition's year."""
    return reverse("portal:english:year", args=[edition.municipality_id, edition.year_key])


def sheet_href(edition: Edition, sheet: Sheet) -> str:
    """The English page of a sheet."""
    key = (edition.municipality_id, edition.year_key, sheet.kind, code_slug(sheet.code))
    return reverse("portal:english:sheet", args=key)


def sheet_frame(chosen: Chosen, japanese: str) -> dict[str, Any]:
    """The frame of a page about a sheet."""
    edition, sheet = chosen.edition, chosen.sheet
    href = sheet_href(edition, sheet)
    return (
        frame(japanese, edition.municipality)
        | edition_box(edition)
        | {
            "sheet": sheet,
            "called": words.kind_and_code(sheet),
            "sheet_href": href,
            "lasting": href.removeprefix("/en"),
            "json_href": f"{chosen.href}sheet.json",
            "crumbs": _crumbs(edition, sheet),
        }
    )


def _crumbs(edition: Edition, sheet: Sheet) -> list[dict[str, Any]]:
    top = {"label": words.evaluation_of(edition.fiscal_year), "href": year_href(edition)}
    steps = [
        {"label": marked(f"{step.level}{step.code or ''} {step.title}"), "href": None}
        for step in sheet.path
    ]
    return [top, *steps, {"label": marked(words.kind_and_code(sheet)), "href": None}]
