"""Mail as an extra: one digest a person, outside of quiet hours. All of it is in *my work*, too."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone

from shirube.basics import office_days
from shirube.people.models import User
from shirube.workflow.models import Case, Message
from shirube.workflow.routes import DONE
from shirube.workflow.scopes import NEXT, acting_roles, stage_of
from shirube.workflow.telling import people_for

OLDEST = timedelta(days=14)  # what nobody read for so long is no news
SOON = 3  # office days before a due date


def quiet(now: datetime) -> bool:
    """Nobody is mailed in the evening, at night, or on a day on which the office is closed."""
    local = timezone.localtime(now)
    begins, ends = settings.MAIL_QUIET_FROM, settings.MAIL_QUIET_UNTIL
    night = local.time() >= time.fromisoformat(begins) or local.time() < time.fromisoformat(ends)
    return night or not office_days.is_open(local.date())


def send_digests(now: datetime | None = None) -> int:
    """Mail everybody what is new and unread, in one mail each; how many mails went out.

    Without a mail server nothing happens. Where it fails, the messages wait for the next time.
    """
    now = now or timezone.now()
    if not settings.EMAIL_HOST or quiet(now):
        return 0
    waiting: dict[User, list[Message]] = defaultdict(list)
    rows = Message.objects.filter(
        mailed_at=None, read_at=None, made_at__gte=now - OLDEST, user__is_active=True
    ).exclude(user__email="")
    for message in rows.select_related("user").order_by("id"):
        waiting[message.user].append(message)
    return sum(_send(user, messages, now) for user, messages in waiting.items())


def _send(user: User, messages: list[Message], now: datetime) -> bool:
    lines = [f"・{message.text}" for message in messages]
    body = "\n".join(
        [f"{user.get_full_name()}さん", "", *lines, "", f"{settings.SHIRUBE_URL}/desk/"]
    )
    mail = EmailMessage(
        f"[しるべ] お知らせ{len(messages)}件", body, settings.DEFAULT_FROM_EMAIL, [user.email]
    )
    try:
        mail.send()
    except OSError:  # smtplib's errors are OSErrors: no server, refused, timed out
        return False
    Message.objects.filter(pk__in=[one.pk for one in messages]).update(mailed_at=now)
    return True


def tell_of_due_dates(now: datetime | None = None) -> int:
    """Once an office day: whoever is to act on a sheet that is due soon or late hears of it."""
    now = now or timezone.now()
    today = timezone.localtime(now).date()
    if not office_days.is_open(today):
        return 0
    limit = office_days.after(today, SOON)
    told = 0
    rows = Case.objects.filter(cycle__closed_at=None, due_on__lte=limit).exclude(stage=DONE)
    for case in rows.select_related("route", "unit__parent", "owner").defer("draft", "reference"):
        words = _due_words(case, today)
        for user in _acting(case):
            told += _once_a_day(case, user, words, today)
    return told


def _due_words(case: Case, today: date) -> str:
    assert case.due_on is not None
    left = office_days.between(today, case.due_on)
    late = (
        f"{-left}営業日おくれています"
        if left < 0
        else f"あと{left}営業日です"
        if left
        else "今日です"
    )
    return f"「{case.title}」の期限({office_days.in_words(case.due_on)})は{late}。"


def _acting(case: Case) -> Iterable[User]:
    stage = stage_of(case, case.route.plain())
    if stage is None:
        return ()
    if stage.kind == "write" and case.owner is not None and case.owner.is_active:
        return (case.owner,)
    return people_for(case, acting_roles(stage, NEXT[stage.kind]))


def _once_a_day(case: Case, user: User, words: str, today: date) -> bool:
    said = Q(case=case, user=user, verb="due", made_at__date=today)
    if Message.objects.filter(said).exists():
        return False
    Message.objects.create(
        user=user, municipality_id=case.municipality_id, case=case, verb="due", text=words
    )
    return True
