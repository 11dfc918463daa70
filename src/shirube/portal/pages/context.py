"""What all pages of an edition share, and links between them (relative, so that files work too)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shirube.basics.fiscal_year import in_print
from shirube.designs import Design
from shirube.designs.model import Achievement
from shirube.publishing.accounts import BEFORE, SHORT
from shirube.publishing.accounts import kind_word as kind_of_edition
from shirube.publishing.addresses import indicator_folder, sheet_folder
from shirube.publishing.snapshot import EditionRef, Kept, Snapshot
from shirube.publishing.status import STATUS_CSS
from shirube.reckon.identity import Appearance, ProjectId, appearances
from shirube.schema import Rating, Sheet
from shirube.schema.codes import KIND, label
from shirube.schema.sheet import UNDATED

LICENCE = "公共データ利用規約 第1.0版(PDL1.0)または CC BY 4.0"


@dataclass(frozen=True)
class Edition:
    """A snapshot with the look-ups that several pages need, made once."""

    snapshot: Snapshot

    def design(self, sheet: Sheet) -> Design | None:
        """The design that the sheet was read with, as frozen in the edition."""
        return self.snapshot.designs.get(sheet.design)

    def rules(self, sheet: Sheet) -> Achievement:
        """The formulas of the sheet's form."""
        design = self.design(sheet)
        return design.achievement if design else Achievement()

    @cached_property
    def projects(self) -> Mapping[ProjectId, tuple[Appearance, ...]]:
        """Every project that a sheet lists, once, with its rows."""
        return appearances(sheet for sheet in self.snapshot.sheets if sheet.projects)

    @cached_property
    def shared_projects(self) -> Mapping[int, tuple[Sheet, ...]]:
        """For each project row (by ``id``) that stands in several sheets: those sheets."""
        found: dict[int, tuple[Sheet, ...]] = {}
        for places in self.projects.values():
            sheets = tuple({place.sheet.key: place.sheet for place in places}.values())
            if len(sheets) > 1:
                found.update((id(place.project), sheets) for place in places)
        return found

    @cached_property
    def unconfirmed(self) -> int:
        """How many sheets nobody has confirmed."""
        return sum(sheet.standing == "machine_read" for sheet in self.snapshot.sheets)

    @property
    def states_money(self) -> bool:
        """Whether there is a page about money."""
        return self.snapshot.states_money

    def page(
        self, folder: str, nav: str | None = None, *, of: Sheet | None = None
    ) -> dict[str, Any]:
        """The context that the base template needs for a page in ``folder``. A page ``of`` a sheet
        names the edition that the sheet came with.
        """
        named = self.snapshot.came_with(of) if of else Kept(self.snapshot.ref, self.snapshot.kind)
        root = "../" * folder.count("/")
        name = self.snapshot.ref.municipality.name
        money = (("money/", "お金"),) if self.states_money else ()
        items = (("", "計画"), ("indicators/", "一覧"), *money, ("data/", "データ"))
        return {
            "root": root,
            "css": f"{root}look.css",
            "icon": f"{root}icon.svg",
            "status_css": f"{root}{STATUS_CSS}",
            "newer": self.lasting(folder, root),
            "english": self._english(folder, root),
            "home": f"{root}../../index.html",
            "site_name": f"{name}の行政評価",
            "town_reading": self.snapshot.city.reading,
            "nav": [
                {"href": root + path + "index.html", "label": word, "current": path == nav}
                for path, word in items
            ]
            + [
                {"href": f"{root}../../{path}index.html", "label": word, "current": False}
                for path, word in (("search/", "探す"), ("", "公表版"))
            ],
            "edition": named.ref,
            "kind_word": kind_of_edition(named.kind, named.ref.accounts),
            "municipality": self.snapshot.ref.municipality,
            "pdf": self.snapshot.papers,
            "unconfirmed": self.unconfirmed,
            "sheet_count": len(self.snapshot.sheets),
            "licence": LICENCE,
            "cite": self.cite(named.ref),
        }

    def _english(self, folder: str, root: str) -> str:
        """The address that leads to the English page, which is made of the newest edition."""
        year = UNDATED if self.snapshot.ref.fiscal_year is None else self.snapshot.ref.fiscal_year
        own = f"e/{self.snapshot.ref.slug}" if folder == "errata/" else year
        return f"{root}../../english/index.html?page={own}/{folder}"

    def lasting(self, folder: str, root: str) -> str:
        """The address that leads to this page in the newest edition, seen from here: of the sheet
        for a sheet and its indicators, of the year for all else.
        """
        year = UNDATED if self.snapshot.ref.fiscal_year is None else self.snapshot.ref.fiscal_year
        parts = folder.split("/")
        sheet = "/".join(parts[:2]) + "/" if parts[0] in KIND else ""
        return f"{root}../../{year}/{sheet}index.html"

    def cite(self, ref: EditionRef) -> str:
        """How to quote what came with an edition."""
        year = "計画" if ref.fiscal_year is None else f"{in_print(ref.fiscal_year)}の評価"
        early = f"、{SHORT}" if ref.accounts == BEFORE else ""
        day = f"{ref.published_on:%Y-%m-%d}公表{early}"
        return f"{ref.municipality.name}「{year}」第{ref.number}版({day})"

    def sheet_href(self, root: str, sheet: Sheet) -> str:
        """The sheet's page seen from a page whose way up is ``root``."""
        return f"{root}{sheet_folder(sheet)}index.html"

    def indicator_href(self, root: str, sheet: Sheet, position: int) -> str:
        """An indicator's page seen from a page whose way up is ``root``."""
        return f"{root}{indicator_folder(sheet, position)}index.html"

    def rating(self, sheet: Sheet, rating: Rating) -> dict[str, str]:
        """A rating as shape and word; a lost one says so."""
        if rating.value is None:
            return {"tone": "none", "word": label("missing", rating.missing or "blank")}
        design = self.design(sheet)
        scale = design.scale(rating.scale) if design else None
        grade = scale.grade(rating.value) if scale else None
        if grade is None or rating.flags:
            return {"tone": "none", "word": rating.value + ("(不確か)" if rating.flags else "")}
        word = f"{rating.value} {grade.say}" if grade.say else rating.value
        return {"tone": grade.tone, "word": word, "meaning": grade.meaning}

    def main_rating(self, sheet: Sheet) -> dict[str, str] | None:
        """The one rating that stands for the sheet: the design names it, or there is only one."""
        design = self.design(sheet)
        headline = design.headline_rating if design else None
        named = [rating for rating in sheet.ratings if rating.key == headline]
        found = named or (sheet.ratings if len(sheet.ratings) == 1 else ())
        return self.rating(sheet, found[0]) if found else None

    def progress_word(self, sheet: Sheet, mark: str | None) -> str | None:
        """A mark of progress in words: ◎ → 計画を上回る."""
        design = self.design(sheet)
        scale = design.scale("progress") if design else None
        grade = scale.grade(mark) if scale else None
        return f"{mark} {grade.say}" if grade and grade.say else mark


def kind_word(sheet: Sheet) -> str:
    """施策, 事務事業 …"""
    return label("kind", sheet.kind)
