"""Where the next page begins, as a text that only this installation can make.

It holds a place, the question that it belongs to, and the editions among which it was asked.
"""

import base64
import hashlib
import hmac
import struct

from django.conf import settings

from shirube.api.problems import RefusedError
from shirube.publishing.rows.reading import Spot

_FORM = struct.Struct(">III8s8s")
_SEAL = 14  # bytes
LENGTH = (_FORM.size + _SEAL) * 4 // 3  # letters; both make whole groups of three bytes


def digest(*parts: object) -> bytes:
    """Eight bytes of whatever a cursor is bound to."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=8).digest()


def make(spot: Spot, question: bytes, editions: bytes) -> str:
    """The text of a place."""
    said = _FORM.pack(*spot, question, editions)
    return base64.urlsafe_b64encode(said + _seal(said)).decode()


def read(text: str, question: bytes, editions: bytes) -> Spot:
    """The place of a text. Raises RefusedError: wrong, of another question, or too old."""
    try:
        data = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except ValueError as error:
        raise _wrong() from error
    said, seal = data[: _FORM.size], data[_FORM.size :]
    if len(said) != _FORM.size or not hmac.compare_digest(seal, _seal(said)):
        raise _wrong()
    edition, block, line, asked, among = _FORM.unpack(said)
    if asked != question:
        raise RefusedError(
            "wrong-cursor",
            "cursor は、別の条件のときのものです。同じ条件で聞くか、cursor を外してください。",
            "This cursor belongs to other filters. Ask the same again, or leave cursor out.",
        )
    if among != editions:
        raise RefusedError(
            "expired-cursor",
            "聞いている間に公表版が変わりました。cursor を外して、初めから聞きなおしてください。",
            "Editions have changed since. Leave cursor out and begin again.",
        )
    return Spot(edition, block, line)


def _wrong() -> RefusedError:
    return RefusedError(
        "wrong-cursor",
        "cursor は、前の答えの next にあるものをそのまま使ってください。",
        "Use cursor as it stands in next of the answer before.",
    )


def _seal(said: bytes) -> bytes:
    key = hashlib.sha256(b"cursor" + settings.SECRET_KEY.encode()).digest()
    return hashlib.blake2b(said, key=key, digest_size=_SEAL).digest()
