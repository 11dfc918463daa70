"""Reviews: the committee's pack, members' marks, the one opinion, the city's answers."""

import re
from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shirube.desk.access import Desk, for_case, for_city
from shirube.desk.page import done, show, sorry
from shirube.desk.sheet.beside import beside
from shirube.desk.sheet.brief import brief
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.workflow.models import Case, Cycle
from shirube.workflow.moving import Target
from shirube.workflow.return_ import abstain
from shirube.workflow.review import Conclusion, Judgement, answer_review, conclude, review
from shirube.workflow.scopes import scope_of, stage_of

READS = (Verb.READ, Verb.READ_FOR_REVIEW)


@require_safe
@for_city(Verb.READ_BOARD)
def pack(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All sheets of the newest cycle, one page each, to read on screen or to print and send."""
    cycle = Cycle.objects.filter(municipality=desk.city).order_by("-fiscal_year").first()
    rows = Case.objects.filter(cycle=cycle).select_related("cycle", "unit").order_by("kind", "code")
    kind = request.GET.get("kind", "program")
    kinds = list(dict.fromkeys(rows.values_list("kind", flat=True)))
    chosen = kind if kind in kinds else (kinds[0] if kinds else "")
    stage = request.GET.get("stage", "")
    rows = rows.filter(kind=chosen)
    if stage:
        rows = rows.filter(stage=stage)
    briefs = [brief(case) for case in rows]
    context = {"cycle": cycle, "briefs": briefs, "kinds": kinds, "kind": chosen}
    return show(request, desk, "desk/pack.html", context)


@require_safe
@for_case(*READS)
def reviews(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """The page of one sheet with marks, tally, opinions and answers, and what one may add."""
    stage = stage_of(case, case.route.plain())
    scope = scope_of(case, Verb.REVIEW, stage)
    at_review = stage is not None and stage.kind == "review"
    marks = list(case.marks.filter(stage=case.stage))
    tally = Counter(one.mark for one in marks if one.mark and not one.abstained)
    context = {
        "case": case,
        "brief": brief(case),
        "at_review": at_review,
        "may_review": desk.may(Verb.REVIEW, scope),
        "may_conclude": desk.may(Verb.CONCLUDE, scope_of(case, Verb.CONCLUDE, stage)),
        "may_answer": desk.may(Verb.ANSWER_REVIEW, scope_of(case, Verb.ANSWER_REVIEW, stage)),
        "secretary": stage is not None and stage.recorded_by in desk.roles_at(scope),
        "marks": marks,
        "tally": tally.most_common(),
        "mine": next((one for one in marks if one.member == desk.by.person), None),
        "opinions": case.opinions.all(),
        "blank": range(3),
        **beside(desk, case),
    }
    return show(request, desk, "desk/reviews.html", context)


@require_POST
@for_case(Verb.REVIEW)
def mark(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """A member's mark, or that the member stays out of it."""
    form, back = request.POST, reverse("desk:reviews", args=[case.pk])
    text, member = form.get("text", ""), form.get("member", "").strip()
    try:
        if form.get("abstain"):
            target = Target(case.pk, form.get("seen", ""))
            abstain(target, text, by=desk.by, member=member)
            return done(request, "棄権を記録しました。", back)
        review(case.pk, Judgement(form.get("mark", ""), text, member), by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back)
    return done(request, "評価を保存しました。意見が決まるまで、何度でも直せます。", back)


@require_POST
@for_case(Verb.CONCLUDE)
def concluded(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """The one opinion, point by point."""
    form, back = request.POST, reverse("desk:reviews", args=[case.pk])
    points = [*form.getlist("opinion"), *re.split(r"\r?\n\s*\n", form.get("opinions", ""))]
    said = Conclusion(form.get("body", ""), points, form.get("mark", ""), form.get("note", ""))
    try:
        conclude(Target(case.pk, form.get("seen", "")), said, by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back)
    return done(request, "意見を記録しました。担当課に回答を頼みました。", back)


@require_POST
@for_case(Verb.ANSWER_REVIEW)
def answer(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """The city's answer to one opinion."""
    form, back = request.POST, reverse("desk:reviews", args=[case.pk])
    number = form.get("opinion", "")
    found = case.opinions.filter(number=int(number) if number.isdecimal() else 0).first()
    try:
        if found is None:
            raise Refused("意見が見つかりません。", "No such opinion.")
        answer_review(found.pk, form.get("answer", ""), by=desk.by,
                      reflected=form.get("reflected", ""))  # fmt: skip
    except Refused as refused:
        return sorry(request, refused, back)
    return done(request, f"意見{number}への回答を保存しました。", back)
