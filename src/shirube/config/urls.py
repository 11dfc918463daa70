"""The root of all addresses."""

from django.urls import path

from shirube.config.health import health

urlpatterns = [
    path("healthz", health, name="health"),
]
