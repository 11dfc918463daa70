"""What the base template needs on pages that are computed on demand."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse

from shirube.portal.pages.context import LICENCE


def frame(name: str, home: str) -> dict[str, Any]:
    """``name`` stands on top and leads to ``home``."""
    return {
        "css": static("look/shirube.css"),
        "icon": static("look/icon.svg"),
        "home": home,
        "site_name": name,
        "licence": LICENCE,
        "nav": [{"href": reverse("portal:home"), "label": "公表している団体", "current": False}],
    }
