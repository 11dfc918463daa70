"""What a design says: a value, not code. Written in TOML, checked when loaded."""

import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from shirube.reckon import Formula, Rounding
from shirube.schema import MunicipalityRef
from shirube.schema.plain import Plain
from shirube.schema.sheet import Kind


class Text(Plain):
    """A text in both languages."""

    ja: str
    en: str


class Grade(Plain):
    """One mark of a scale. ``order`` rises with how good it is; ``tone`` picks shape and word."""

    value: str
    order: int
    meaning: str
    tone: Literal["good", "mid", "bad", "none"]
    say: str | None = None  # in words, for marks that a screen reader cannot read: ◎ → 計画を上回る


class Scale(Plain):
    """Marks that a rating may take (順調/維持/停滞, A–E, ◎○△)."""

    key: str
    title: Text
    grades: tuple[Grade, ...]
    # False where good does not mean that targets are met: 時系列比較, 削減余地
    judges_targets: bool = True

    def grade(self, value: str | None) -> Grade | None:
        """The grade printed as ``value``; None when it is not on the scale."""
        return next((grade for grade in self.grades if grade.value == value), None)


class FieldSpec(Plain):
    """One thing that the form asks: which part of the sheet it shows, under which label.

    ``path`` names a part: ``directions``, ``indicators``, ``projects``, ``costs``,
    ``environment``, ``issues``, ``progress``, ``follow_ups``, ``reviews``, ``notes``, ``units``,
    ``contacts``, or one key of a keyed part: ``attributes.period``, ``narratives.aim``,
    ``ratings.overall``. What stands in the head of every sheet (``path``, ``code`` …) may be named
    to give it the form's own label.
    """

    path: str
    label: Text
    guidance: str | None = None  # 記入要領: what the city asks its staff to write here
    must: bool = False  # has to be touched every year
    # Next year: as it is, empty, or not at all (it says how last year's file was read); None: as
    # usual.
    carry: Literal["keep", "fresh", "drop"] | None = None
    limit: Annotated[int | None, Field(gt=0)] = None  # letters that fit the box on paper
    short: bool = False  # stands in the short form (簡易様式) for routine projects


class Section(Plain):
    """A numbered block of the form, in the form's own order."""

    key: str
    title: Text
    fields: tuple[FieldSpec, ...] = ()


class Privacy(Plain):
    """What of a sheet never leaves. Contacts are private field by field unless opened here."""

    attributes: tuple[str, ...] = ()
    narratives: tuple[str, ...] = ()
    contact_fields: tuple[Literal["name", "post", "phone", "email"], ...] = ()


class Achievement(Plain):
    """How this form computes its rate, by direction of the indicator. Percent."""

    up: Formula | None = "actual/target"
    down: Formula | None = "target/actual"
    range: Formula | None = None
    milestone: Formula | None = None
    decimals: int = 1
    rounding: Rounding = "half_up"


class Recognise(Plain):
    """How a file of this form is known: every ``all`` matches, at least ``any_count`` of ``any``,
    no ``none``. Regular expressions over the document's text, searched line by line (re.M), after
    NFKC. For workbooks the text is the header rows.
    """

    formats: tuple[str, ...]
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    any_count: int = 1
    none: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _patterns_compile(self) -> "Recognise":
        for pattern in (*self.all, *self.any, *self.none):
            re.compile(pattern)
        if not self.all and not self.any:
            raise ValueError("a design that recognises everything recognises nothing")
        return self


class Design(Plain):
    """A municipality's form for some years."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    version: str
    title: Text
    municipality: MunicipalityRef
    kind: Kind
    first_year: int | None = None  # evaluated fiscal years in which the form was used
    last_year: int | None = None
    money_unit: str = "千円"
    has_targets: bool = True
    rates_printed: bool = False
    carried_out_after: int | None = None  # evaluation is done this many years after the year
    final_target_year: int | None = None
    # Whether an indicator's columns move with the evaluated year or are those of the plan period.
    year_columns: Literal["slide", "fixed"] = "slide"
    headline_rating: str | None = None  # key of the rating that stands for the whole sheet
    scales: tuple[Scale, ...] = ()
    sections: tuple[Section, ...] = ()
    hidden: tuple[str, ...] = ()  # paths that the form asked before and asks no more: not carried
    privacy: Privacy = Privacy()
    achievement: Achievement = Achievement()
    recognise: Recognise
    reader: dict[str, object] = Field(default_factory=dict)  # settings for the reader

    def scale(self, key: str) -> Scale | None:
        """The scale of that key."""
        return next((scale for scale in self.scales if scale.key == key), None)

    def formula(self, better: str | None) -> Formula | None:
        """The formula of achievement for indicators of which this way is better."""
        by_way: dict[str | None, Formula | None] = {
            "up": self.achievement.up,
            "down": self.achievement.down,
            "range": self.achievement.range,
            "milestone": self.achievement.milestone,
        }
        return by_way.get(better)

    def label(self, path: str) -> str | None:
        """The form's own label for a part: ``narratives.aim`` → 10年後の姿."""
        for section in self.sections:
            for spec in section.fields:
                if spec.path == path:
                    return spec.label.ja
        return None
