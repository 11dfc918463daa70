"""Addresses of the English pages, below ``/en/``."""

from django.urls import path, re_path

from shirube.portal.english import edition_views, views, ways
from shirube.portal.english.compare import compare
from shirube.portal.english.edition_pages import data_context, money_context
from shirube.portal.english.embed import embed
from shirube.portal.english.lists import listing
from shirube.portal.english.search import search
from shirube.portal.rendering import NOWHERE

app_name = "english"
_YEAR = "<municipality:code>/<year:year>/"
_SHEET = f"{_YEAR}<str:kind>/<str:sheet>/"
_EMBED = "<municipality:code>/embed/<year:year>/<str:kind>/<str:sheet>/<int:number>/"
_WAYS = r"(?P<code>\d{6})/(?P<kind>topics|committees)"
_EDITION = "<municipality:code>/e/<str:slug>/"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", search, name="search"),
    path("<municipality:code>/", views.city, name="city"),
    path("<municipality:code>/search/", search, name="city_search"),
    path("<municipality:code>/lists/<str:name>/", listing, name="list"),
    path("<municipality:code>/compare/", compare, name="compare"),
    re_path(rf"^{_WAYS}/$", ways.ways, name="ways"),
    re_path(rf"^{_WAYS}/(?P<key>[a-z0-9-]+)/$", ways.way, name="way"),
    path("<municipality:code>/accessibility/", views.accessibility, name="accessibility"),
    path(_EMBED, embed, name="embed"),
    path(f"{_EDITION}errata/", edition_views.errata, name="errata"),
    path(_EDITION, edition_views.edition, name="edition"),
    path(f"{_EDITION}<path:path>/", edition_views.edition),
    path(_YEAR, views.year, name="year"),
    path(f"{_YEAR}money/", edition_views.of_year, {"context": money_context}, name="money"),
    path(f"{_YEAR}data/", edition_views.of_year, {"context": data_context}, name="data"),
    # Where the Japanese edition has these pages, seen from there.
    path(f"{_YEAR}plan/<int:number>/", edition_views.plan),
    path(f"{_YEAR}indicators/", edition_views.listing, {"name": "indicators"}),
    path(f"{_YEAR}lists/<str:name>/", edition_views.listing),
    path(_SHEET, views.sheet, name="sheet"),
    path(f"{_SHEET}indicator/<int:number>/", views.indicator, name="indicator"),
    re_path(r"^(?P<rest>.*)$", views.elsewhere, name=NOWHERE),
]
