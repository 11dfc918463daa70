"""EUC-JP and ISO-2022-JP with the letters of Shift_JIS as Windows has it (cp932).

Python's own codecs for them know neither ① nor ㈱ (the vendor rows every Japanese PC has) and map
～ and － to other letters than cp932 does; the same document would differ by its encoding.
"""

import codecs
import re
from functools import cache

VENDOR = "cp932"

_ERRORS = "shirube.vendor_rows"
_ESCAPE = re.compile(rb"\x1b(\([BJI]|\$[@B])")
_ONE_BYTE = {b"(B", b"(J"}
_HALF_KATAKANA = b"(I"
_HALF = re.compile(rb"[\xa1-\xdf]")
# Line ends may stand inside a run of two-byte letters and stay what they are.
_HIGH = bytes(byte | 0x80 if 0x21 <= byte <= 0x7E else byte for byte in range(256))


def decode_euc(data: bytes) -> str:
    """Strict EUC-JP with the vendor rows. Raises UnicodeDecodeError."""
    return data.decode("euc_jp", _ERRORS).translate(_letters())


def decode_iso_2022(data: bytes) -> str:
    """Strict ISO-2022-JP with vendor rows and half-width katakana. Raises UnicodeDecodeError."""
    data.decode("ascii")
    first, *rest = _ESCAPE.split(data)
    out = bytearray(first)
    for escape, piece in zip(rest[::2], rest[1::2], strict=True):
        if escape in _ONE_BYTE:
            out += piece
        elif escape == _HALF_KATAKANA:
            out += _HALF.sub(b"\x8e\\g<0>", piece.translate(_HIGH))
        else:
            out += piece.translate(_HIGH)
    return decode_euc(bytes(out))


def _vendor_rows(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: a pair of bytes that only the vendor rows know."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    pair = error.object[error.start : error.start + 2]
    if len(pair) < 2 or not all(0xA1 <= byte <= 0xFE for byte in pair):
        raise error
    return _shift_jis(pair[0] - 0xA1, pair[1] - 0xA1).decode(VENDOR), error.start + 2


def _shift_jis(row: int, cell: int) -> bytes:
    """Row and cell (from 0) of JIS X 0208 as the two bytes of Shift_JIS."""
    lead = row // 2 + (0x81 if row < 62 else 0xC1)
    if row % 2:
        return bytes((lead, cell + 0x9F))
    return bytes((lead, cell + (0x40 if cell < 63 else 0x41)))


@cache
def _letters() -> dict[int, str]:
    """Letters that euc_jp maps in another way than cp932: 〜 → ～."""
    table: dict[int, str] = {}
    for row in range(84):
        for cell in range(94):
            pair = bytes((row + 0xA1, cell + 0xA1))
            letter = pair.decode("euc_jp", "ignore")
            vendor = _shift_jis(row, cell).decode(VENDOR, "ignore")
            if letter and vendor and letter != vendor:
                table[ord(letter)] = vendor
    return table


codecs.register_error(_ERRORS, _vendor_rows)
