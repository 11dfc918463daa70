"""Papers of the office: a sheet, or all sheets of a division, as the papers that ask for it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from shirube.desk.access import Desk, for_case, for_self, refusal
from shirube.desk.page import show, sorry
from shirube.papers import NoFontError, PaperContext
from shirube.papers.entry import Format, Order, TemplateError, Templates, file_type, printed
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.publishing.office_papers import entries_of_cases, templates
from shirube.publishing.papers import fonts_folder
from shirube.sheets.forms import library
from shirube.workflow.models import Case
from shirube.workflow.scopes import scope_of, stage_of
from shirube.workflow.workbook_forms import divisions, may_read, sheets_of

READS = (Verb.READ, Verb.READ_FOR_REVIEW)


@require_safe
@for_case(*READS)
def of_sheet(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """The papers that can be made of the sheet; with ``?kind=&format=``, the file itself."""
    return _answer(request, desk, [case], f"{case.code} {case.title}")


@require_safe
@for_self
def of_division(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The papers of all sheets of a division (``?unit=``) of an open year (``?cycle=``) that the
    person may read, in one file.
    """
    found = sheets_of(desk.city.code, request.GET.get("cycle", ""), request.GET.get("unit", ""))
    cases = [case for case in found if may_read(case, desk.by)]
    name = cases[0].unit.name if cases and cases[0].unit else ""
    return _answer(request, desk, cases, name)


def _answer(request: HttpRequest, desk: Desk, cases: Sequence[Case], about: str) -> HttpResponse:
    try:
        known = templates()
    except TemplateError as error:
        return refusal(request, _broken(error), 503)
    kind = request.GET.get("kind", "")
    if kind in known and cases:
        return _file(request, desk, cases, (known, kind, about))
    context = {
        "papers": list(known.values()),
        "about": about,
        "case": cases[0] if len(cases) == 1 and "unit" not in request.GET else None,
        "unit": request.GET.get("unit", "") if cases else "",
        "cycle": request.GET.get("cycle", ""),
        "divisions": divisions(desk.city.code, by=desk.by),
    }
    return show(request, desk, "desk/papers.html", context)


def _broken(error: TemplateError) -> Refused:
    return Refused(
        f"書類のひな形が読めません。管理者に知らせてください。{error}", f"A paper template: {error}"
    )


def _file(
    request: HttpRequest, desk: Desk, cases: Sequence[Case], asked: tuple[Templates, str, str]
) -> HttpResponse:
    known, kind, about = asked
    form: Format = "xlsx" if request.GET.get("format") == "xlsx" else "pdf"
    entries = entries_of_cases(cases, finance=all(_may_see_money(desk, one) for one in cases))
    order = Order(known[kind], form, PaperContext(timezone.localdate()), fonts_folder())
    try:
        data = printed(order, entries, library())
    except NoFontError:
        return refusal(request, _NO_FONT, 503)
    except ValueError:
        return sorry(request, _OTHER_YEARS, reverse("desk:papers"))
    answer = HttpResponse(data, content_type=file_type(form))
    name = f"{known[kind].title} {about}.{form}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def _may_see_money(desk: Desk, case: Case) -> bool:
    """Finance's requests and assessments are for those who may read what became of the evaluation
    in the budget: a reviewer from outside gets the sheet's own amounts.
    """
    verb = Verb.READ_REFLECTION
    return desk.may(verb, scope_of(case, verb, stage_of(case, case.route.plain())))


_NO_FONT = Refused(
    "PDFに使う日本語の書体がサーバーにありません。Excel(xlsx)を選ぶか、管理者に知らせてください。",
    "The server has no Japanese font.",
)
_OTHER_YEARS = Refused(
    "この書類は、年度の書かれた、1つの年度のシートから作ります。ほかの書類を選んでください。",
    "This paper is made of dated sheets of one year.",
)
