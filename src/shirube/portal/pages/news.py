"""What changed since the year before, in a few sentences: ratings, targets, sheets."""

from collections.abc import Sequence
from typing import Any

from shirube.basics.fiscal_year import in_era
from shirube.portal.pages.context import Edition, kind_word
from shirube.portal.pages.through_years import series_of
from shirube.publishing.addresses import sheet_folder
from shirube.publishing.snapshot import Earlier
from shirube.schema import Sheet

MOST = 12  # lines of each kind; the rest is counted


def news(edition: Edition) -> dict[str, Any] | None:
    """Against the newest edition of the year before; None where there is none.

    Sheets are the same by number, as the plan numbers them; targets follow the ledger.
    """
    year = edition.snapshot.ref.fiscal_year
    before = next(
        (one for one in edition.snapshot.earlier if year and one.ref.fiscal_year == year - 1), None
    )
    if before is None:
        return None
    now = {sheet_folder(sheet): sheet for sheet in edition.snapshot.sheets}
    ratings = [
        line for sheet in now.values()
        if (old := before.read(sheet.kind, sheet.code))
        and (line := _rating(edition, old, sheet)) is not None
    ]  # fmt: skip
    targets = [line for sheet in now.values() for line in _targets(edition, sheet)]
    return {
        "since": f"{in_era(before.ref.fiscal_year)}年度" if before.ref.fiscal_year else "",
        "ratings": ratings[:MOST],
        "targets": targets[:MOST],
        "more_ratings": max(0, len(ratings) - MOST),
        "more_targets": max(0, len(targets) - MOST),
        "new": len(now.keys() - before.folders),
        "gone": len(_same_kinds(before, edition.snapshot.sheets) - now.keys()),
    }


def _same_kinds(before: Earlier, now: Sequence[Sheet]) -> set[str]:
    """Folders of the year before, of kinds that this edition has as well."""
    kinds = {sheet.kind for sheet in now}
    return {folder for folder in before.folders if folder.partition("/")[0] in kinds}


def _rating(edition: Edition, old: Sheet, new: Sheet) -> dict[str, Any] | None:
    was, is_ = edition.main_rating(old), edition.main_rating(new)
    if was is None or is_ is None or was["word"] == is_["word"]:
        return None
    return {
        "href": edition.sheet_href("", new),
        "title": f"{kind_word(new)}{new.code} {new.title}",
        "before": was,
        "after": is_,
    }


def _targets(edition: Edition, sheet: Sheet) -> list[dict[str, Any]]:
    """Targets that this year's sheet states differently than an earlier one did."""
    found = []
    for position, indicator in enumerate(sheet.indicators):
        series = series_of(edition, sheet, position, "")
        for change in series.changes:
            if not change.said.href:  # said by this edition
                found.append(
                    {
                        "href": edition.indicator_href("", sheet, position),
                        "name": indicator.name or "(名前のない指標)",
                        "year": in_era(change.year),
                        "before": f"{change.before:,f}",
                        "after": f"{change.after:,f}",
                    }
                )
    return found
