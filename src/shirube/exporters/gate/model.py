"""A rule of machine readability, and what it says about a file."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from shirube.exporters.gate.documents import Documents
    from shirube.exporters.gate.evidence import Evidence

MOST_PLACES = 20  # shown of each finding; the total is always told
MOST_SHOWN = 60  # letters of a cell


class Say(NamedTuple):
    """One thing said in both languages."""

    ja: str
    en: str

    def filled(self, **values: object) -> "Say":
        """The same with ``{names}`` filled."""
        return Say(self.ja.format_map(values), self.en.format_map(values))


_UNSAID = Say("", "")


class Status(StrEnum):
    """What is known of a rule and a file."""

    MET = "met"
    BESIDE = "beside"  # met by what travels with the file
    BROKEN = "broken"
    UNJUDGED = "unjudged"  # a machine cannot tell; never counted as met
    NOTHING = "nothing"  # the file holds nothing that the rule speaks of


STATUS_WORDS = {
    Status.MET: Say("満たす", "met"),
    Status.BESIDE: Say("添えた説明で満たす", "met by what travels beside"),
    Status.BROKEN: Say("満たさない", "broken"),
    Status.UNJUDGED: Say("機械では判定できない", "not to be judged by a machine"),
    Status.NOTHING: Say("対象なし", "does not apply"),
}


class Spot(NamedTuple):
    """One place (``Sheet1!C12``, ``C12``, ``12`` for a row) and what stands there."""

    at: str
    shown: str = ""


@dataclass
class Spots:
    """Places of one kind: the first ones and how many there are."""

    total: int = 0
    first: list[Spot] = field(default_factory=list)

    def add(self, at: str, shown: object = "", count: int = 1) -> None:
        """One more place, which stands for ``count`` of them."""
        self.total += count
        if len(self.first) < MOST_PLACES:
            text = str(shown)
            cut = f"{text[:MOST_SHOWN]}…" if len(text) > MOST_SHOWN else text
            self.first.append(Spot(at, cut))

    def extend(self, others: "Spots") -> None:
        """All of another list."""
        self.total += others.total
        self.first.extend(others.first[: MOST_PLACES - len(self.first)])

    def __bool__(self) -> bool:
        return self.total > 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One way in which a rule is broken, and where."""

    say: Say
    spots: Spots


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says about one file; ``reason`` says how it is met or why it is not judged."""

    status: Status
    reason: Say = _UNSAID
    findings: tuple[Finding, ...] = ()


MET = Verdict(Status.MET)


def nothing(ja: str, en: str) -> Verdict:
    """The file holds nothing that the rule speaks of."""
    return Verdict(Status.NOTHING, Say(ja, en))


def beside(ja: str, en: str) -> Verdict:
    """Met by what travels with the file."""
    return Verdict(Status.BESIDE, Say(ja, en))


def unjudged(ja: str, en: str) -> Verdict:
    """A machine cannot tell, and why."""
    return Verdict(Status.UNJUDGED, Say(ja, en))


def broken(*found: tuple[Say, Spots], otherwise: Verdict = MET) -> Verdict:
    """Broken where any list of places is not empty; else ``otherwise``."""
    findings = tuple(Finding(say, spots) for say, spots in found if spots)
    return Verdict(Status.BROKEN, findings=findings) if findings else otherwise


Judge = Callable[["Evidence", "Documents"], Verdict]
Kinds = frozenset[str]
ANY: Kinds = frozenset()
CSV, XLSX = frozenset({"csv"}), frozenset({"xlsx"})
TABLES = CSV | XLSX
_LABELS = ("Why", "Mend", "Here", "なぜ", "直し方", "ここでは")


class Rule:
    """One of the thirty. Its id follows its file's name, its docstring is the manual page.

    ``whole`` is matched against a whole cell and ``within`` searched in it while the file is read;
    what they hit waits in ``Column.hits`` for the rule to judge. ``within`` is (letters of which
    every hit has at least one, pattern).
    """

    def __init__(
        self,
        module: str,
        doc: str | None,
        *,
        fatal: bool = False,
        kinds: frozenset[str] = TABLES,
        whole: str | None = None,
        within: tuple[str, str] | None = None,
    ) -> None:
        self.id = module.rpartition(".")[2].replace("_", "-").upper()
        self.level = int(self.id[1])
        self.doc = (doc or "").strip()
        self.fatal = fatal
        self.kinds = kinds
        self.whole = whole
        self.letters = within[0] if within else ""
        self.within = within[1] if within else None
        self._judge: Judge | None = None
        self._parts = dict(_paragraphs(self.doc))

    def judges(self, function: Judge) -> Judge:
        """Decorates the function that decides."""
        self._judge = function
        return function

    def judge(self, evidence: "Evidence", documents: "Documents") -> Verdict:
        """The verdict on one file."""
        assert self._judge is not None
        if self.kinds and evidence.kind not in self.kinds:
            return _out_of_kind(self.kinds, evidence.kind)
        return self._judge(evidence, documents)

    @property
    def title(self) -> Say:
        """What the rule wants, in a few words."""
        return Say(self._parts["ja"], self._parts["en"])

    def part(self, ja: str, en: str) -> Say:
        """A labelled part of the manual page: ``part("直し方", "Mend")``."""
        return Say(self._parts[ja], self._parts[en])

    @property
    def mend(self) -> Say:
        """How to put it right."""
        return self.part("直し方", "Mend")

    @property
    def here(self) -> Say:
        """How the files that Shirube writes meet it."""
        return self.part("ここでは", "Here")


def _out_of_kind(kinds: frozenset[str], kind: str) -> Verdict:
    if kind not in TABLES:
        return unjudged(
            "この形式の中身は、まだ確かめません。", "The contents of this format are not looked at."
        )
    if kinds == XLSX:
        return nothing("Excel だけの規則です。", "A rule for Excel only.")
    return nothing("CSV だけの規則です。", "A rule for CSV only.")


def _paragraphs(doc: str) -> Iterator[tuple[str, str]]:
    """(label, text); the first paragraph of each language has the label ``en`` or ``ja``."""
    labels = "|".join(_LABELS)
    untitled = iter(("en", "ja"))
    for part in re.split(rf"\n(?=(?:{labels}):)|\n\s*\n", doc):
        label, colon, rest = part.strip().partition(":")
        if colon and label in _LABELS:
            yield label, _one_line(rest)
        elif part.strip():
            yield next(untitled), _one_line(part).rstrip("。.")


def _one_line(text: str) -> str:
    # Japanese lines are joined without a space, English ones with one.
    joined = re.sub(r"(?<=[^\x00-\x7f])\n\s*|\n\s*(?=[^\x00-\x7f])", "", text.strip())
    return re.sub(r"\s*\n\s*", " ", joined)
