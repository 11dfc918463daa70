"""Topics and committees on demand."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from shirube.people.city.deciding import settings_of
from shirube.people.models import Municipality
from shirube.portal.frame import city_frame
from shirube.portal.rendering import render
from shirube.portal.ways.context import index_context, way_context
from shirube.portal.ways.kinds import KINDS, groups
from shirube.publishing import queries
from shirube.publishing.models import Edition


@require_safe
def ways(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """All topics or committees. Also where there are none: frozen pages lead here."""
    city = _published(code)
    context = city_frame(city, f"{kind}/") | index_context(KINDS[kind], settings_of(code))
    return render(request, "portal/ways/index.html", context)


@require_safe
def way(request: HttpRequest, code: str, kind: str, key: str) -> HttpResponse:
    """One topic or committee."""
    city, settings = _published(code), settings_of(code)
    group = next((one for one in groups(settings, KINDS[kind]) if one.key == key), None)
    if group is None:
        raise Http404
    newest = next(iter(queries.newest_of_each_year(code)), None)
    context = city_frame(city, f"{kind}/") | way_context(KINDS[kind], group, settings, newest)
    return render(request, "portal/ways/way.html", context)


def _published(code: str) -> Municipality:
    city = get_object_or_404(Municipality, pk=code)
    if not Edition.objects.filter(municipality=city).exists():
        raise Http404
    return city
