"""The zip around a workbook, unpacked piece by piece with a bound on what comes out.

The sizes a zip declares can lie, so what really comes out is counted before anything else opens
the file.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from shirube.sources.refusing import MEGABYTE, megabytes, refusal

MOST_UNPACKED = 300 * MEGABYTE  # the workbook of 407 sheets unpacks to 12 MB
MOST_PARTS = 10_000
_PIECE = 64 * 1024
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_LOCAL_MARK = b"PK\x03\x04"
_ENCRYPTED = 0x1


@dataclass
class Package:
    """The parts of a zip by name, and how much has been unpacked so far."""

    data: bytes
    name: str
    parts: dict[str, zipfile.ZipInfo]
    unpacked: int = 0

    def pieces(self, part: str) -> Iterator[bytes]:
        """The contents of one part. Raises UnreadableFileError: zip_bomb, not_a_workbook."""
        for piece in self._inflated(self.parts[part]):
            self.unpacked += len(piece)
            if self.unpacked > MOST_UNPACKED:
                raise self._bomb(self.unpacked)
            yield piece

    def damaged(self, reason: str) -> Exception:
        """The refusal of a zip that is not what a workbook should be."""
        return refusal("not_a_workbook", self.name, reason=reason)

    def _bomb(self, size: int) -> Exception:
        limit = megabytes(MOST_UNPACKED)
        return refusal("zip_bomb", self.name, size=megabytes(size), limit=limit)

    def check_declared(self) -> None:
        """Refuse by the declared sizes, before anything is unpacked."""
        if len(self.parts) > MOST_PARTS:
            raise self.damaged(f"部品が {len(self.parts)} 個 / {len(self.parts)} parts")
        declared = sum(info.file_size for info in self.parts.values())
        if declared > MOST_UNPACKED:
            raise self._bomb(declared)
        if any(info.flag_bits & _ENCRYPTED for info in self.parts.values()):
            raise refusal("password_protected", self.name)

    def _inflated(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        start = self._start(info)
        packed = memoryview(self.data)[start : start + info.compress_size]
        if info.compress_type == zipfile.ZIP_STORED:
            yield from (bytes(packed[at : at + _PIECE]) for at in range(0, len(packed), _PIECE))
        elif info.compress_type == zipfile.ZIP_DEFLATED:
            yield from _deflated(packed)
        else:
            raise self.damaged("知らない圧縮 / unknown compression")

    def _start(self, info: zipfile.ZipInfo) -> int:
        header = self.data[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size:
            raise self.damaged("途中で切れた zip / truncated zip")
        mark, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        if mark != _LOCAL_MARK:
            raise self.damaged("壊れた zip / damaged zip")
        return int(info.header_offset + _LOCAL_HEADER.size + name_length + extra_length)


def _deflated(packed: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), _PIECE):
        waiting: bytes = bytes(packed[at : at + _PIECE])
        while waiting and not inflater.eof:
            piece = inflater.decompress(waiting, _PIECE)
            waiting = inflater.unconsumed_tail
            if piece:
                yield piece
    # what the inflater still holds back after the last byte went in
    while not inflater.eof and (piece := inflater.decompress(b"", _PIECE)):
        yield piece
    if not inflater.eof:
        raise zlib.error("途中で切れている / ends early")


def open_package(data: bytes, name: str) -> Package:
    """The parts of a zip with declared sizes checked. Raises UnreadableFileError."""
    try:
        infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error) as error:
        reason = f"壊れたか途中で切れた zip / damaged zip: {error}"
        raise refusal("not_a_workbook", name, reason=reason) from error
    # A name that occurs twice would be checked in one copy and read in the other.
    parts = {info.filename: info for info in infos}
    package = Package(data, name, parts)
    if len(parts) != len(infos):
        raise package.damaged("同じ名前の部品が2つある / a part occurs twice")
    package.check_declared()
    return package
