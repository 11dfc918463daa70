"""Plan, people, attributes, texts and ratings of one row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from shirube.basics.japanese_text import squeeze, tidy
from shirube.basics.numbers_in_print import missing_code, narrow
from shirube.designs.model import Design, Scale
from shirube.designs.row_form.columns import Layout
from shirube.designs.row_form.mapping import (
    AccountColumns,
    DateColumns,
    Level,
    RatingColumn,
    RowForm,
)
from shirube.designs.row_form.years import Years, read_year
from shirube.schema import Attribute, Contact, Narrative, PlanLevel, Rating, Unit
from shirube.sources.row_taking import RowTakings

# 「１　現状維持」: the number of a choice says nothing that its words do not say.
_CHOICE_NUMBER = re.compile(r"^\d{1,2}[.:、,)]?(?=\D)")


@dataclass(frozen=True)
class Words:
    """Reads the worded cells of a row; one object serves all rows of a tab."""

    form: RowForm
    layout: Layout
    design: Design
    _labels: dict[str, str] = field(default_factory=dict)

    def text(self, row: RowTakings, heading: str) -> str:
        """A text cell. What a formula made of an empty cell stays unplaced."""
        column = self.layout.one(heading)
        text = row.take(column)
        if column is not None and narrow(text) in self.form.ghosts:
            row.leave(column)
            return ""
        return text

    def at(self, row: RowTakings, heading: str) -> str | None:
        """The place of the cell under a heading."""
        column = self.layout.one(heading)
        return None if column is None else row.at(column)

    def label(self, path: str, heading: str) -> str:
        """The design's label for a part of the sheet, else the heading as printed."""
        if path not in self._labels:
            column = self.layout.one(heading)
            printed = heading if column is None else self.layout.headings[column]
            self._labels[path] = self.design.label(path) or printed
        return self._labels[path]

    def path(self, row: RowTakings) -> tuple[PlanLevel, ...]:
        """The way down the plan; a level without number and name is left out."""
        return tuple(level for level in (self._level(row, one) for one in self.form.path) if level)

    def _level(self, row: RowTakings, level: Level) -> PlanLevel | None:
        code = self._level_code(row, level)
        title = self.text(row, level.title)
        if not code and not title:
            return None
        return PlanLevel(level=level.level, code=code, title=title)

    def _level_code(self, row: RowTakings, level: Level) -> str | None:
        """The digits as one number; a digit that is not there makes another number of the rest."""
        columns = [self.layout.one(heading) for heading in level.code]
        digits = [row.take(column) for column in columns]
        if all(digits):
            return _number("".join(digits)) or None
        for column in columns:
            if column is not None:
                row.leave(column)
        return None

    def units(self, row: RowTakings) -> tuple[Unit, ...]:
        """Divisions; a dash says that there is none."""
        return tuple(
            Unit(role=one.role, name=name, at=self.at(row, one.column))
            for one in self.form.units
            if missing_code(name := self.text(row, one.column)) is None
        )

    def contacts(self, row: RowTakings) -> tuple[Contact, ...]:
        """People and lines."""
        return tuple(self._contacts(row))

    def _contacts(self, row: RowTakings) -> Iterator[Contact]:
        for one in self.form.contacts:
            headings = (one.name, one.post, one.phone, one.extension, one.email)
            texts = [self.text(row, heading) if heading else "" for heading in headings]
            name, post, phone, extension, email = (
                text if missing_code(text) is None else "" for text in texts
            )
            if extension:
                phone = f"{phone}（内線{extension}）"
            if name or post or phone or email:
                first = next(heading for heading in headings if heading)
                yield Contact(
                    role=one.role,
                    name=name or None,
                    post=post or None,
                    phone=phone or None,
                    email=email or None,
                    at=self.at(row, first),
                )

    def attributes(self, row: RowTakings) -> Iterator[Attribute]:
        """Single facts as printed, dates and accounts."""
        for one in self.form.attributes:
            if text := self.text(row, one.column):
                yield self._attribute(row, one.key, one.column, text)
        for day in self.form.dates:
            yield from self._date(row, day)
        for account in self.form.accounts:
            yield from self._account(row, account)

    def _attribute(
        self, row: RowTakings, key: str, heading: str, text: str, flags: tuple[str, ...] = ()
    ) -> Attribute:
        label = self.label(f"attributes.{key}", heading)
        return Attribute(key=key, label=label, value=text, flags=flags, at=self.at(row, heading))

    def _date(self, row: RowTakings, spec: DateColumns) -> Iterator[Attribute]:
        texts = [self.text(row, heading) for heading in (spec.year, spec.month, spec.day)]
        if not any(texts):
            return
        try:
            year = read_year(texts[0], self.form.year.eras)
            value = date(year or 0, int(squeeze(texts[1])), int(squeeze(texts[2]))).isoformat()
            yield self._attribute(row, spec.key, spec.year, value)
        except ValueError:
            yield self._attribute(row, spec.key, spec.year, "-".join(texts), ("unreadable",))

    def _account(self, row: RowTakings, spec: AccountColumns) -> Iterator[Attribute]:
        """The printed parts, and one joined account a line where all parts have as many lines."""
        lines = []
        for no, heading in enumerate(spec.columns, start=1):
            text = self.text(row, heading)
            lines.append(text.split())
            flags = ("several_accounts",) if len(text.split()) > 1 else ()
            if text:
                yield self._attribute(row, f"{spec.key}_part_{no}", heading, text, flags)
        if len({len(part) for part in lines}) != 1 or not _is_account(lines):
            return
        label = self.label(f"attributes.{spec.key}_1", spec.columns[0])
        for no, parts in enumerate(zip(*lines, strict=True), start=1):
            yield Attribute(
                key=f"{spec.key}_{no}",
                label=label,
                value="-".join(narrow(part) for part in parts),
                at=self.at(row, spec.columns[0]),
            )

    def narratives(self, row: RowTakings, years: Years) -> tuple[Narrative, ...]:
        """Free texts in the order of the mapping; empty ones are left out."""
        return tuple(
            Narrative(
                key=one.key,
                label=self.label(f"narratives.{one.key}", one.column),
                text=text,
                fiscal_year=None if one.offset is None else years.carried_out + one.offset,
                at=self.at(row, one.column),
            )
            for one in self.form.narratives
            if (text := tidy(self.text(row, one.column)))
        )

    def ratings(self, row: RowTakings) -> tuple[Rating, ...]:
        """Choices; a mark that is not on the scale has no value and a flag."""
        return tuple(
            self._rating(row, one)
            for one in self.form.ratings
            if self.layout.one(one.column) is not None
        )

    def _rating(self, row: RowTakings, spec: RatingColumn) -> Rating:
        printed = row.take(self.layout.one(spec.column))
        value = choice(printed, self.design.scale(spec.scale))
        missing = missing_code(printed) if value is None else None
        return Rating(
            key=spec.key,
            by=spec.by,
            scale=spec.scale,
            value=value,
            printed=printed,
            missing=missing,
            flags=() if value or missing else ("unknown_choice",),
            at=self.at(row, spec.column),
        )


def choice(printed: str, scale: Scale | None) -> str | None:
    """The grade that a cell names, with or without the number before it; None for another text."""
    grades = {squeeze(grade.value): grade.value for grade in scale.grades} if scale else {}
    text = squeeze(printed)
    return grades.get(text) or grades.get(_CHOICE_NUMBER.sub("", text))


def _number(digits: str) -> str:
    """「06」 → 「6」, as the plan itself counts; anything but digits stays as printed."""
    text = squeeze(digits)
    return (text.lstrip("0") or "0") if text.isdigit() else text


def _is_account(lines: list[list[str]]) -> bool:
    """Some line in every part, and no part is only a dash."""
    return all(part and all(missing_code(text) is None for text in part) for part in lines)
