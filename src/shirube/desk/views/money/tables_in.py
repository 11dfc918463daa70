"""A finance table on its way in: the file, what its columns are, what would change, taken in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import ValidationError

from shirube.basics.japanese_text import squeeze
from shirube.basics.problems import Problem
from shirube.budget.models import Upload
from shirube.budget.tables.checks import slot_words
from shirube.budget.tables.columns import ROLES, STAGES, Column, Header, Mapping, number_of
from shirube.budget.tables.headers import propose, unmapped
from shirube.budget.tables.lines import TableReading
from shirube.budget.tables.reading import Expected, read_table
from shirube.budget.tables.units import stated
from shirube.budget.verbs.keep_mapping import keep_mapping, known_mapping
from shirube.budget.verbs.take_in_table import Consent, look, take_in_table
from shirube.budget.verbs.upload import keep_upload, opened
from shirube.desk import again
from shirube.desk.access import Desk, for_city
from shirube.desk.numbers import whole, year_of
from shirube.desk.page import done, see, show, sorry
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.schema.codes import STAGE
from shirube.sources.document import Document, Grid, shown
from shirube.sources.opening import MOST_BYTES

MOST_SHOWN = 200
SAMPLE_ROWS = 3


@require_POST
@for_city(Verb.TAKE_IN_MONEY)
def send(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep the file; go on to its columns, or past them where they were told before."""
    file, back = request.FILES.get("file"), reverse("desk:money")
    try:
        if file is None:
            raise Refused("ファイルを選んでください。", "Choose a file.", "file")
        if (file.size or 0) > MOST_BYTES:
            raise Refused(
                "ファイルが大きすぎます(上限50MB)。年度や会計ごとに分けてください。",
                "The file is too large (50 MB): split it.",
                "file",
            )
        typed = request.POST.get("year", "")
        year = year_of(typed) if typed.strip() else None  # each row may say its own
        row = keep_upload(desk.city.code, file.name or "", file.read(), year, by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back)
    found = _proposed(desk, row)
    known = not isinstance(found, Problem) and found[-1]
    return see(f"{reverse('desk:money_check' if known else 'desk:money_columns')}?upload={row.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_city(Verb.TAKE_IN_MONEY)
def columns(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What each column is: proposed, confirmed by a person."""
    row = _upload(request, desk)
    if row is None:
        return sorry(request, _GONE, reverse("desk:money"))
    found = _proposed(desk, row)
    if isinstance(found, Problem):
        return sorry(request, Refused(found.text("ja"), found.text("en")), reverse("desk:money"))
    mapping, header, grid, remembered = found
    if request.method == "POST":
        try:
            keep_mapping(desk.city.code, header.names, _typed(request, header), by=desk.by)
        except Refused as refused:
            return sorry(request, refused, f"{request.path}?upload={row.pk}")
        return see(f"{reverse('desk:money_check')}?upload={row.pk}")
    context = {
        "upload": row,
        "columns": _choices(mapping, header, grid, again.of(request, "money_columns")),
        "mapping": mapping,
        "remembered": remembered,
        "stated": "、".join(sorted(stated(grid, header)[0])),
        "widths": "-".join(map(str, mapping.widths)),
        "stages": [(stage, STAGE[stage].ja) for stage in STAGES],
        "roles": ROLES.items(),
        "unknown": unmapped(header.names, mapping),
        "words": "、".join(mapping.transfer_words),
    }
    return show(request, desk, "desk/money/columns.html", context)


_GONE = Refused("ファイルが見つかりません。もう一度選んでください。", "Choose the file again.")


def _upload(request: HttpRequest, desk: Desk) -> Upload | None:
    wanted = whole(request.POST.get("upload", "") or request.GET.get("upload", "")) or 0
    rows = Upload.objects.filter(municipality=desk.city, by=desk.user)
    return rows.filter(pk=wanted).first()


def _document(row: Upload) -> Document:
    return opened(row.file_name, bytes(row.data))


def _proposed(desk: Desk, row: Upload) -> tuple[Mapping, Header, Grid, bool] | Problem:
    found = propose(_document(row))
    if isinstance(found, Problem):
        return found
    mapping, header, grid = found
    known = known_mapping(desk.city.code, header.names)
    return known or mapping, header, grid, known is not None


def _choices(
    mapping: Mapping, header: Header, grid: Grid, said: again.Again
) -> list[dict[str, Any]]:
    chosen = {column.header: column for column in mapping.columns}
    found = []
    for place, name in enumerate(header.names):
        if not name:
            continue
        rows = grid.rows[header.row + 1 : header.row + 1 + SAMPLE_ROWS]
        samples = [shown(cells[place]) for cells in rows if place < len(cells)]
        now = chosen.get(name)
        found.append(
            {
                "place": place,
                "name": name,
                "role": said.text(f"role{place}", now.role if now else ""),
                "number": said.text(f"number{place}", (now and now.number) or ""),
                "samples": "、".join(sample for sample in samples if sample),
            }
        )
    return found


def _typed(request: HttpRequest, header: Header) -> Mapping:
    form = request.POST
    chosen = []
    for place, name in enumerate(header.names):
        role = form.get(f"role{place}", "")
        if name and role in ROLES:
            number = whole(form.get(f"number{place}", "")) or number_of(name, role)
            chosen.append(Column(header=name, role=role, number=number))
    try:
        widths = tuple(int(width) for width in squeeze(form.get("widths", "")).split("-"))
        if not all(1 <= width <= 10 for width in widths):
            raise ValueError
        return Mapping(
            columns=tuple(chosen),
            widths=widths,
            fund=squeeze(form.get("fund", "")) or None,
            money_unit=form.get("unit") or None,
            sources_of=form.get("sources_of") or None,
            repeat_above=bool(form.get("repeat_above")),
            transfer_words=tuple(w for w in form.get("words", "").split("、") if w.strip()),
        )
    except (ValueError, ValidationError) as error:
        words = "科目コードの桁は、会計から事業までの桁数を「2-2-2-2-2」の形で書いてください。"
        raise Refused(words, "Bad widths.", "widths") from error


@require_http_methods(["GET", "HEAD", "POST"])
@for_city(Verb.TAKE_IN_MONEY)
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything that is wrong, with its place, and what would change; then taken in."""
    row, back = _upload(request, desk), reverse("desk:money")
    found = _proposed(desk, row) if row else None
    if row is None or found is None or isinstance(found, Problem) or not found[3]:
        return sorry(request, _GONE, back)
    mapping, document = found[0], _document(row)
    expected = Expected(desk.city.code, desk.city.name, row.fiscal_year)
    reading = read_table(document, mapping, expected)
    if request.method == "POST":
        form = request.POST
        consent = Consent(
            bool(form.get("left_out")), bool(form.get("thousandfold")), bool(form.get("gone"))
        )
        try:
            taken = take_in_table(desk.city.code, reading, mapping, consent, by=desk.by)
        except Refused as refused:
            return sorry(request, refused, f"{request.path}?upload={row.pk}")
        row.delete()
        if not taken:
            return done(request, "前の表と同じです。何も変わりません。", back)
        year = taken[-1].fiscal_year
        return done(request, f"「{reading.file}」を取り込みました。", f"{back}?year={year}")
    return show(request, desk, "desk/money/check.html", _shown(desk, row, reading))


def _shown(desk: Desk, row: Upload, reading: TableReading) -> dict[str, Any]:
    looked = () if reading.failed else look(desk.city.code, reading)
    return {
        "upload": row,
        "reading": reading,
        "problems": [(_place(one), one.words("ja"), one.leaves_out)
                     for one in reading.problems[:MOST_SHOWN]],
        "problem_count": len(reading.problems),
        "left_out": reading.left_out[:MOST_SHOWN],
        "left_said": _sums(reading),
        "looked": [(one, one.difference.changed[:MOST_SHOWN], one.difference.gone[:MOST_SHOWN])
                   for one in looked],
        "slipped": [line for one in looked for line in one.slipped][:MOST_SHOWN],
        "gone": sum(len(one.difference.gone) for one in looked),
    }  # fmt: skip


def _sums(reading: TableReading) -> str:
    """What stands in the rows that are left out, by stage: amounts of two stages are no sum."""
    sums: dict[str, int] = {}
    for one in reading.left_out:
        for slot, yen in one.yen.items():
            sums[slot_words(slot)] = sums.get(slot_words(slot), 0) + yen
    return "、".join(f"{words} {yen:,}円" for words, yen in sums.items()) or "金額なし"


def _place(problem: Problem) -> str:
    """``2`` → 2行目; a cell or a tab as it is."""
    at = problem.at or ""
    return f"{at}行目" if at.isdecimal() else at
