"""What an entry of a code list is."""

from typing import NamedTuple


class Code(NamedTuple):
    """One entry of a code list."""

    ja: str
    en: str
    meaning_ja: str = ""
    meaning_en: str = ""
