"""A row a sheet: its rating against the year before, opinions, next actions, and the money."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shirube.budget.reckoning.matching import Matched, Money, What
from shirube.designs import Design
from shirube.schema import Rating, Sheet
from shirube.schema.keys import node_key, project_keys

Moved = Literal["up", "same", "down"]
Place = Literal["top", "middle", "bottom"]
MONEY_STAGES = ("initial_budget", "request", "assessed", "reflected")


@dataclass(frozen=True, slots=True)
class Said:
    """The rating that stands for a sheet, as its form knows it. ``order`` rises with good."""

    value: str
    order: int | None
    place: Place | None
    reason: str


@dataclass(frozen=True, slots=True)
class Given:
    """The money of a sheet in the budget after its evaluation, in yen; None: nothing stated.

    ``before`` is the initial budget of the year before. ``now_stage`` tells whether ``now`` is the
    initial budget or, before that is out, what was assessed.
    """

    before: int | None = None
    request: int | None = None
    assessed: int | None = None
    reflected: int | None = None
    now: int | None = None
    now_stage: str = "initial_budget"
    reasons: tuple[tuple[str, str], ...] = ()  # account's name, what finance wrote
    # Projects with money in one of the two budgets only: begun or ended, or nobody joined them.
    ended: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()

    @property
    def change(self) -> int | None:
        """This budget less the one before."""
        if self.now is None or self.before is None:
            return None
        return self.now - self.before


@dataclass(frozen=True)
class Row:
    """One sheet with what came of it."""

    sheet: Sheet
    evaluated: int
    budget_year: int
    said: Said | None
    said_before: Said | None
    given: Given
    projects: frozenset[str]

    @property
    def title(self) -> str:
        """Number and name."""
        return f"{self.sheet.code} {self.sheet.title}"

    @property
    def units(self) -> tuple[str, ...]:
        """Divisions."""
        return tuple(dict.fromkeys(unit.name for unit in self.sheet.units))

    @property
    def moved(self) -> Moved | None:
        """The rating against the year before; None where they cannot be compared."""
        now, then = self.said, self.said_before
        if now is None or then is None or now.order is None or then.order is None:
            return None
        return "up" if now.order > then.order else "down" if now.order < then.order else "same"

    @property
    def opinions(self) -> tuple[str, ...]:
        """What reviews said, and what was answered."""
        return tuple(
            f"{one.by or one.round}: {one.text}" + (f" → {one.answer}" if one.answer else "")
            for one in self.sheet.reviews
        )

    @property
    def next_actions(self) -> tuple[str, ...]:
        """What the sheet says will be done."""
        return tuple(action.text for issue in self.sheet.issues for action in issue.next_actions)


@dataclass(frozen=True)
class Corpus:
    """What rows are made of. ``earlier`` gives the key of a node in the year before, if known."""

    sheets: Sequence[Sheet]
    before: Mapping[str, Sheet]  # node key → sheet of the year before, under this year's key
    designs: Mapping[str, Design]


def budget_year_of(sheet: Sheet) -> int | None:
    """The first budget that an evaluation can change: that of the year after it is carried out.

    R6 is evaluated in R7, whose budget runs already: the next one is R8.
    """
    if sheet.fiscal_year is None:
        return None
    return (sheet.carried_out or sheet.fiscal_year + 1) + 1


def projects_of(sheet: Sheet) -> frozenset[str]:
    """Keys of the projects whose money the sheet is about."""
    if sheet.kind == "project" and not sheet.projects:
        return frozenset({node_key(sheet)})
    return frozenset(key for key, _ in project_keys(sheet) if "~" not in key)


def said_of(sheet: Sheet | None, designs: Mapping[str, Design]) -> Said | None:
    """The sheet's headline rating; None where there is none, or it is doubtful."""
    design = designs.get(sheet.design) if sheet else None
    if sheet is None or design is None:
        return None
    rating = _headline(sheet.ratings, design)
    if rating is None or not rating.value or rating.flags:
        return None
    scale = design.scale(rating.scale)
    grade = scale.grade(rating.value) if scale else None
    orders = [one.order for one in scale.grades] if scale else []
    place: Place | None = None
    if grade is not None:
        ends: dict[int, Place] = {max(orders): "top", min(orders): "bottom"}
        place = ends.get(grade.order, "middle")
    return Said(rating.value, grade.order if grade else None, place, rating.reason or "")


def _headline(ratings: Sequence[Rating], design: Design) -> Rating | None:
    found = [one for one in ratings if one.key == design.headline_rating]
    return found[0] if found else ratings[0] if len(ratings) == 1 else None


def rows(
    corpus: Corpus, now: Callable[[int], Matched], before: Callable[[int], Matched]
) -> tuple[Row, ...]:
    """A row for every sheet. ``now`` and ``before`` give the money of a budget year and of the
    year before it, matched with the projects of the corpus.
    """
    found = []
    for sheet in corpus.sheets:
        year = budget_year_of(sheet)
        if year is None or sheet.fiscal_year is None:
            continue
        keys = projects_of(sheet)
        found.append(
            Row(
                sheet,
                sheet.fiscal_year,
                year,
                said_of(sheet, corpus.designs),
                said_of(corpus.before.get(node_key(sheet)), corpus.designs),
                given(keys, now(year), before(year - 1)),
                keys,
            )
        )
    return tuple(found)


def given(keys: Collection[str], now: Matched, before: Matched) -> Given:
    """What the projects got together, each counted once."""
    sums = {stage: _sum(keys, now, stage) for stage in MONEY_STAGES}
    stage = "initial_budget" if sums["initial_budget"] is not None else "assessed"
    return Given(
        before=_sum(keys, before, "initial_budget"),
        request=sums["request"],
        assessed=sums["assessed"],
        reflected=sums["reflected"],
        now=sums[stage],
        now_stage=stage,
        reasons=tuple(_reasons(keys, now)),
        ended=tuple(_only(keys, before, "initial_budget", now, stage)),
        begun=tuple(_only(keys, now, stage, before, "initial_budget")),
    )


def _reasons(keys: Collection[str], matched: Matched) -> Iterator[tuple[str, str]]:
    accounts = {
        source.account
        for key in keys
        for money in matched.money.get(key, {}).values()
        for source in money.sources
    }
    for account in sorted(accounts):
        line = matched.lines[account]
        if line.reason:
            yield line.name or account, line.reason


def _only(
    keys: Collection[str], here: Matched, stage: str, there: Matched, other: str
) -> Iterator[str]:
    """Keys with money here and none there, where there is any money at all."""
    if _sum(keys, there, other) is None:
        return
    for key in sorted(keys):
        if _money(here, key, stage) is not None and _money(there, key, other) is None:
            yield key


def _sum(keys: Iterable[str], matched: Matched, stage: str) -> int | None:
    """None where nothing is stated, or a part of it is still open."""
    stated = [_money(matched, key, stage) for key in sorted(keys)]
    known = [money for money in stated if money is not None]
    if not known or not all(money.complete for money in known):
        return None
    return sum(money.yen for money in known)


def _money(matched: Matched, key: str, stage: str) -> Money | None:
    return matched.money.get(key, {}).get(What(stage))
