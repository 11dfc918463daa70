"""Addresses of the English pages, below ``/en/``."""

from django.urls import path, re_path

from shirube.portal.english import views
from shirube.portal.english.search import search

app_name = "english"
_SHEET = "<municipality:code>/<year:year>/<str:kind>/<str:sheet>/"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", search, name="search"),
    path("<municipality:code>/", views.city, name="city"),
    path("<municipality:code>/search/", search, name="city_search"),
    path("<municipality:code>/<year:year>/", views.year, name="year"),
    path(_SHEET, views.sheet, name="sheet"),
    path(f"{_SHEET}indicator/<int:number>/", views.indicator, name="indicator"),
    re_path(r"^(?P<rest>.*)$", views.elsewhere),
]
