"""The root of all addresses."""

from django.conf import settings
from django.urls import include, path

from shirube.config.health import health

urlpatterns = [
    path("healthz", health, name="health"),
    path("account/", include("shirube.people.sign_on.urls")),
    path("desk/", include("shirube.desk.urls")),
    *([path("api/", include("shirube.api.urls"))] if settings.SHIRUBE_API else []),
    path("", include("shirube.portal.urls")),
]

handler400 = "shirube.portal.views.bad_request"
handler404 = "shirube.portal.views.not_found"
