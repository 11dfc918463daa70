"""The city's forms: copied for a year, changed in words and choices, looked at, removed."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from shirube.basics.fiscal_year import fiscal_year
from shirube.designs.adapting import (
    Adaptation,
    AdaptError,
    FieldWords,
    grades_from,
    privacy_of,
)
from shirube.designs.model import Design, Grade, Scale, Section
from shirube.desk.access import Desk, for_city
from shirube.desk.numbers import count_of, number, year_of
from shirube.desk.page import done, show, sorry
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.schema.codes import label
from shirube.sheets.forms import library
from shirube.sheets.models import StoredDesign
from shirube.workflow.keep_design import (
    change_design,
    copy_design,
    designs_of,
    in_use,
    remove_design,
    sections_of,
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_city(Verb.KEEP_DESIGNS)
def designs(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The forms that the city has, and a new one out of any."""
    code, form = desk.city.code, request.POST
    if request.method == "POST":
        try:
            year = year_of(form.get("first_year", ""), "first_year")
            row = copy_design(code, form.get("origin", ""), year, by=desk.by)
        except Refused as refused:
            return sorry(request, refused, reverse("desk:setup_designs"))
        words = "様式を写しました。ことばや評語を、この団体に合わせて直してください。"
        return done(request, words, f"{reverse('desk:setup_design')}?design={row.pk}")
    stored = {row.design: row for row in StoredDesign.objects.filter(municipality=code)}
    own = designs_of(code)
    others = [one for one in library().values() if one.municipality.code != code]
    context = {
        "own": [(one, label("kind", one.kind), stored.get(one.id), in_use(one.id)) for one in own],
        "choices": [(one, label("kind", one.kind)) for one in (*own, *others)],
        "year": fiscal_year(timezone.localdate()) - 1,
    }
    return show(request, desk, "desk/setup/designs.html", context)


def stored_design(desk: Desk, pk: str) -> StoredDesign | None:
    """A form that the city keeps in the database; None for another one's."""
    return StoredDesign.objects.filter(pk=number(pk), municipality=desk.city).first()


@require_http_methods(["GET", "HEAD", "POST"])
@for_city(Verb.KEEP_DESIGNS)
def design(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every label, guidance, scale and choice of a form; once used it is only shown."""
    form = request.POST
    row = stored_design(desk, request.GET.get("design", "") or form.get("design", ""))
    if row is None:
        gone = Refused("様式が見つかりません。", "No such design.")
        return sorry(request, gone, reverse("desk:setup_designs"))
    here = f"{reverse('desk:setup_design')}?design={row.pk}"
    if request.method == "POST":
        try:
            if form.get("remove"):
                remove_design(row.pk, by=desk.by)
                return done(request, "様式を消しました。", reverse("desk:setup_designs"))
            change_design(row.pk, _typed(form, row), by=desk.by)
        except Refused as refused:
            return _form(request, desk, row, refused)
        return done(request, "様式を直しました。下の見本で確かめられます。", here)
    return _form(request, desk, row)


def _form(
    request: HttpRequest, desk: Desk, row: StoredDesign, refused: Refused | None = None
) -> HttpResponse:
    now, form = row.plain(), request.POST if refused else None
    context = {
        "row": row,
        "design": now,
        "title": form.get("title", "") if form else now.title.ja,
        "columns": form.get("year_columns", "") if form else now.year_columns,
        "sections": [_shown(one, now, form) for one in sections_of(row)],
        "scales": [(one, form.get(f"scale:{one.key}", "") if form else _lines(one.grades))
                   for one in now.scales],
        "used": in_use(row.design),
        "refused": refused.text() if refused else "",
        "wrong": f"setup_design-{refused.field}" if refused and refused.field else "",
    }  # fmt: skip
    return show(request, desk, "desk/setup/design.html", context, status=422 if refused else 200)


def _lines(grades: Any) -> str:
    return "\n".join(f"{one.value}|{one.meaning}" for one in grades)


_WORDS = ("label", "guidance", "used", "private", "must", "limit")


def _shown(section: Section, now: Design, form: QueryDict | None) -> dict[str, Any]:
    used = {spec.path for one in now.sections for spec in one.fields}
    fields = []
    for spec in section.fields:
        private = privacy_of(now, spec.path)
        one = {"path": spec.path, "label": spec.label.ja, "guidance": spec.guidance or "",
               "used": spec.path in used, "private": private, "may_hide": private is not None,
               "must": spec.must, "limit": spec.limit or ""}  # fmt: skip
        if form is not None:
            one |= {name: form.get(f"{name}:{spec.path}", "")
                    for name in _WORDS}  # fmt: skip
        fields.append(one)
    title = form.get(f"section:{section.key}", "") if form else section.title.ja
    return {"key": section.key, "title": title, "fields": fields}


def _typed(form: QueryDict, row: StoredDesign) -> Adaptation:
    sections, now = sections_of(row), row.plain()
    columns = form.get("year_columns", "")
    scales = {one.key: _grades(form, one) for one in now.scales if f"scale:{one.key}" in form}
    return Adaptation(
        form.get("title", ""),
        "fixed" if columns == "fixed" else "slide",
        {one.key: form.get(f"section:{one.key}", "") for one in sections},
        dict(_fields(form, sections)),
        scales,
    )


def _grades(form: QueryDict, scale: Scale) -> list[Grade]:
    field = f"scale:{scale.key}"
    try:
        return grades_from(form.get(field, ""), scale)
    except AdaptError as error:
        raise Refused(error.ja, error.en, field) from error


def _fields(form: QueryDict, sections: tuple[Section, ...]) -> Iterator[tuple[str, FieldWords]]:
    for spec in (spec for section in sections for spec in section.fields):
        yield (
            spec.path,
            FieldWords(
                form.get(f"label:{spec.path}", ""),
                form.get(f"guidance:{spec.path}", ""),
                bool(form.get(f"used:{spec.path}")),
                bool(form.get(f"private:{spec.path}")),
                bool(form.get(f"must:{spec.path}")),
                count_of(form.get(f"limit:{spec.path}", ""), f"limit:{spec.path}") or None,
            ),
        )
