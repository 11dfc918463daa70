"""Lists in English: the rows of the Japanese lists, their lines said anew."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shirube.portal.english import words
from shirube.portal.english.frame import edition_box, frame, year_href
from shirube.portal.english.marking import has_japanese
from shirube.portal.english.refusing import english
from shirube.portal.lists import Listed, listed
from shirube.portal.rendering import with_question
from shirube.publishing.line_words import states_in
from shirube.publishing.lines import Line
from shirube.publishing.list_rows import lines_of
from shirube.publishing.models import ListRow
from shirube.schema.codes import label

AT_ONCE = 200  # rows of a download whose sheets are read together
HEAD = ("edition", "kind", "number", "sheet", "standing", "branch", "division", "rating", "state")


@require_safe
@english
def listing(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One list; ``?format=csv`` holds the same lines. The question is that of the Japanese list,
    so that the switch of languages keeps it.
    """
    of = listed(request, code, name)
    called, one, heads = words.LISTS[name]
    if request.GET.get("format") == "csv":
        return of.download([*HEAD, one, *heads, "address"], _csv_lines(of), "en")
    context = of.context(request.GET.get("page"))
    here = reverse("portal:list", args=[code, name])
    context |= frame(with_question(here, request), of.city, "lists/sheets/")
    context |= edition_box(of.edition)
    context |= {
        "called": called,
        "one": one,
        "heads": heads,
        "number": words.NUMBERS.get(name, ""),
        "lists": [(key, word) for key, (word, *_) in words.LISTS.items()],
        "years": [(item.year_key, words.evaluation_of(item.fiscal_year)) for item in of.editions],
        "choices": [_choice(of, key, values) for key, values in of.choices()],
        "sorts": [(key, words.SORTS[key]) for key in of.sorts],
        "base": year_href(of.edition),
        "lines": [_told(*pair) for pair in _pairs(of, context["rows"])],
    }
    return render(request, "portal/english/list.html", context)


def _choice(of: Listed, key: str, values: Sequence[str]) -> dict[str, Any]:
    said = states_in(words.LINES) if key == "state" else {}
    chosen = of.asked.filters.get(key)
    options = [
        {"value": value, "word": word, "chosen": value == chosen,
         "japanese": has_japanese(word)}
        for value in values
        for word in [said.get(value, value)]
    ]  # fmt: skip
    return {"key": key, "called": words.LIST_FILTERS[key], "options": options}


def _pairs(of: Listed, rows: Sequence[ListRow]) -> Iterator[tuple[ListRow, Line]]:
    return zip(rows, lines_of(of.edition, rows, words.LINES), strict=True)


def _told(row: ListRow, line: Line) -> dict[str, Any]:
    return {"row": row, "line": line, "sheet": words.kind_and_code(line.sheet)}


def _csv_lines(of: Listed) -> Iterator[Sequence[str]]:
    """Batch by batch, so that the sheets of a whole year are not held at once."""
    for page in Paginator(of.rows, AT_ONCE):
        for row, line in _pairs(of, list(page)):
            kind = label("kind", row.sheet_kind, "en")
            standing = label("standing", line.sheet.standing, "en")
            yield (of.edition.slug, kind, row.sheet_code, row.sheet_title, standing, row.branch,
                   row.division, row.rating, line.state, line.name, *line.cells,
                   row.href)  # fmt: skip
