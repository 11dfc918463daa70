"""Writing in Excel: a workbook to download, the filled one sent back, looked at, taken in."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from shirube.desk.access import Desk, for_case, for_self
from shirube.desk.page import done, said_at, see, show, sorry
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.workbooks import MOST_BYTES
from shirube.workflow.models import Case, Upload
from shirube.workflow.take_workbook import (
    Choice,
    checked,
    drop_upload,
    keep_upload,
    take_workbook,
)
from shirube.workflow.workbook_forms import divisions, sheets_of, workbook_of

READS = (Verb.READ,)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@for_self
def workbook(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where to get a workbook, where to send it."""
    waiting = Upload.objects.filter(by=desk.user, municipality=desk.city, taken_at=None)
    context = {
        "divisions": divisions(desk.city.code, by=desk.by),
        "waiting": waiting.defer("said").order_by("-id")[:20],
    }
    return show(request, desk, "desk/workbook.html", context)


@require_safe
@for_case(*READS)
def of_sheet(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """The workbook of one sheet."""
    return _file([case], f"{case.code} {case.title}", desk)


@require_safe
@for_self
def of_division(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The workbook of all sheets of a division (``?unit=``) of an open year (``?cycle=``)."""
    found = sheets_of(desk.city.code, request.GET.get("cycle", ""), request.GET.get("unit", ""))
    name = found[0].unit.name if found and found[0].unit else "シート"
    try:
        return _file(found, name, desk)
    except Refused as refused:
        return sorry(request, refused, reverse("desk:workbook"))


def _file(cases: list[Case], name: str, desk: Desk) -> HttpResponse:
    answer = HttpResponse(workbook_of(cases, by=desk.by), content_type=_XLSX)
    year = f"{cases[0].cycle.fiscal_year} " if cases else ""
    header = content_disposition_header(True, f"{year}{name}.xlsx")
    answer["Content-Disposition"] = header or "attachment"
    return answer


@require_POST
@for_self
def send(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A filled workbook: read and kept, nothing changed yet."""
    here, sent = reverse("desk:workbook"), request.FILES.get("file")
    try:
        if sent is None:
            raise Refused("ブックを選んでください。", "Choose a workbook.")
        if (sent.size or 0) > MOST_BYTES:
            limit = MOST_BYTES // 1024 // 1024
            raise Refused(
                f"ファイルが大きすぎます。{limit}MBまでのブックを送ってください。"
                "画像を貼り付けたときは、消してから保存してください。",
                f"Too large: at most {limit} MB.",
            )
        upload = keep_upload(desk.city.code, sent.read(), sent.name or "", by=desk.by)
    except Refused as refused:
        return sorry(request, refused, here)
    return see(f"{reverse('desk:workbook_check')}?upload={upload.pk}")


@require_safe
@for_self
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the workbook would change, or what became of it."""
    upload = _upload(desk, request.GET.get("upload", ""))
    if upload is None:
        return sorry(request, _GONE, reverse("desk:workbook"))
    if upload.became is not None:
        return show(request, desk, "desk/workbook_done.html", {"upload": upload})
    found = checked(upload, by=desk.by)
    context = {
        "upload": upload,
        "found": found,
        "changed": [one for one in found.sheets if not one.untouched],
        "untouched": sum(one.untouched for one in found.sheets),
    }
    return show(request, desk, "desk/workbook_check.html", context)


@require_POST
@for_self
def take(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take in what was accepted."""
    form = request.POST
    upload = _upload(desk, form.get("upload", ""))
    if upload is None:
        return sorry(request, _GONE, reverse("desk:workbook"))
    here = f"{reverse('desk:workbook_check')}?upload={upload.pk}"
    choice = Choice(frozenset(form.getlist("without")), frozenset(form.getlist("over")))
    try:
        became = take_workbook(upload.pk, choice, by=desk.by)
    except Refused as refused:
        return sorry(request, refused, here)
    return done(request, f"{became.saved}か所を取り込みました。", here)


@require_POST
@for_self
@said_at("desk:workbook")
def drop(request: HttpRequest, desk: Desk) -> str:
    """Throw the workbook away."""
    upload = _upload(desk, request.POST.get("upload", ""))
    if upload is None:
        raise _GONE
    drop_upload(upload.pk, by=desk.by)
    return "このブックは取り込まずに捨てました。"


_GONE = Refused("送られたブックが見つかりません。もう一度送ってください。", "No such upload.")


def _upload(desk: Desk, pk: str) -> Upload | None:
    if not pk.isdecimal() or len(pk) > 12:
        return None
    return Upload.objects.filter(pk=pk, by=desk.user, municipality=desk.city).first()
