"""The designs of this installation, loaded once for a server process."""

from functools import cache
from pathlib import Path

from django.conf import settings

from shirube.designs import Library
from shirube.designs.library import with_folder


@cache
def library() -> Library:
    """The packaged designs and those of ``$SHIRUBE_HOME/designs``. Raises DesignError."""
    return with_folder(Path(settings.SHIRUBE_HOME) / "designs")
