"""Short texts about a published sheet: X, LINE, Facebook, the city paper (市報).

A text is made of whole sentences. What does not fit is left out as a whole; what nobody confirmed
is said in the second sentence, and no sentence states more than the sheet's page does.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from shirube.basics.fiscal_year import in_print
from shirube.basics.japanese_text import printable
from shirube.charts.money import money_sentence
from shirube.charts.series import Statement, join
from shirube.charts.words import reached, sentence
from shirube.designs import Design
from shirube.designs.model import Achievement
from shirube.publishing.accounts import BEFORE
from shirube.publishing.addresses import sheet_folder
from shirube.publishing.snapshot import EditionRef
from shirube.schema import Indicator, Rating, Sheet
from shirube.schema.codes import label
from shirube.schema.sheet import UNDATED

UNCONFIRMED = "機械読取・未確認です。"
EARLY = "決算の認定前の版です。"
LINK = 23  # what X counts for a link of any length
_PLAIN_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~%-]+)*/?")
_LINK = re.compile(
    r"(https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:/[!-~]*)?", re.ASCII | re.IGNORECASE
)
# X counts these code points as one and all others as two (its published configuration, version 3).
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # they would turn what follows


def x_length(text: str) -> int:
    """The length as X counts it: Japanese letters 2, Latin ones 1, a link 23. Never too low: an
    emoji of several code points is counted by its parts, a bare domain as a link.
    """
    text = unicodedata.normalize("NFC", text)
    total, end = 0, 0
    for found in _LINK.finditer(text):
        total += _weight(text[end : found.start()])
        total += LINK if found[1] else max(LINK, _weight(found.group()))
        end = found.end()
    return total + _weight(text[end:])


def _weight(text: str) -> int:
    return sum(1 if any(a <= ord(one) <= b for a, b in _LIGHT) else 2 for one in text)


def utf16_length(text: str) -> int:
    """The length as LINE and Facebook count it, in UTF-16 units: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True)
class Channel:
    """Where a text goes, how long it may be, and how that is counted."""

    key: str
    name: str
    limit: int
    length: Callable[[str], int]
    between: str  # what stands between two sentences


CHANNELS = (
    Channel("x", "X", 280, x_length, ""),
    Channel("line", "LINE", 500, utf16_length, "\n"),
    # Facebook takes more, but hides what comes later behind 「もっと見る」.
    Channel("facebook", "Facebook", 400, utf16_length, "\n"),
    Channel("paper", "市報", 120, len, ""),
)


@dataclass(frozen=True, slots=True)
class ShortText:
    """A text for a channel; None where the address alone leaves no room for a sentence."""

    channel: Channel
    text: str | None

    @property
    def length(self) -> int:
        """As the channel counts it, the address included."""
        return self.channel.length(self.text or "")


class NotAnAddressError(ValueError):
    """The address of the portal is not a plain http(s) address in ASCII letters."""


def short_texts(
    sheet: Sheet, edition: EditionRef, design: Design | None, base: str
) -> tuple[ShortText, ...]:
    """One text a channel. ``sheet`` is a public sheet of the edition, ``base`` the address of the
    portal. Raises NotAnAddressError.
    """
    address = lasting_address(sheet, base)
    must = [UNCONFIRMED] if sheet.standing == "machine_read" else []
    if edition.accounts == BEFORE:
        must.append(EARLY)
    heads = list(_heads(sheet, edition))
    more = list(_more(sheet, design))
    return tuple(
        ShortText(channel, _fill(channel, heads, must, more, address)) for channel in CHANNELS
    )


def is_address(base: str) -> bool:
    """A plain http(s) address in ASCII letters, without a query."""
    return _PLAIN_BASE.fullmatch(base) is not None


def lasting_address(sheet: Sheet, base: str) -> str:
    """The address that always leads to the newest edition of the sheet. Raises
    NotAnAddressError.
    """
    if not is_address(base):
        raise NotAnAddressError(base)
    year = UNDATED if sheet.fiscal_year is None else sheet.fiscal_year
    return f"{base.rstrip('/')}/{sheet.municipality.code}/{year}/{sheet_folder(sheet)}"


