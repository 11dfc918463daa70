"""The parts of a sheet as blocks, one function a part, under the form's own labels."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from shirube.basics.fiscal_year import in_print
from shirube.charts.indicator_chart import CARD, draw
from shirube.charts.money import money_sentence
from shirube.charts.series import Series, Statement, join
from shirube.charts.words import picture, reached, sentence
from shirube.designs import Design
from shirube.designs.layout import Placed
from shirube.designs.model import Achievement
from shirube.designs.plain_summary import TITLE
from shirube.papers.grids import costs_grid, indicator_grid, money_grid
from shirube.papers.model import Block, Facts, Heading, Picture, Words
from shirube.schema import Indicator, Rating, Sheet
from shirube.schema.codes import label

# FONT is the name of the font that the paper is printed with; the template knows it.
_SVG = (
    f'<svg xmlns="http://www.w3.org/2000/svg" width="{CARD.width}" height="{CARD.height}" '
    'font-family="FONT" font-size="11" '
)


@dataclass(frozen=True, slots=True)
class Part:
    """One field of the form with what is said there, and the sheet it stands in."""

    sheet: Sheet
    design: Design | None
    label: str
    items: tuple[Any, ...]


def blocks(sheet: Sheet, design: Design | None, fields: tuple[Placed, ...]) -> Iterator[Block]:
    """All blocks of a section. Single facts that stand side by side become one table."""
    facts: list[tuple[str, str]] = []
    for placed in fields:
        part = Part(sheet, design, placed.spec.label.ja, placed.items)
        if placed.part in _FACTS:
            facts += _FACTS[placed.part](part)
            continue
        if facts:
            yield Facts(tuple(facts))
            facts = []
        yield from _BLOCKS[placed.part](part)
    if facts:
        yield Facts(tuple(facts))


def rules_of(design: Design | None) -> Achievement:
    """The formulas of the form."""
    return design.achievement if design else Achievement()


def series_of(sheet: Sheet, indicator: Indicator) -> Series:
    """What this one sheet says of the indicator through the years."""
    return join([Statement(indicator, sheet.fiscal_year, "")])


def rating_words(design: Design | None, rating: Rating) -> str:
    """順調(よく進んでいる); a lost or doubtful rating says so."""
    if rating.value is None:
        return label("missing", rating.missing or "blank")
    if rating.flags:
        return f"{rating.value}(不確か: {_flags(rating.flags)})"
    scale = design.scale(rating.scale) if design else None
    grade = scale.grade(rating.value) if scale else None
    if grade is None:
        return rating.value
    meaning = grade.say or grade.meaning
    return f"{rating.value}({meaning})" if meaning else rating.value


def _flags(flags: tuple[str, ...]) -> str:
    return "、".join(label("flag", flag) for flag in flags)


def _doubt(flags: tuple[str, ...]) -> str:
    return f"(不確か: {_flags(flags)})" if flags else ""


# --- single facts ---------------------------------------------------------------------------------


def _attributes(part: Part) -> Iterator[tuple[str, str]]:
    for one in part.items:
        yield one.label or part.label, (one.value or label("missing", "blank")) + _doubt(one.flags)


def _units(part: Part) -> Iterator[tuple[str, str]]:
    for role in dict.fromkeys(one.role for one in part.items):
        yield role or part.label, "、".join(one.name for one in part.items if one.role == role)


def _contacts(part: Part) -> Iterator[tuple[str, str]]:
    for one in part.items:
        phone = f"電話 {one.phone}" if one.phone else None
        yield one.role or part.label, " ".join(filter(None, (one.post, one.name, phone, one.email)))


# --- texts ----------------------------------------------------------------------------------------


def _narratives(part: Part) -> Iterator[Block]:
    heading = "" if part.label == TITLE else part.label  # its section is called so already
    for one in part.items:
        yield Words(heading, one.text, by=_by(one.fiscal_year, one.direction, one.by))


def _by(year: int | None, direction: str | None, by: str | None) -> str:
    told = (year and in_print(year), direction and f"方向{direction}", by)
    return " ".join(word for word in told if word)


def _directions(part: Part) -> Iterator[Block]:
    rows = []
    for one in part.items:
        lines = (
            one.title,
            one.purpose and f"目的: {one.purpose}",
            one.means and f"手段: {one.means}",
        )
        rows.append((one.no, "\n".join(line for line in lines if line)))
    yield Heading(part.label)
    yield Facts(tuple(rows))


def _ratings(part: Part) -> Iterator[Block]:
    for one in part.items:
        by = " ".join(word for word in (one.by, one.period) if word)
        yield Words(f"{part.label}: {rating_words(part.design, one)}", one.reason or "", by=by)


def _environment(part: Part) -> Iterator[Block]:
    for one in part.items:
        effects = f"影響: {'、'.join(one.effects)}" if one.effects else None
        reason = f"理由: {one.reason}" if one.reason else None
        text = "\n".join(line for line in (one.situation, effects, reason) if line)
        yield Words(one.factor or part.label, text)


def _issues(part: Part) -> Iterator[Block]:
    for one in part.items:
        yield Heading(f"課題{one.no}")
        rows = [("課題", one.text)]
        if one.projects:
            rows.append(("関連する事業", "、".join(one.projects)))
        if one.status:
            rows.append(("現在の状況", one.status))
        for action in one.next_actions:
            year = action.from_fiscal_year
            rows.append((f"{in_print(year)}からの取組" if year else "今後の取組", action.text))
        yield Facts(tuple(rows))


def _progress(part: Part) -> Iterator[Block]:
    scale = part.design.scale("progress") if part.design else None
    for one in part.items:
        grade = scale.grade(one.rating) if scale else None
        mark = f"{one.rating}({grade.say})" if grade and grade.say else one.rating
        yield Heading(one.period + _doubt(one.flags))
        rows = (
            ("計画", one.plan),
            ("実績と成果", one.result),
            ("進捗", mark),
            ("見直し", one.action),
        )
        yield Facts(tuple((term, text) for term, text in rows if text))


def _follow_ups(part: Part) -> Iterator[Block]:
    for one in part.items:
        yield Heading(f"約束{one.no}")
        status = label("follow_up_status", one.status) if one.status else label("missing", "blank")
        rows = (
            ("約束したこと", one.text),
            ("課題", one.issue),
            ("約束した評価", one.promised_year and in_print(one.promised_year)),
            ("行う年度", one.from_fiscal_year and f"{in_print(one.from_fiscal_year)}から"),
            ("どうなったか", "\n".join(filter(None, (status, one.answer)))),
        )
        yield Facts(tuple((term, text) for term, text in rows if text))


def review_rows(one: Any) -> tuple[tuple[str, str], ...]:
    """An opinion and what became of it, as terms and texts."""
    answer = one.answer or "まだ回答がありません"
    rows = (
        ("意見", one.text),
        ("評語", one.mark),
        ("市の回答", f"{answer}({one.answered_by})" if one.answered_by else answer),
        ("反映状況", one.reflected),
    )
    return tuple((term, text) for term, text in rows if text)


def _reviews(part: Part) -> Iterator[Block]:
    for one in part.items:
        year = in_print(one.fiscal_year) if one.fiscal_year else None
        who = "、".join(word for word in (one.by, one.round, year) if word)
        yield Heading(f"意見{one.no} {who}")
        yield Facts(review_rows(one))


def _notes(part: Part) -> Iterator[Block]:
    yield Words(part.label, "\n".join(f"{one.mark or ''} {one.text}".strip() for one in part.items))


# --- numbers --------------------------------------------------------------------------------------


def _indicators(part: Part) -> Iterator[Block]:
    for place, indicator in enumerate(part.items, start=1):
        yield from _indicator(part, indicator, place)


def _indicator(part: Part, indicator: Indicator, place: int) -> Iterator[Block]:
    rules, year = rules_of(part.design), part.sheet.fiscal_year
    name = indicator.name or "(名前のない指標)"
    yield Heading(f"{indicator.no or place} {name}{_doubt(indicator.flags)}")
    series = series_of(part.sheet, indicator)
    told = reached(indicator, year, rules)
    rate = f"達成率(計算) {told.percent} = {told.sum}({told.formula})" if told.percent else ""
    said = "\n".join(filter(None, (sentence(series, year, rules), rate)))
    yield Words("", said, by=_about(indicator))
    if indicator.values:
        yield from indicator_grid(indicator)
    yield from _chart(series, name)


def _about(indicator: Indicator) -> str:
    basis = indicator.better_basis and label("better_basis", indicator.better_basis)
    better = indicator.better and label("better", indicator.better)
    told = (
        indicator.kind and label("indicator_kind", indicator.kind),
        indicator.definition and f"説明: {indicator.definition}",
        indicator.source and f"出典: {indicator.source}",
        indicator.direction and f"方向{indicator.direction}",
        f"{better}({basis})" if better and basis else better,
        indicator.accumulation and label("accumulation", indicator.accumulation),
    )
    return "。".join(word.rstrip("。") for word in told if word)


def _chart(series: Series, name: str) -> Iterator[Block]:
    """The picture, where there are at least two years to join."""
    if sum(point.value is not None for point in series.actual) < 2:
        return
    words = picture(series)
    svg = draw(series, size=CARD, title=name, words=words, ident="c")
    if svg is not None:
        opened = _SVG
        yield Picture(svg.replace("<svg ", opened, 1), f"{name}の推移。{words}")


def _projects(part: Part) -> Iterator[Block]:
    said = money_sentence(part.sheet)
    if said:
        yield Words("", said)
    yield from money_grid(part.label, part.items, part.sheet.costs)


def _costs(part: Part) -> Iterator[Block]:
    if part.sheet.projects:  # printed totals stand at the foot of the projects' table
        return
    said = money_sentence(part.sheet)
    if said:
        yield Words("", said)
    yield from costs_grid(part.label, part.items)


_FACTS: dict[str, Callable[[Part], Iterator[tuple[str, str]]]] = {
    "attributes": _attributes,
    "units": _units,
    "contacts": _contacts,
}
_BLOCKS: dict[str, Callable[[Part], Iterator[Block]]] = {
    "directions": _directions,
    "narratives": _narratives,
    "indicators": _indicators,
    "projects": _projects,
    "costs": _costs,
    "ratings": _ratings,
    "environment": _environment,
    "issues": _issues,
    "progress": _progress,
    "follow_ups": _follow_ups,
    "reviews": _reviews,
    "notes": _notes,
}
