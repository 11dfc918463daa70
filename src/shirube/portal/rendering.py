"""Pages in Japanese that are computed on demand."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from shirube.portal.aloud import in_words


def render(
    request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """As Django's ``render``, with the signs of the page in words for those who listen."""
    return HttpResponse(in_words(render_to_string(template, dict(context), request)), status=status)
