"""Addresses of the interface, and of the pages about it."""

from django.urls import path

from shirube.api import pages
from shirube.api.operations.interface import api

urlpatterns = [
    path("", pages.home, name="api_home"),
    path("docs/", pages.reference, name="api_reference"),
    path("problems/", pages.problems, name="api_problems"),
    path("v1/", api.urls),
]
