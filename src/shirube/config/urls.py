"""The root of all addresses."""

from django.urls import include, path

from shirube.config.health import health

urlpatterns = [
    path("healthz", health, name="health"),
    path("", include("shirube.portal.urls")),
]
