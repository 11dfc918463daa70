"""Names of the files that papers are written into."""

import re
from collections.abc import Collection

from shirube.schema import Sheet

_MOST = 80  # letters of a sheet's code in a file's name


def file_name(sheet: Sheet) -> str:
    """``132217-2019-program-511``; letters that some disk cannot hold become a hyphen."""
    return re.sub(r"[^\w-]+", "-", str(sheet.key))[: _MOST + 24].strip("-")


def free_name(wanted: str, taken: Collection[str]) -> str:
    """``a.pdf``, or ``a-2.pdf`` where that name is taken (two sheets may have one code)."""
    stem, _, suffix = wanted.rpartition(".")
    known = {name.lower() for name in taken}  # some disks do not tell A from a
    name, number = wanted, 1
    while name.lower() in known:
        number += 1
        name = f"{stem}-{number}.{suffix}"
    return name
