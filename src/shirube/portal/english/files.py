"""What an English reader is told where the portal stands as files, without a server."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import get_template

from shirube.portal.english import words
from shirube.portal.english.frame import edition_words
from shirube.portal.english.marking import marked
from shirube.portal.made_files import HTML
from shirube.publishing.site.plan import City
from shirube.publishing.snapshot import File


def english_files(city: City, frame: Mapping[str, Any]) -> File:
    """One page: English pages are made by a server, and what of the files needs no Japanese. Frozen
    pages lead here, as they lead to ``views.to_english`` on a server.
    """
    home = "../index.html"
    context = {
        **frame,
        "language": "en",
        "site_name": marked(f"Policy evaluation of {city.of.name}"),
        "home": home,
        "japanese": home,
        "licence": words.LICENCE,
        "municipality": city.of,
        "editions": [edition_words(one) | {"base": f"../e/{one.slug}/"} for one in city.newest],
    }
    page = get_template("portal/english/files.html").render(context)
    return File(f"{city.of.code}/english/index.html", page.encode(), HTML)
