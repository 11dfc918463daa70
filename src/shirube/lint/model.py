"""A rule and its findings. Findings are data; whoever shows them asks for the text."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from shirube.lint.contexts import CorpusContext, HistoryContext, SheetContext
from shirube.lint.wording import Message, fill
from shirube.schema import Sheet

Severity = Literal["error", "warning", "notice"]
Context = TypeVar("Context", SheetContext, HistoryContext, CorpusContext)

SEVERITIES: dict[Severity, tuple[str, str]] = {
    "error": ("誤り", "error"),
    "warning": ("要確認", "warning"),
    "notice": ("お知らせ", "notice"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule yields: where, and the values that fill its message.

    ``kind`` picks the message where a rule has several; ``severity`` is given where it differs from
    the rule's; ``sheet`` is given by corpus rules that speak of one sheet.
    """

    path: str | None = None
    at: str | None = None
    kind: str = ""
    values: dict[str, object] = field(default_factory=dict)
    severity: Severity | None = None
    sheet: Sheet | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, ready for JSON.

    ``sheet`` is the sheet's key (``132217/2019/program/511``) or None when the finding is about
    all sheets of a year; ``path`` names the part (``indicators[1].values[3]``), ``at`` the place
    in the file.
    """

    id: str
    rule: str
    severity: Severity
    municipality: str
    fiscal_year: int | None
    sheet: str | None
    file: str | None
    path: str | None
    at: str | None
    kind: str
    values: dict[str, object] = field(hash=False)
    messages: Mapping[str, Message] = field(hash=False, compare=False, repr=False)

    @property
    def blocks(self) -> bool:
        """The sheet should not go on before this is settled or accepted."""
        return self.severity == "error"

    @property
    def token(self) -> str:
        """A short name to accept this finding by; it changes when the numbers change."""
        what = [self.rule, self.kind, self.municipality, self.fiscal_year, self.sheet, self.path]
        digest = hashlib.sha256(json.dumps([*what, self.values], sort_keys=True).encode())
        return f"{self.id}-{digest.hexdigest()[:8]}"

    def text(self, language: str = "ja") -> str:
        """The message in words."""
        return fill(self.messages[self.kind], self.values, language)

    def as_json(self) -> dict[str, object]:
        """A plain dictionary with both texts."""
        plain = {name: getattr(self, name) for name in _JSON_FIELDS}
        return {**plain, "token": self.token, "ja": self.text("ja"), "en": self.text("en")}


_JSON_FIELDS = (
    "id", "rule", "severity", "municipality", "fiscal_year", "sheet", "file", "path", "at", "kind",
    "values",
)  # fmt: skip


class Rule(Generic[Context]):
    """One thing that can be wrong. Its name is its file's name, its docstring the manual page."""

    def __init__(
        self,
        module: str,
        doc: str | None,
        *,
        id: str,  # noqa: A002 - the word that the manual uses
        severity: Severity,
        context: type[Context],
        messages: Mapping[str, Message],
    ) -> None:
        self.name = module.rpartition(".")[2]
        self.doc = (doc or "").strip()
        self.id = id
        self.severity = severity
        self.context: type[Context] = context
        self.messages = messages
        self._check: Callable[[Context], Iterator[Found]] | None = None

    def checks(
        self, function: Callable[[Context], Iterator[Found]]
    ) -> Callable[[Context], Iterator[Found]]:
        """Decorates the function that looks for the thing."""
        self._check = function
        return function

    def run(self, context: Context) -> Iterator[Finding]:
        """Every finding in one context."""
        assert self._check is not None
        for found in self._check(context):
            yield self._finding(found, context)

    def _finding(self, found: Found, context: Context) -> Finding:
        sheet = found.sheet if isinstance(context, CorpusContext) else context.sheet
        about = context if isinstance(context, CorpusContext) else context.sheet
        return Finding(
            id=self.id,
            rule=self.name,
            severity=found.severity or self.severity,
            municipality=_code(about),
            fiscal_year=about.fiscal_year,
            sheet=str(sheet.key) if sheet else None,
            file=sheet.source.file if sheet and sheet.source else None,
            path=found.path,
            at=found.at,
            kind=found.kind,
            values=found.values,
            messages=self.messages,
        )

    def explains(self, language: str = "ja") -> tuple[str, str, str]:
        """What is wrong, why it matters, what to do instead."""
        parts = _paragraphs(self.doc)
        if language == "ja":
            return parts["ja"], parts["なぜ"], parts["どうする"]
        return parts["en"], parts["Why"], parts["Instead"]


def _code(about: CorpusContext | Sheet) -> str:
    return about.municipality if isinstance(about, CorpusContext) else about.municipality.code


def _paragraphs(doc: str) -> dict[str, str]:
    """The docstring's parts; a part runs to the next label or blank line."""
    found: dict[str, str] = {}
    for paragraph in re.split(r"\n(?=Why:|Instead:|なぜ:|どうする:)|\n\s*\n", doc):
        text = paragraph.strip()
        label, colon, rest = text.partition(":")
        if colon and label in {"Why", "Instead", "なぜ", "どうする"}:
            found[label] = _one_line(rest)
        elif text:
            found["ja" if found else "en"] = _one_line(text)
    return found


def _one_line(text: str) -> str:
    # Japanese lines are joined without a space, English ones with one.
    joined = re.sub(r"(?<=[^\x00-\x7f])\n\s*|\n\s*(?=[^\x00-\x7f])", "", text.strip())
    return re.sub(r"\s*\n\s*", " ", joined)
