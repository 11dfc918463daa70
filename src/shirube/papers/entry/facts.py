"""Single facts of a sheet that a paper may ask for, by their words."""

from collections.abc import Callable, Iterator

from shirube.basics.fiscal_year import in_print
from shirube.charts.money import money_sentence
from shirube.papers.entry.amounts import finance_sentence
from shirube.papers.entry.doubts import doubts
from shirube.papers.entry.model import ABSENT, Mark, Said
from shirube.papers.entry.said import BLANK, words
from shirube.papers.entry.take import Asked, base_year
from shirube.papers.listing import met_words
from shirube.papers.parts import rating_words
from shirube.papers.sheets import called, source_of
from shirube.schema import Rating, Sheet
from shirube.schema.codes import label

Told = Iterator[tuple[str, Said]]  # a label of the form's own, or "", and what is said


def _one(said: str | None) -> Told:
    yield "", words(said) if said else ABSENT


def _year(asked: Asked) -> Told:
    year = asked.sheet.fiscal_year
    yield "", Said(in_print(year) if year else "年度の記載なし")


def _carried_out(asked: Asked) -> Told:
    year = asked.sheet.carried_out
    return _one(in_print(year) if year else None)


def _budget_year(asked: Asked) -> Told:
    year = base_year(asked.sheet, "budget")
    return _one(in_print(year) if year else None)


def _path(asked: Asked) -> Told:
    steps = asked.sheet.path
    if not steps:
        yield "", ABSENT
    for step in steps:
        yield step.level, Said(f"{step.code or ''} {step.title}".strip())


def _units(asked: Asked) -> Told:
    units = asked.sheet.units
    if not units:
        yield "", ABSENT
    for role in dict.fromkeys(unit.role for unit in units):
        named = dict.fromkeys(unit.name for unit in units if unit.role == role)
        yield role, Said("、".join(named))


def _contacts(asked: Asked) -> Told:
    if not asked.sheet.contacts:
        yield "", ABSENT
    for one in asked.sheet.contacts:
        phone = f"電話 {one.phone}" if one.phone else None
        yield one.role, words(" ".join(filter(None, (one.post, one.name, phone, one.email))))


def _attributes(asked: Asked) -> Told:
    if not asked.sheet.attributes:
        yield "", ABSENT
    for one in asked.sheet.attributes:
        yield one.label, words(one.value, one.flags)


def _narratives(asked: Asked) -> Told:
    if not asked.sheet.narratives:
        yield "", ABSENT
    for one in asked.sheet.narratives:
        yield one.label, words(one.text)


def _directions(asked: Asked) -> Told:
    lines = []
    for one in asked.sheet.directions:
        more = (one.purpose and f"目的: {one.purpose}", one.means and f"手段: {one.means}")
        lines += [f"{one.no} {one.title}", *filter(None, more)]
    return _one("\n".join(lines))


def headline(sheet: Sheet | None, asked: Asked) -> Rating | None:
    """The rating that stands for a sheet; None where none does."""
    if sheet is None:
        return None
    key = asked.design.headline_rating if asked.design else None
    found = [one for one in sheet.ratings if one.key == key]
    return found[0] if found else sheet.ratings[0] if len(sheet.ratings) == 1 else None


def _rating(asked: Asked) -> Told:
    yield "", _rated(headline(asked.sheet, asked), asked)


def _rating_before(asked: Asked) -> Told:
    """Only where last year's sheet is of the same form: another form has other scales."""
    before = asked.entry.before
    same = before is not None and before.design == asked.sheet.design
    yield "", _rated(headline(before, asked) if same else None, asked)


def _rated(rating: Rating | None, asked: Asked) -> Said:
    if rating is None:
        return ABSENT
    mark: Mark = "miss" if rating.value is None else "doubt" if rating.flags else ""
    return Said(rating_words(asked.design, rating), mark=mark)


def _reason(asked: Asked) -> Told:
    rating = headline(asked.sheet, asked)
    yield "", ABSENT if rating is None else words(rating.reason)


def _ratings(asked: Asked) -> Told:
    if not asked.sheet.ratings:
        yield "", ABSENT
    for one in asked.sheet.ratings:
        named = asked.design.label(f"ratings.{one.key}") if asked.design else None
        said = _rated(one, asked)
        text = f"{said.text}\n{one.reason}" if one.reason else said.text
        yield named or "評価", Said(text, notes=said.notes, mark=said.mark)


def _doubts(asked: Asked) -> Told:
    found = len(doubts(asked.sheet))
    words_ = f"{found}か所(このあとの一覧のとおり)" if found else "ありません"
    yield "", Said(words_)


def _source(asked: Asked) -> Told:
    return _one(source_of(asked.sheet).removeprefix("元のファイル: "))


def _write(asked: Asked) -> Told:
    yield "", Said("", mark="write")


def keyed(asked: Asked) -> Told:
    """``attributes.legal_basis``, ``narratives.aim``, ``ratings.overall``: one key of a part."""
    part, _, key = asked.take.take.partition(".")
    found = [one for one in getattr(asked.sheet, part) if one.key == key]
    known = asked.design is not None and asked.design.label(asked.take.take) is not None
    if not found:
        yield "", BLANK if known else ABSENT
    elif part == "attributes":
        yield "", words("\n".join(filter(None, (a.value for a in found))), found[0].flags)
    elif part == "narratives":
        yield "", words("\n".join(one.text for one in found))
    else:
        yield "", _rated(found[0], asked)


KEYED = ("attributes", "narratives", "ratings")
# word → what it is, how it is taken
FACTS: dict[str, tuple[str, Callable[[Asked], Told]]] = {
    "year": ("評価対象年度", _year),
    "carried_out": ("評価を行った年度", _carried_out),
    "budget_year": ("評価を反映できる予算の年度", _budget_year),
    "sheet": ("種類・番号・名称", lambda asked: _one(called(asked.sheet))),
    "kind": ("施策・事務事業など", lambda asked: _one(label("kind", asked.sheet.kind))),
    "code": ("番号", lambda asked: _one(asked.sheet.code)),
    "title": ("名称", lambda asked: _one(asked.sheet.title)),
    "path": ("計画の中の位置(様式の段の名前で)", _path),
    "units": ("担当課・関係課(様式の役割の名前で)", _units),
    "contacts": ("公表してよい問い合わせ先", _contacts),
    "attributes": ("様式の単独の項目すべて", _attributes),
    "narratives": ("様式の文すべて", _narratives),
    "directions": ("施策の方向", _directions),
    "rating": ("そのシートを代表する評価", _rating),
    "rating_before": ("前の年度の評価(同じ様式のときだけ)", _rating_before),
    "rating_reason": ("評価の理由", _reason),
    "ratings": ("評価すべて(様式の名前で)", _ratings),
    "met": ("目標に達した指標の数", lambda asked: _one(met_words(asked.sheet, asked.design))),
    "money": ("評価対象年度の金額を1文で", lambda asked: _one(money_sentence(asked.sheet))),
    "finance": (
        "財務会計から取り込んだ額があるか",
        lambda asked: _one(finance_sentence(asked.entry)),
    ),
    "doubts": ("不確かな値の数", _doubts),
    "standing": ("確認状態", lambda asked: _one(label("standing", asked.sheet.standing))),
    "state": ("庁内での状態(確定前など)", lambda asked: _one(asked.entry.state)),
    "source": ("元のファイル", _source),
    "write": ("手で書きこむ欄", _write),
}
