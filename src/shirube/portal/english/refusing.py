"""What is not there, or no longer, said in English."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shirube.portal.english.frame import edition_box, frame, year_href
from shirube.publishing import queries
from shirube.publishing.models import Edition

View = Callable[..., HttpResponse]


class Gone(Exception):  # noqa: N818 - an answer, no error
    """An edition that was withdrawn; ``japanese`` is the address of its tombstone."""

    def __init__(self, edition: Edition, japanese: str) -> None:
        super().__init__(str(edition))
        self.edition = edition
        self.japanese = japanese


def english(view: View) -> View:
    """What is not there, or no longer, is said in English."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **given: object) -> HttpResponse:
        try:
            return view(request, *args, **given)
        except Http404:
            return refused(request, "not_found", 404)
        except Gone as gone:
            return _tombstone(request, gone)

    return answered


def refused(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """A page that helps where there is none, or where nothing can be made of what was asked."""
    context = frame(reverse("portal:home"))
    return render(request, f"portal/english/{template}.html", context, status=status)


def _tombstone(request: HttpRequest, gone: Gone) -> HttpResponse:
    edition = gone.edition
    newest = queries.newest(edition.municipality_id, edition.fiscal_year)
    context = frame(gone.japanese, edition.municipality) | edition_box(edition)
    context |= {"newest": newest, "newest_href": year_href(newest) if newest else ""}
    response = render(request, "portal/english/withdrawn.html", context, status=410)
    response["Cache-Control"] = "no-cache"
    return response
