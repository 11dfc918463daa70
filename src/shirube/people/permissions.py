"""Who may do what: one table, read in one place, and a refusal says its reason."""

from enum import StrEnum

from shirube.people.actors import Actor
from shirube.people.models import Assignment, Municipality, Role


class Verb(StrEnum):
    """What can be done to stored things."""

    TAKE_IN = "take_in"
    CONFIRM = "confirm"
    CORRECT = "correct"
    PROPOSE_LINKS = "propose_links"
    DECIDE_LINK = "decide_link"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    READ_LOG = "read_log"


_KEEPERS = frozenset({Role.PLANNING, Role.SYSTEM})
VERBS: dict[Verb, tuple[str, frozenset[Role]]] = {
    # verb               in Japanese                  who may
    Verb.TAKE_IN: ("ファイルの取り込み", _KEEPERS),
    Verb.CONFIRM: ("読み取りの確認", _KEEPERS),
    Verb.CORRECT: ("読み取りの訂正", _KEEPERS),
    Verb.PROPOSE_LINKS: ("年度間の対応の提案", _KEEPERS),
    Verb.DECIDE_LINK: ("年度間の対応の決定", _KEEPERS),
    Verb.PUBLISH: ("公表", _KEEPERS),
    Verb.WITHDRAW: ("公表版の取り下げ", _KEEPERS),
    Verb.READ_LOG: ("記録の閲覧", frozenset({Role.LOG_READER, Role.ADMINISTRATOR, Role.SYSTEM})),
}


class Refused(Exception):  # noqa: N818 - an answer to a person, not an error of the program
    """Something may not be done; the reason is for the person who tried, in both languages."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(f"{ja} / {en}")
        self.ja = ja
        self.en = en

    def text(self, language: str = "ja") -> str:
        """The reason in one language."""
        return self.ja if language == "ja" else self.en


def require(actor: Actor, verb: Verb, municipality: Municipality | str) -> None:
    """Pass, or raise Refused with the reason. ``municipality`` is one, or its code."""
    called, roles = VERBS[verb]
    if roles & _roles(actor, municipality):
        return
    needed = "・".join(role.label for role in Role if role in roles and role != Role.SYSTEM)
    raise Refused(
        f"{called}は、この団体の{needed}だけができます。役割は管理者が設定します。",
        f"{verb}: only {', '.join(sorted(roles - {Role.SYSTEM}))} of this municipality may.",
    )


def _roles(actor: Actor, municipality: Municipality | str) -> set[Role]:
    if actor.user.is_system:
        return {Role.SYSTEM}
    if not actor.user.is_active:
        return set()
    code = municipality if isinstance(municipality, str) else municipality.code
    # A role in one division is not a role for the whole municipality.
    held = Assignment.objects.filter(user=actor.user, municipality_id=code, unit=None).values_list(
        "role", flat=True
    )
    # A stored row can never make an account the system.
    return {Role(role) for role in held} - {Role.SYSTEM}