def _fill(
    channel: Channel,
    heads: Sequence[str],
    must: Sequence[str],
    more: Sequence[str],
    address: str,
) -> str | None:
    """The first head that fits with what must be said; then each sentence that still fits."""

    def joined(said: Sequence[str]) -> str:
        return channel.between.join(said) + "\n" + address

    def fits(said: Sequence[str]) -> bool:
        return channel.length(joined(said)) <= channel.limit

    said = next((found for head in heads if fits(found := [head, *must])), None)
    if said is None:
        return None
    for one in more:
        if fits([*said, one]):
            said.append(one)
    return joined(said)


def _heads(sheet: Sheet, edition: EditionRef) -> Iterator[str]:
    """What it is, from the fullest sentence to the shortest."""
    city, title = _clean(sheet.municipality.name), _clean(sheet.title)
    number = f"{label('kind', sheet.kind)}{_clean(sheet.code)}"
    what = "" if sheet.fiscal_year is None else f"の{in_print(sheet.fiscal_year)}の評価"
    version = f"(第{edition.number}版)"
    yield f"{city}が公表した、{number}「{title}」{what}です{version}。"
    yield f"{city}が公表した、{number}{what}です{version}。"
    yield f"公表した評価です{version}。" if what else f"公表した計画です{version}。"


def _more(sheet: Sheet, design: Design | None) -> Iterator[str]:
    """What the page says, most important first, each sentence with its own doubts."""
    rules = design.achievement if design else Achievement()
    told = (
        _rating(sheet, design),
        _counted(sheet, rules),
        _doubts(sheet),
        money_sentence(sheet),
        _each(sheet, rules),
    )
    yield from (_clean(one) for one in told if one)


def _rating(sheet: Sheet, design: Design | None) -> str:
    headline = design.headline_rating if design else None
    named = [one for one in sheet.ratings if one.key == headline]
    found = named or (sheet.ratings if len(sheet.ratings) == 1 else ())
    return _told_rating(found[0], design) if found else ""


def _told_rating(rating: Rating, design: Design | None) -> str:
    if rating.value is None:
        return f"評価の記載はありません({label('missing', rating.missing or 'blank')})。"
    if rating.flags:
        return f"評価は「{rating.value}」と読めますが、確かではありません。"
    scale = design.scale(rating.scale) if design else None
    grade = scale.grade(rating.value) if scale else None
    say = f"({grade.say})" if grade and grade.say else ""
    return f"評価は「{rating.value}」{say}です。"


def _counted(sheet: Sheet, rules: Achievement) -> str:
    if not sheet.indicators or sheet.fiscal_year is None:
        return ""
    met = [_met(one, sheet.fiscal_year, rules) for one in sheet.indicators]
    counts = (
        ("目標に達したもの", met.count(True)),
        ("届かなかったもの", met.count(False)),
        ("判定できないもの", met.count(None)),
    )
    told = "、".join(f"{name}{count}件" for name, count in counts if count)
    return f"指標{len(met)}件のうち、{told}です。"


def _met(one: Indicator, year: int, rules: Achievement) -> bool | None:
    """Whether the year's target is met; None for a value that measures another year."""
    actual = one.get("actual", year)
    carried = actual is not None and actual.year != year
    return None if carried else reached(one, year, rules).met


def _doubts(sheet: Sheet) -> str:
    values = sum(bool(value.flags) for one in sheet.indicators for value in one.values)
    costs = [*sheet.costs, *(cost for project in sheet.projects for cost in project.costs)]
    count = values + sum(bool(cost.flags) for cost in costs)
    return f"確かでない値が{count}個あります。" if count else ""


def _each(sheet: Sheet, rules: Achievement) -> str:
    """Every indicator or none: a choice among them would be a judgement."""
    return "".join(
        f"指標「{one.name or '名前のない指標'}」: "
        + sentence(join([Statement(one, sheet.fiscal_year, "")]), sheet.fiscal_year, rules)
        for one in sheet.indicators
    )


def _clean(text: str) -> str:
    """One line; nobody is addressed (@) and no direction of writing is turned by it."""
    said = " ".join(_TURNS.sub("", printable(text)).split())
    return unicodedata.normalize("NFC", said).replace("@", "＠")
