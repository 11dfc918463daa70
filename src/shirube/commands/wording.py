"""The language of messages: Japanese, unless the locale says English."""

import os
from typing import Literal

Language = Literal["ja", "en"]
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # POSIX: the first one that is set counts


def language() -> Language:
    """``en`` where the locale is an English one (``en_US.UTF-8``), else ``ja``."""
    stated = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    return "en" if stated.lower().startswith("en") else "ja"


def say(ja: str, en: str) -> str:
    """The one of two texts that fits the locale."""
    return en if language() == "en" else ja
