"""What is not there, or no longer, said in English."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shirube.portal.english.frame import edition_box, frame
from shirube.publishing.models import Edition

View = Callable[..., HttpResponse]


class Gone(Exception):  # noqa: N818 - an answer, no error
    """Every edition of that year was withdrawn."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(str(edition))
        self.edition = edition


def english(view: View) -> View:
    """What is not there, or no longer, is said in English."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **given: object) -> HttpResponse:
        try:
            return view(request, *args, **given)
        except Http404:
            context = frame(reverse("portal:home"))
            return render(request, "portal/english/not_found.html", context, status=404)
        except Gone as gone:
            return _tombstone(request, gone.edition)

    return answered


def _tombstone(request: HttpRequest, edition: Edition) -> HttpResponse:
    japanese = reverse("portal:year", args=[edition.municipality_id, edition.year_key])
    context = frame(japanese, edition.municipality) | edition_box(edition)
    return render(request, "portal/english/withdrawn.html", context, status=410)
