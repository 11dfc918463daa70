"""What was refused, as RFC 9457 says it: in Japanese, and in English beside it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

MEDIA_TYPE = "application/problem+json"
TYPES = "/api/problems/"  # the page that explains them, and before their names


class Kind(NamedTuple):
    """One kind of problem: its status, and its name in both languages."""

    status: int
    ja: str
    en: str


KINDS: dict[str, Kind] = {
    "unknown-parameter": Kind(400, "知らない条件です", "Unknown parameter"),
    "wrong-value": Kind(400, "条件の値が違います", "Wrong value of a parameter"),
    "repeated-parameter": Kind(400, "条件が重なっています", "Parameter given twice"),
    "too-many": Kind(400, "条件が多すぎます", "Too many parameters"),
    "wrong-encoding": Kind(400, "文字が読めません", "Unreadable encoding"),
    "wrong-cursor": Kind(400, "続きの印が違います", "Wrong cursor"),
    "not-found": Kind(404, "見つかりません", "Not found"),
    "method-not-allowed": Kind(405, "読むことしかできません", "Read only"),
    "not-acceptable": Kind(406, "その形式では出せません", "Format not offered"),
    "withdrawn": Kind(410, "取り下げられました", "Withdrawn"),
    "expired-cursor": Kind(410, "続きの印が古くなりました", "Expired cursor"),
    "too-long": Kind(414, "アドレスが長すぎます", "Address too long"),
    "too-many-requests": Kind(429, "回数が多すぎます", "Too many requests"),
    "failed": Kind(500, "こちらの誤りです", "Our mistake"),
}


@dataclass
class RefusedError(Exception):
    """A request that is refused: its kind, and what exactly, in both languages."""

    kind: str
    ja: str
    en: str
    more: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """Of HTTP."""
        return KINDS[self.kind].status

    def body(self) -> bytes:
        """As JSON: ``title`` and ``detail`` in Japanese, ``title_en`` and ``detail_en``."""
        kind = KINDS[self.kind]
        said = {
            "type": f"{TYPES}#{self.kind}",
            "title": kind.ja,
            "title_en": kind.en,
            "status": kind.status,
            "detail": self.ja,
            "detail_en": self.en,
        }
        return (json.dumps(said | dict(self.more), ensure_ascii=False) + "\n").encode()


def not_found(ja: str, en: str) -> RefusedError:
    """404"""
    return RefusedError("not-found", ja, en)
