"""What the base template needs on pages that are computed on demand."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from shirube.people.city.deciding import settings_of
from shirube.people.models import Municipality
from shirube.portal.pages.context import LICENCE
from shirube.portal.ways.kinds import ways_in


def frame(name: str, home: str) -> dict[str, Any]:
    """``name`` stands on top and leads to ``home``."""
    return {
        "css": static("look/shirube.css"),
        "icon": static("look/icon.svg"),
        "home": home,
        "site_name": name,
        "licence": LICENCE,
        "api": reverse("api_home") if settings.SHIRUBE_API else "",  # a site of files has none
        "nav": [
            {"href": reverse("portal:home"), "label": "公表している団体", "current": False},
            {"href": reverse("portal:search"), "label": "探す", "current": False},
        ],
    }


def city_frame(city: Municipality, here: str = "") -> dict[str, Any]:
    """The frame of a page of one municipality; ``here`` is its address below the municipality."""
    root = reverse("portal:municipality", args=[city.code])
    doors = (
        ("", "公表版"),
        ("lists/sheets/", "一覧"),
        ("compare/", "くらべる"),
        ("search/", "探す"),
    )
    room = here.partition("/")[0]
    nav = [
        {"href": root + path, "label": word, "current": path.partition("/")[0] == room}
        for path, word in doors
    ]
    return frame(f"{city.name}の行政評価", root) | {"nav": nav} | decided(city)


def decided(city: Municipality) -> dict[str, Any]:
    """What the city itself decided about its pages: the reading of its name, its ways in."""
    settings = settings_of(city.code)
    return {
        "municipality": city,
        "town_reading": settings.reading,
        "ways_in": ways_in(settings),
    }
