"""A city's own form out of another one: copied for a year, then changed in words and choices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pydantic import ValidationError

from shirube.designs.model import Design, FieldSpec, Grade, Scale, Section
from shirube.schema import MunicipalityRef

NEVER = "^(?!)"  # matches nothing


class AdaptError(ValueError):
    """What was asked for makes no form; the reason in Japanese and English."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(f"{ja} / {en}")
        self.ja, self.en = ja, en


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What a field is called and asks, whether it is used, and whether it stays inside."""

    label: str
    guidance: str = ""
    used: bool = True
    private: bool = False
    must: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What a person changes. ``fields`` by path, ``sections`` and ``scales`` by key."""

    title: str
    year_columns: Literal["slide", "fixed"]
    sections: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, FieldWords] = field(default_factory=dict)
    scales: Mapping[str, Sequence[Grade]] = field(default_factory=dict)


def copied(origin: Design, *, new_id: str, city: MunicipalityRef, first_year: int) -> Design:
    """The form under another id for a city, used from a year on. It has no signs of its own: two
    forms that know the same file by the same signs would make every file doubtful. Files are known
    by the origin's signs and, by their year, read as this form (see Library.of_year).
    """
    data = origin.model_dump(mode="json")
    own = origin.municipality.code == city.code
    data |= {
        "id": new_id,
        "version": "1.0",
        "municipality": city.model_dump(mode="json"),
        "first_year": first_year,
        "last_year": None,
        "reader": {},
        "recognise": {"formats": ["none"], "all": [NEVER]},
    }
    if not own:
        for words in (data["title"],):
            words["ja"] = words["ja"].replace(origin.municipality.name, city.name)
        data["title"]["en"] = f"{data['title']['en']} (copied)"
    return Design.model_validate(data)


def privacy_of(design: Design, path: str) -> bool | None:
    """Whether a field stays inside; None where the form cannot say it field by field."""
    part, _, key = path.partition(".")
    if part == "attributes":
        return key in design.privacy.attributes
    if part == "narratives":
        return key in design.privacy.narratives
    return None


def adapt(design: Design, full: Sequence[Section], change: Adaptation) -> Design:
    """The form with other words. ``full`` are all sections of the form that was copied, so that
    what was hidden can come back. Raises AdaptError.
    """
    if not change.title.strip():
        raise AdaptError("様式の名前を入れてください。", "Give the form a title.")
    sections = tuple(_sections(full, change))
    if not sections:
        raise AdaptError("使う項目が1つもありません。", "No field is used.")
    own = {path: one for path, one in change.fields.items() if one.used}
    try:
        return Design.model_validate(
            design.model_dump(mode="json")
            | {
                "title": {"ja": change.title.strip(), "en": design.title.en},
                "year_columns": change.year_columns,
                "sections": [one.model_dump(mode="json") for one in sections],
                "hidden": [path for path, one in change.fields.items() if not one.used],
                "scales": [_scale(one, change).model_dump(mode="json") for one in design.scales],
                "privacy": design.privacy.model_dump(mode="json")
                | {part: _private(design, own, part) for part in ("attributes", "narratives")},
                "headline_rating": _headline(design, sections),
            }
        )
    except ValidationError as error:
        raise AdaptError(f"様式になりません: {error}", str(error)) from error


def _sections(full: Sequence[Section], change: Adaptation) -> Iterable[Section]:
    for section in full:
        fields = [_field(one, change.fields.get(one.path)) for one in section.fields]
        used = tuple(one for one in fields if one is not None)
        title = change.sections.get(section.key, "").strip() or section.title.ja
        if used:
            words = section.title.model_copy(update={"ja": title})
            yield section.model_copy(update={"title": words, "fields": used})


def _field(spec: FieldSpec, words: FieldWords | None) -> FieldSpec | None:
    if words is None:
        return spec
    if not words.used:
        return None
    if not words.label.strip():
        raise AdaptError(
            f"「{spec.label.ja}」の名前が空です。名前を入れるか、使わないにしてください。",
            f"{spec.path} has no label.",
        )
    return spec.model_copy(
        update={
            "label": spec.label.model_copy(update={"ja": words.label.strip()}),
            "guidance": words.guidance.strip() or None,
            "must": words.must,
            "limit": words.limit,
        }
    )


def _scale(scale: Scale, change: Adaptation) -> Scale:
    grades = change.scales.get(scale.key)
    if grades is None:
        return scale
    values = [grade.value for grade in grades]
    if len(values) < 2 or len(set(values)) != len(values):
        raise AdaptError(
            f"「{scale.title.ja}」には、ちがう評語が2つ以上要ります。",
            f"{scale.key} needs two different grades.",
        )
    return scale.model_copy(update={"grades": tuple(grades)})


def _private(design: Design, own: Mapping[str, FieldWords], part: str) -> list[str]:
    """Keys that stay inside: those said here, and those of before that the form does not show."""
    said = {path.partition(".")[2]: one.private for path, one in own.items()
            if path.startswith(f"{part}.")}  # fmt: skip
    before = getattr(design.privacy, part)
    return [*(key for key in before if key not in said), *(key for key, yes in said.items() if yes)]


def _headline(design: Design, sections: Iterable[Section]) -> str | None:
    paths = {one.path for section in sections for one in section.fields}
    key = design.headline_rating
    return key if key is not None and f"ratings.{key}" in paths else None


def grades_from(text: str, before: Scale) -> list[Grade]:
    """Grades from lines 「評語|意味」, best first; a grade that was there keeps tone and reading.

    A new one gets the tone of its place: the best good, the worst bad. Raises AdaptError.
    """
    lines = [line.replace("\uff5c", "|") for line in text.splitlines() if line.strip()]
    made = []
    for number, line in enumerate(lines):
        value, _, meaning = (part.strip() for part in line.partition("|"))
        if not value:
            raise AdaptError(
                f"「{before.title.ja}」の{number + 1}行目に評語がありません。",
                f"{before.key}: no grade in line {number + 1}.",
            )
        old = before.grade(value)
        tone = old.tone if old else _tone(number, len(lines), before)
        made.append(
            Grade(value=value, order=len(lines) - number, meaning=meaning or value, tone=tone,
                  say=old.say if old else None)
        )  # fmt: skip
    return made


def _tone(place: int, count: int, scale: Scale) -> Literal["good", "mid", "bad", "none"]:
    if all(grade.tone == "none" for grade in scale.grades):
        return "none"
    return "good" if place == 0 else "bad" if place == count - 1 else "mid"
