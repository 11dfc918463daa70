"""A form before it counts: as a screen, as a workbook, on paper, with a made-up sheet in it."""

import secrets

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from shirube.designs import Design
from shirube.desk.access import Desk, for_city
from shirube.desk.page import show, sorry
from shirube.desk.sheet import sections
from shirube.desk.views.setup.designs import stored_design
from shirube.papers import NoFontError, Paper, PaperContext, pdf, sheet_paper, text
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.publishing.papers import fonts_folder
from shirube.schema import Sheet
from shirube.schema.privacy import Nobody, public
from shirube.sheets.forms import showing
from shirube.workbooks import Form, write_workbook
from shirube.workflow.assign import store_route
from shirube.workflow.carrying import fresh
from shirube.workflow.example import example
from shirube.workflow.models import Case, Cycle
from shirube.workflow.routes import ready_routes

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@for_city(Verb.KEEP_DESIGNS)
def preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """``?design=7&as=screen``, ``workbook`` or ``paper``; nothing is stored."""
    row = stored_design(desk, request.GET.get("design", ""))
    if row is None:
        gone = Refused("様式が見つかりません。", "No such design.")
        return sorry(request, gone, reverse("desk:setup_designs"))
    design = row.plain()
    year = design.first_year or timezone.localdate().year
    with showing(design):
        draft = fresh(example(design, year), design).draft
        way = request.GET.get("as", "screen")
        if way == "workbook":
            book = write_workbook([Form(draft, design)], secrets.token_hex(8), timezone.localdate())
            return _file(book, f"{design.title.ja} 見本.xlsx", _XLSX)
        if way == "paper":
            return _paper(draft, design)
        return _screen(request, desk, draft, design)


def _paper(draft: Sheet, design: Design) -> HttpResponse:
    context = PaperContext(timezone.localdate(), "様式の見本")
    shown = public(draft, design.privacy, Nobody())
    paper: Paper = sheet_paper(shown, {design.id: design}, context)
    try:
        return _file(pdf(paper, fonts_folder()), f"{design.title.ja} 見本.pdf", "application/pdf")
    except NoFontError:
        return _file(
            text(paper).encode(), f"{design.title.ja} 見本.txt", "text/plain; charset=utf-8"
        )


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def _screen(request: HttpRequest, desk: Desk, draft: Sheet, design: Design) -> HttpResponse:
    """The editor's own sections of a case that is there only while the page is made."""
    with transaction.atomic():
        case = _case(desk, draft, design)
        page = sections.page(case, writes=True, findings=False)
        context = {"page": page, "design": design, "case": case, "preview": True}
        answer = show(request, desk, "desk/setup/preview.html", context)
        transaction.set_rollback(True)
    return answer


def _case(desk: Desk, draft: Sheet, design: Design) -> Case:
    today = timezone.localdate()
    route = store_route(desk.city.code, ready_routes()["town"])
    cycle = Cycle(municipality=desk.city, fiscal_year=0, route=route, starts_on=today,
                  opened_by=desk.user)  # fmt: skip
    cycle.save()
    return Case.objects.create(
        cycle=cycle, municipality=desk.city, kind=draft.kind, code=draft.code, title=draft.title,
        design=design.id, route=route, stage="write", draft=draft.model_dump_json(),
    )  # fmt: skip
