"""The decisions as a TOML text, and what is wrong with a text that is none."""

import json
import tomllib
from collections.abc import Iterator

from pydantic import BaseModel, ValidationError

from shirube.people.city.model import CitySettings
from shirube.people.permissions import Refused

_WRONG = {  # type of the error → Japanese
    "string_pattern_mismatch": "使えない文字があります(アドレスは半角の英小文字と数字、読みはかな)",
    "string_too_long": "長すぎます",
    "too_long": "多すぎます",
    "missing": "必要な項目がありません",
    "extra_forbidden": "知らない項目です。綴りを確かめてください",
    "one_line": "空や改行のない1行で書いてください",
    "empty_group": "分野(branches)、シート(sheets)、担当(divisions)のどれかが必要です",
    "key_twice": "同じ key が2つあります",
}


def from_toml(text: str) -> CitySettings:
    """The value of a text. Raises Refused with place and reason."""
    try:
        return checked(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"TOML として読めません({error})。", f"This is no TOML: {error}") from error


def checked(given: object) -> CitySettings:
    """The value of plain data. Raises Refused with place and reason."""
    try:
        return CitySettings.model_validate(given)
    except ValidationError as error:
        told = [(_place(one["loc"]), one["type"], one["msg"]) for one in error.errors()]
        ja = "".join(
            f"{place}: {_WRONG.get(kind, '書き方がちがいます')}。" for place, kind, _ in told
        )
        en = "; ".join(f"{place}: {message}" for place, _, message in told)
        raise Refused(ja, en) from error


def _place(loc: tuple[int | str, ...]) -> str:
    """``("topics", 0, "key")`` → topics 1 key"""
    return " ".join(str(part + 1) if isinstance(part, int) else part for part in loc) or "全体"


def to_toml(settings: CitySettings) -> str:
    """The text that ``from_toml`` makes the value of; what is not said is left out."""
    return "\n".join(_lines(settings)).strip() + "\n"


def _lines(settings: CitySettings) -> Iterator[str]:
    yield from _fields(settings, leave_out={"readings", "topics", "committees", "persons"})
    if settings.readings:
        yield "\n[readings]"
        yield from (f"{_text(name)} = {_text(kana)}" for name, kana in settings.readings.items())
    if settings.persons is not None:
        yield "\n[persons]"
        yield from _fields(settings.persons)
    for part, groups in (("topics", settings.topics), ("committees", settings.committees)):
        for group in groups:
            yield f"\n[[{part}]]"
            yield from _fields(group)


def _fields(value: BaseModel, leave_out: frozenset[str] | set[str] = frozenset()) -> Iterator[str]:
    for name in type(value).model_fields:
        one = getattr(value, name)
        if one and name not in leave_out:
            shown = _text(one) if isinstance(one, str) else f"[{', '.join(map(_text, one))}]"
            yield f"{name} = {shown}"


def _text(text: str) -> str:
    """A JSON text of one printable line is a TOML text as well."""
    return json.dumps(text, ensure_ascii=False)
