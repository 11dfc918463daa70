"""What steps with a table share: the text that was typed, or the file sent in its place."""

from django.http import HttpRequest

from shirube.basics.problems import UnreadableFileError
from shirube.people.permissions import Refused
from shirube.people.tables import as_text
from shirube.sources.opening import open_bytes

MOST_BYTES = 5 * 1024 * 1024


def sent_table(request: HttpRequest) -> str:
    """The table of a form: its file (csv in any encoding, xlsx) or its text. Raises Refused."""
    file = request.FILES.get("file")
    if file is None:
        return str(request.POST.get("table", ""))
    if (file.size or 0) > MOST_BYTES:
        raise Refused("ファイルが大きすぎます(上限5MB)。", "The file is too large (5 MB).")
    try:
        document = open_bytes(file.read(), file.name or "")
    except UnreadableFileError as error:
        raise Refused(error.problem.text("ja"), error.problem.text("en")) from error
    return as_text(document)
