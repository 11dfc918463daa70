"""Taking the wanted files out of a ZIP, with bounds on what it may become."""

import io
import zipfile
from collections.abc import Collection
from pathlib import PurePosixPath

from shirube.basics.problems import Problem, UnreadableFileError

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 256 * MEGABYTE
_ENCRYPTED = 0x1  # general purpose bit 0 of a member


def unpack(
    data: bytes, name: str, wanted: Collection[str], beginnings: Collection[str]
) -> dict[str, bytes]:
    """The members whose file name is wanted, from whatever folder of the archive they lie in.

    One of the ``beginnings`` must be there.

    Raises UnreadableFileError: not a ZIP, encrypted, too large, nothing of ours inside.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [m for m in archive.infolist() if PurePosixPath(m.filename).name in wanted]
            _check(members, name, beginnings)
            files = {PurePosixPath(m.filename).name: _content(archive, m, name) for m in members}
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise UnreadableFileError(Problem("not_a_zip", name, fatal=True)) from error
    return files


def _check(members: list[zipfile.ZipInfo], name: str, beginnings: Collection[str]) -> None:
    names = [PurePosixPath(member.filename).name for member in members]
    if not set(beginnings) & set(names) or len(set(names)) < len(names):
        raise UnreadableFileError(Problem("not_our_zip", name, fatal=True))
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnreadableFileError(Problem("password_protected", name, fatal=True))
    _bounded(sum(member.file_size for member in members), name)


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    with archive.open(member) as file:
        # The size that an archive states may be a lie: read one byte more than it says, at most.
        content = file.read(member.file_size + 1)
    _bounded(len(content), name)
    return content


def _bounded(size: int, name: str) -> None:
    if size > MOST_UNPACKED:
        values = {"size": str(size // MEGABYTE), "limit": str(MOST_UNPACKED // MEGABYTE)}
        raise UnreadableFileError(Problem("zip_bomb", name, values=values, fatal=True))
