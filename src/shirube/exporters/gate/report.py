"""What the thirty rules say of one file, and how far that reaches."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from shirube.exporters.gate.model import Finding, Rule, Say, Status, Verdict
from shirube.exporters.gate.rules import RULES

LEVELS = (1, 2, 3)
LEVEL_WORDS = {
    1: Say("機械が読める", "a machine reads it"),
    2: Say("そのまま計算できる", "it can be computed with as it is"),
    3: Say("ほかのデータとつなげる", "it can be joined with other data"),
}
_GOOD = (Status.MET, Status.BESIDE)


@dataclass(frozen=True, slots=True)
class Score:
    """Of one level: rules that are met, of those that could be judged; those that could not."""

    level: int
    met: int
    judged: int
    unjudged: int

    @property
    def is_full(self) -> bool:
        """Nothing is broken, and nothing was left unjudged."""
        return self.met == self.judged and not self.unjudged


@dataclass(frozen=True)
class Report:
    """Rule by rule what was found in one file."""

    file: str
    kind: str
    encoding: str | None
    bom: bool
    verdicts: Mapping[str, Verdict]

    @property
    def scores(self) -> tuple[Score, ...]:
        """One for each level."""
        return tuple(map(self._score, LEVELS))

    def _score(self, level: int) -> Score:
        found = [v.status for ident, v in self.verdicts.items() if RULES[ident].level == level]
        met = sum(status in _GOOD for status in found)
        return Score(level, met, met + found.count(Status.BROKEN), found.count(Status.UNJUDGED))

    @property
    def broken(self) -> tuple[str, ...]:
        """Ids of the rules that are broken."""
        return tuple(i for i, verdict in self.verdicts.items() if verdict.status == Status.BROKEN)

    @property
    def stopper(self) -> str | None:
        """The first fatal rule that is broken."""
        return next((ident for ident in self.broken if RULES[ident].fatal), None)

    @property
    def reached(self) -> int:
        """The highest level below the first broken fatal rule: 0 to 3."""
        return LEVELS[-1] if self.stopper is None else RULES[self.stopper].level - 1

    @property
    def is_full(self) -> bool:
        """Full marks at all levels."""
        return all(score.is_full for score in self.scores)

    def findings(self) -> Iterator[tuple[Rule, Finding]]:
        """Everything that is broken, in the order of the rules."""
        for ident in self.broken:
            for finding in self.verdicts[ident].findings:
                yield RULES[ident], finding

    def as_json(self) -> dict[str, object]:
        """A plain dictionary in both languages."""
        return {
            "file": self.file,
            "kind": self.kind,
            "encoding": self.encoding,
            "bom": self.bom if self.encoding else None,
            "level_reached": self.reached,
            "stopped_by": self.stopper,
            "levels": [
                {"level": s.level, "met": s.met, "judged": s.judged, "unjudged": s.unjudged}
                for s in self.scores
            ],
            "rules": [_rule(RULES[ident], verdict) for ident, verdict in self.verdicts.items()],
        }


def _rule(rule: Rule, verdict: Verdict) -> dict[str, object]:
    told: dict[str, object] = {
        "id": rule.id,
        "level": rule.level,
        "fatal": rule.fatal,
        "title": rule.title._asdict(),
        "status": verdict.status.value,
    }
    if verdict.reason.ja:
        told["reason"] = verdict.reason._asdict()
    if verdict.findings:
        told["findings"] = [_finding(finding) for finding in verdict.findings]
        told["mend"] = rule.mend._asdict()
    return told


def _finding(finding: Finding) -> dict[str, object]:
    places = [{"at": at, "shown": shown} for at, shown in finding.spots.first]
    return {**finding.say._asdict(), "total": finding.spots.total, "places": places}


@dataclass(frozen=True)
class Summary:
    """What several files of one set have in common: the worst of each rule."""

    files: int
    verdicts: Mapping[str, Verdict]
    scores: tuple[Score, ...]
    reached: int
    cells: int = 0

    @property
    def is_full(self) -> bool:
        """Full marks at all levels."""
        return all(score.is_full for score in self.scores)


_WORST = (Status.BROKEN, Status.UNJUDGED, Status.BESIDE, Status.MET, Status.NOTHING)


def summary(reports: Iterable[Report]) -> Summary:
    """A rule is met by a set of files when each of them meets it."""
    listed = list(reports)
    worst = {
        ident: min((report.verdicts[ident] for report in listed), key=_rank)
        for ident in (RULES if listed else ())
    }
    whole = Report("", "", None, False, worst)
    return Summary(len(listed), worst, whole.scores, whole.reached)


def _rank(verdict: Verdict) -> int:
    return _WORST.index(verdict.status)
