"""The verb keep_upload: a finance table waits between choosing the file and taking it in."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from shirube.basics.problems import UnreadableFileError
from shirube.budget.models import Upload
from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb
from shirube.sources.document import Document
from shirube.sources.opening import open_bytes

KEPT = timedelta(days=14)  # a file that nobody took in


@transaction.atomic
def keep_upload(
    municipality: str, name: str, data: bytes, fiscal_year: int | None, *, by: Actor
) -> Upload:
    """Keep the file for the next step; the person's earlier ones and forgotten ones go. Raises
    Refused with the reason when the file cannot be opened.
    """
    require(by, Verb.TAKE_IN_MONEY, municipality)
    opened(name, data)
    rows = Upload.objects.filter(municipality_id=municipality)
    rows.filter(Q(by=by.user) | Q(made_at__lt=timezone.now() - KEPT)).delete()
    row = Upload.objects.create(
        municipality_id=municipality, file_name=name, data=data, fiscal_year=fiscal_year,
        by=by.user, by_name=by.person,
    )  # fmt: skip
    key = f"{municipality}/money/upload"
    record(by, Verb.TAKE_IN_MONEY, municipality, key, Change(None, {"bytes": len(data)}, name))
    return row


def opened(name: str, data: bytes) -> Document:
    """The file's grids. Raises Refused."""
    try:
        return open_bytes(data, name)
    except UnreadableFileError as error:
        raise Refused(error.problem.text("ja"), error.problem.text("en")) from error
