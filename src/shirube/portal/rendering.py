"""Pages in Japanese that are computed on demand."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils.encoding import iri_to_uri

from shirube.portal.aloud import in_words

REFUSED = {400, 404}
NOWHERE = "elsewhere"  # what an address below /en/ is called that names no page


def render(
    request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """As Django's ``render``, with the signs of the page in words for those who listen, and the
    English page of the same address.
    """
    shown = {"english": english_address(request, there=status not in REFUSED), **context}
    return HttpResponse(in_words(render_to_string(template, shown, request)), status=status)


def english_address(request: HttpRequest, *, there: bool = True) -> str:
    """Every page has its English one at the same address below ``/en/``, asked the same; where
    there is no page, the way in.
    """
    home = reverse("portal:english:home")
    path = request.path.removeprefix(reverse("portal:home")).removesuffix("index.html")
    if not there or resolve(f"{home}{path}").url_name == NOWHERE:
        return home
    return with_question(quote(home + path), request)


def with_question(address: str, request: HttpRequest) -> str:
    """An address, asked the same as this page was."""
    asked = iri_to_uri(request.META.get("QUERY_STRING", ""))
    return f"{address}?{asked}" if asked else address
