"""Addresses of the public pages."""

from django.urls import include, path, re_path, register_converter

from shirube.portal import views
from shirube.portal.catalogue import catalogue
from shirube.portal.compare import compare
from shirube.portal.embed import embed
from shirube.portal.lists import listing
from shirube.portal.views_search import search
from shirube.portal.ways.views import way, ways
from shirube.schema.sheet import UNDATED


class _Code:
    """A 団体コード in an address."""

    regex = r"\d{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class _Year:
    """An evaluated year in an address."""

    regex = rf"\d{{4}}|{UNDATED}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(_Code, "municipality")
register_converter(_Year, "year")

app_name = "portal"
_WAYS = r"(?P<code>[0-9]{6})/(?P<kind>topics|committees)"
urlpatterns = [
    path("en/", include("shirube.portal.english.urls")),
    path("", views.home, name="home"),
    path("search/", search, name="search"),
    re_path(r"^data/(?P<name>catalog\.(?:jsonld|ttl))$", catalogue, name="catalogue"),
    path("<municipality:code>/", views.municipality, name="municipality"),
    path("<municipality:code>/index.html", views.municipality),  # as links between files name it
    path("<municipality:code>/search/", search, name="search"),
    path("<municipality:code>/search/index.html", search),
    re_path(r"^(?P<code>\d{6})/(?P<name>feed\.(?:atom|json))$", views.feed, name="feed"),
    path("<municipality:code>/lists/<str:name>/", listing, name="list"),
    path("<municipality:code>/accessibility/", views.accessibility, name="accessibility"),
    path("<municipality:code>/accessibility/index.html", views.accessibility),
    path(
        "<municipality:code>/embed/<year:year>/<str:kind>/<str:sheet>/<int:number>/",
        embed,
        name="embed",
    ),
    path("<municipality:code>/english/", views.to_english, name="to_english"),
    path("<municipality:code>/english/index.html", views.to_english),
    re_path(rf"^{_WAYS}/(?:index\.html)?$", ways, name="ways"),
    re_path(rf"^{_WAYS}/(?P<key>[a-z0-9-]+)/(?:index\.html)?$", way, name="way"),
    path("<municipality:code>/compare/", compare, name="compare"),
    path("<municipality:code>/compare/index.html", compare),
    path("<municipality:code>/e/<str:slug>/", views.edition_file, name="edition"),
    path("<municipality:code>/e/<str:slug>/<path:path>", views.edition_file, name="file"),
    path("<municipality:code>/<year:year>/", views.lasting, name="year"),
    path("<municipality:code>/<year:year>/<path:path>", views.lasting, name="lasting"),
]
