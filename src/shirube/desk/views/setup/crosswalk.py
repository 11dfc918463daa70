"""What became of the old plan in the new one: proposed, said by a person, entered in the ledger."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shirube.desk.access import Desk, for_city
from shirube.desk.numbers import number
from shirube.desk.page import done, see, show, sorry
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.plans.crosswalk import (
    WORDS,
    Crosswalk,
    Said,
    became,
    check,
    codes_of,
    crosswalk,
    read_crosswalk,
)
from shirube.plans.models import PlanPeriod
from shirube.workflow.decide_crosswalk import decide_crosswalk
from shirube.workflow.setup_drafts import keep_typed, typed_in

_NONE = Refused("計画が見つかりません。先に計画を登録してください。", "No such plan.")


@require_http_methods(["GET", "HEAD", "POST"])
@for_city(Verb.DECIDE_LINK)
def turn(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A line for each node of the old plan, and the new nodes that nothing leads to."""
    wanted = number(request.GET.get("period", "") or request.POST.get("period", ""))
    rows = PlanPeriod.objects.filter(municipality=desk.city)
    period = rows.filter(pk=wanted).first() if wanted else rows.order_by("first_year").last()
    if period is None:
        return sorry(request, _NONE, reverse("desk:setup"))
    plans = crosswalk(period)
    if request.method == "POST":
        return _posted(request, desk, plans)
    typed = typed_in(desk.city.code, _step(period)) or _known(plans)
    said = list(_said(plans, typed))
    words = {pair: WORDS[_what(pair, what, plans)] for pair, what in became(said).items()}
    context: dict[str, Any] = {
        "plans": plans,
        "period": period,
        "typed": bool(typed_in(desk.city.code, _step(period))),
        "old": [_line(one.key, one.name, plans, typed, words) for one in plans.old],
        "new": [(one, f"new:{one.key}" in typed) for one in plans.new if _lonely(one.key, said)],
        "all_new": plans.new,
        "problems": sorted(check(said, plans)),
        "paste": typed.get("paste", ""),
        "count": len(said),
    }
    return show(request, desk, "desk/setup/crosswalk.html", context)


def _what(pair: tuple[str, str], what: str, plans: Crosswalk) -> str:
    """Where number and name stay, nothing moved."""
    titles = {one.key: one.title for one in plans.old}, {one.key: one.title for one in plans.new}
    stays = pair[0] == pair[1] and titles[0].get(pair[0]) == titles[1].get(pair[1])
    return "same" if what == "renamed" and stays else what


def _step(period: PlanPeriod) -> str:
    return f"crosswalk:{period.pk}"


def _posted(request: HttpRequest, desk: Desk, plans: Crosswalk) -> HttpResponse:
    here = f"{reverse('desk:setup_crosswalk')}?period={plans.period.pk}"
    typed = {name: str(text) for name, text in request.POST.items()
             if name.startswith(("to:", "why:", "new:", "paste"))}  # fmt: skip
    try:
        keep_typed(desk.city.code, _step(plans.period), typed, by=desk.by)
        if request.POST.get("read"):
            typed |= _pasted(typed.get("paste", ""))
            keep_typed(desk.city.code, _step(plans.period), typed, by=desk.by)
        if not request.POST.get("store"):
            return see(f"{here}#looked")
        now = decide_crosswalk(plans.period, list(_said(plans, typed)), by=desk.by)
    except Refused as refused:
        return sorry(request, refused, here)
    words = "前の計画との対応を決めました。"
    if now.open:
        return done(request, f"{words} まだ決まっていないものが{now.open}件あります。", here)
    return done(request, words, reverse("desk:setup"))


def _pasted(text: str) -> dict[str, str]:
    said, wrong = read_crosswalk(text)
    if wrong:
        raise Refused(wrong[0].text("ja"), wrong[0].text("en"))
    found: dict[str, str] = {}
    for one in said:
        if one.old:
            found[f"to:{one.kind}/{one.old}"] = "、".join(one.new) or "終了"
            found[f"why:{one.kind}/{one.old}"] = one.reason
        else:
            found |= {f"new:{one.kind}/{code}": "1" for code in one.new}
    return found


def _known(plans: Crosswalk) -> dict[str, str]:
    """What is decided, and where nothing is, what likeness proposes."""
    found: dict[str, str] = {}
    for one in plans.old:
        keys = [key for key, _ in plans.decided.get(one.key, [])]
        keys = keys or [key for key in (plans.proposed.get(one.key),) if key]
        codes = "、".join(key.partition("/")[2] for key in keys)
        found[f"to:{one.key}"] = "終了" if one.key in plans.ended else codes
    return found | {f"new:{key}": "1" for key in plans.fresh}


def _said(plans: Crosswalk, typed: Mapping[str, str]) -> Iterator[Said]:
    for line, one in enumerate(plans.old, start=1):
        codes = codes_of(typed.get(f"to:{one.key}", ""))
        if codes is not None:
            yield Said(line, one.kind, one.code, codes, typed.get(f"why:{one.key}", ""))
    for line, one in enumerate(plans.new, start=len(plans.old) + 1):
        if typed.get(f"new:{one.key}"):
            yield Said(line, one.kind, "", (one.code,), "")


def _lonely(key: str, said: list[Said]) -> bool:
    return not any(key == f"{one.kind}/{code}" for one in said if one.old for code in one.new)


def _line(
    key: str, name: str, plans: Crosswalk, typed: Mapping[str, str], words: Mapping[Any, str]
) -> dict[str, Any]:
    own = dict.fromkeys(word for (old, _), word in words.items() if old == key)
    titles = {one.key: one.name for one in plans.new}
    return {
        "key": key,
        "name": name,
        "to": typed.get(f"to:{key}", ""),
        "why": typed.get(f"why:{key}", ""),
        "words": "・".join(own),
        "leads": [titles[new] for old, new in words if old == key and new in titles],
        "decided": key in plans.decided or key in plans.ended,
        "proposed": titles.get(plans.proposed.get(key, ""), ""),
    }
