"""What may change beside the frozen bytes of an edition: is a newer one out, is it withdrawn?"""

import json
from typing import Any

from django.utils import timezone

from shirube.publishing import queries
from shirube.publishing.models import Edition

STATUS, STATUS_CSS = "status.json", "status.css"


def status(edition: Edition) -> dict[str, Any]:
    """The status of an edition: ``newest`` is the slug of the newest one of its year, or null."""
    newest = queries.newest(edition.municipality_id, edition.fiscal_year)
    gone = edition.withdrawn_at
    return {
        "edition": edition.slug,
        "newest": newest.slug if newest else None,
        "is_newest": newest == edition,
        "withdrawn_on": timezone.localdate(gone).isoformat() if gone else None,
        "withdrawn_reason": edition.withdrawn_reason or None,
    }


def status_json(edition: Edition) -> bytes:
    """The status as JSON."""
    return json.dumps(status(edition), ensure_ascii=False, indent=1).encode()


def status_css(edition: Edition) -> bytes:
    """A style sheet that shows the line 「新しい版があります」 of every page once it is true.

    No script, and it works from a plain folder: see decision 0007.
    """
    css = b"" if status(edition)["is_newest"] else b".newer{display:block}\n"
    if _mended_in_vain(edition):
        css += b".retracted{display:block}\n"
    return css or b"/* newest */\n"


def _mended_in_vain(edition: Edition) -> bool:
    """A later correction of this year was withdrawn, and none came after it."""
    later = Edition.objects.filter(
        municipality_id=edition.municipality_id,
        year_key=edition.year_key,
        number__gt=edition.number,
    )
    last = later.order_by("-number").first()
    return last is not None and last.withdrawn_at is not None
