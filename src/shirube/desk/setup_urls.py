"""Addresses of setting up and of publishing."""

from django.urls import path

from shirube.desk.views import publish
from shirube.desk.views.setup import crosswalk, designs, overview, plan, preview, roster

urlpatterns = [
    path("found/", overview.found, name="found"),
    path("setup/", overview.setup, name="setup"),
    path("setup/name/", overview.name, name="setup_name"),
    path("setup/route/", overview.route, name="setup_route"),
    path("setup/sample/", overview.sample_city, name="setup_sample"),
    path("setup/plan/", plan.plan, name="setup_plan"),
    path("setup/crosswalk/", crosswalk.turn, name="setup_crosswalk"),
    path("setup/people/", roster.roster, name="setup_people"),
    path("setup/people/invite/", roster.invitations, name="setup_invite"),
    path("setup/designs/", designs.designs, name="setup_designs"),
    path("setup/design/", designs.design, name="setup_design"),
    path("setup/design/preview/", preview.preview, name="setup_preview"),
    path("publish/", publish.publish, name="publish"),
    path("publish/look/", publish.outlook, name="publish_look"),
    path("publish/go/", publish.go, name="publish_go"),
    path("publish/run/", publish.run, name="publish_run"),
]
