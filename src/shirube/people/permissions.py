"""Who may do what: one table, read in one place, and a refusal says its reason."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from shirube.people.actors import Actor
from shirube.people.models import Municipality, Role
from shirube.people.reach import Holding, holdings
from shirube.people.verbs import Verb

__all__ = [
    "BY_ROUTE",
    "VERBS",
    "Grant",
    "Refused",
    "Scope",
    "Verb",
    "allowed",
    "permitted",
    "require",
    "roles_here",
    "roles_reaching",
]

Kinds = frozenset[str]  # kinds of stage of a route


class Grant(NamedTuple):
    """A line of the table. ``stages`` None: whatever the stage, and things that have none."""

    called: str
    roles: frozenset[Role]
    stages: Kinds | None = None


# In place of roles: the route's stage names who acts.
BY_ROUTE: frozenset[Role] = frozenset()
_KEEPERS = frozenset({Role.PLANNING, Role.SYSTEM})
_MANAGERS = frozenset({Role.PLANNING, Role.ADMINISTRATOR, Role.SYSTEM})
_MONEY = frozenset({Role.FINANCE, Role.PLANNING, Role.SYSTEM})
_STAFF = frozenset({Role.SECTION, Role.SECTION_HEAD, Role.DEPARTMENT_HEAD, Role.PLANNING})
_HEADS = frozenset({Role.SECTION_HEAD, Role.DEPARTMENT_HEAD, Role.PLANNING})
_JUDGES = frozenset({Role.COMMITTEE, Role.REVIEWER})
_WRITE, _REVIEW = frozenset({"write"}), frozenset({"review"})
_OPEN = frozenset({"write", "approve", "review", "finalise"})
_SHOWN = frozenset({"review", "finalise", "done"})

VERBS: dict[Verb, Grant] = {
    # verb                       in Japanese              who may                      at stages
    Verb.TAKE_IN: Grant("ファイルの取り込み", _KEEPERS),
    Verb.CONFIRM: Grant("読み取りの確認", _KEEPERS),
    Verb.CORRECT: Grant("読み取りの訂正", _KEEPERS),
    Verb.PROPOSE_LINKS: Grant("年度間の対応の提案", _KEEPERS),
    Verb.DECIDE_LINK: Grant("年度間の対応の決定", _KEEPERS),
    Verb.PUBLISH: Grant("公表", _KEEPERS),
    Verb.WITHDRAW: Grant("公表版の取り下げ", _KEEPERS),
    Verb.READ_LOG: Grant(
        "記録の閲覧", frozenset({Role.LOG_READER, Role.ADMINISTRATOR, Role.SYSTEM})
    ),
    Verb.MANAGE_PEOPLE: Grant("職員・組織の登録", _MANAGERS),
    Verb.INVITE: Grant("招待", _MANAGERS),
    Verb.DECIDE_CITY: Grant("公表の決めごとの変更", _KEEPERS),
    # the yearly round
    Verb.OPEN_CYCLE: Grant("評価の開始", _KEEPERS),
    Verb.CLOSE_CYCLE: Grant("評価の締めくくり", _KEEPERS),
    Verb.READ_BOARD: Grant("進み具合の閲覧", frozenset({Role.PLANNING, Role.FINANCE, Role.SYSTEM})),
    Verb.REMIND: Grant("お知らせの送付", _KEEPERS, _OPEN),
    Verb.ASSIGN: Grant("担当の割り当て", _KEEPERS, _OPEN),
    Verb.CHANGE_ROUTE: Grant("決裁の道すじの変更", _KEEPERS, _OPEN),
    Verb.HAND_OVER: Grant("引き継ぎ", _STAFF | {Role.SYSTEM}, _OPEN),
    Verb.READ: Grant("シートの閲覧", _STAFF | {Role.FINANCE, Role.SYSTEM}),
    Verb.READ_FOR_REVIEW: Grant("評価のための閲覧", _JUDGES, _SHOWN),
    # writing
    Verb.SAVE: Grant("記入", BY_ROUTE, frozenset({"write", "approve"})),
    # Which cells count is asked of each sheet, as for SAVE.
    Verb.TAKE_WORKBOOK: Grant("Excelの取り込み", _STAFF | {Role.SYSTEM}),
    Verb.SUBMIT: Grant("提出", BY_ROUTE, _WRITE),
    Verb.REQUEST_PART: Grant("記入の依頼", BY_ROUTE, _WRITE),
    Verb.WITHDRAW_PART: Grant("依頼の取りやめ", BY_ROUTE, _WRITE),
    Verb.ANSWER_PART: Grant("依頼への記入", _STAFF, _WRITE),
    Verb.REMARK: Grant("話し合いへの書き込み", _STAFF | {Role.FINANCE}, _OPEN),
    Verb.DISMISS: Grant("気づきを閉じること", _STAFF, frozenset({"write", "approve"})),
    # deciding
    Verb.APPROVE: Grant("承認", BY_ROUTE, frozenset({"approve"})),
    Verb.CONSENT: Grant("合議", BY_ROUTE, frozenset({"approve"})),
    Verb.SEEN: Grant("後閲", BY_ROUTE, None),
    Verb.RETURN: Grant("差戻し", BY_ROUTE, frozenset({"approve", "review", "finalise"})),
    Verb.REVIEW: Grant("委員の評価", BY_ROUTE, _REVIEW),
    Verb.ABSTAIN: Grant("棄権", BY_ROUTE, frozenset({"approve", "review"})),
    Verb.CONCLUDE: Grant("意見の決定", BY_ROUTE, _REVIEW),
    Verb.ANSWER_REVIEW: Grant("意見への回答", _STAFF, _SHOWN | {"write", "approve"}),
    Verb.FINALISE: Grant("確定", BY_ROUTE, frozenset({"finalise"})),
    Verb.REOPEN: Grant("確定の取り消し", _KEEPERS, frozenset({"done"})),
    # money and surveys
    Verb.READ_MONEY: Grant("予算・決算の閲覧", _MONEY),
    Verb.TAKE_IN_MONEY: Grant("予算・決算の表の取り込み", _MONEY),
    Verb.SHARE_MONEY: Grant("予算事業の割り当て", _MONEY),
    Verb.RECONCILE_MONEY: Grant("決算書との照合", _MONEY),
    Verb.PERSONNEL_COST: Grant("人件費の登録", _MONEY),
    Verb.FILL_MONEY: Grant("シートへの金額の反映", _MONEY),
    Verb.KEEP_SURVEYS: Grant("調査の登録", _KEEPERS),
    Verb.READ_REFLECTION: Grant("評価から予算への閲覧", _STAFF | {Role.FINANCE, Role.SYSTEM}),
    # setting up
    # Besides, the first account of an installation may (people.founding): it has no role yet.
    Verb.FOUND_CITY: Grant("団体の登録", frozenset({Role.SYSTEM})),
    Verb.SET_UP: Grant("はじめの準備", _MANAGERS),
    Verb.SET_PLAN: Grant("計画の登録", _KEEPERS),
    Verb.CHOOSE_ROUTE: Grant("道すじの選択", _KEEPERS),
    Verb.KEEP_DESIGNS: Grant("様式の登録", _KEEPERS),
    Verb.KEEP_SAMPLE: Grant("見本の市の出し入れ", _MANAGERS),
}


class Refused(Exception):  # noqa: N818 - an answer to a person, not an error of the program
    """Something may not be done; the reason is for the person who tried, in both languages.

    ``field`` is the one field of a form that has to be mended, where it is one.
    """

    def __init__(self, ja: str, en: str, field: str = "") -> None:
        super().__init__(f"{ja} / {en}")
        self.ja = ja
        self.en = en
        self.field = field

    def text(self, language: str = "ja") -> str:
        """The reason in one language."""
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Scope:
    """What something is to be done to: whose it is, and where on its route it stands.

    ``units`` are ids of the divisions that it belongs to, None for what belongs to no division:
    then only a role for the whole municipality counts. ``acting`` are the roles that the route
    lets act there; ``stage`` is the kind of the stage, None where there is none.
    """

    municipality: str
    units: Collection[int] | None = None
    stage: str | None = None
    acting: frozenset[Role] = frozenset()


def permitted(actor: Actor, verb: Verb, scope: Scope) -> bool:
    """Whether the table lets the actor do it."""
    return allowed(holdings(actor, scope.municipality), verb, scope)


def allowed(held: Collection[Holding], verb: Verb, scope: Scope) -> bool:
    """The same for roles fetched before: a page about 400 sheets asks for them once. ``held`` are
    roles in the municipality of the scope.
    """
    return _refusal(held, verb, scope) is None


def roles_here(actor: Actor, scope: Scope) -> frozenset[Role]:
    """The roles that the actor holds and that reach what the scope speaks of."""
    return roles_reaching(holdings(actor, scope.municipality), scope)


def roles_reaching(held: Collection[Holding], scope: Scope) -> frozenset[Role]:
    """The same for roles fetched before."""
    return frozenset(one.role for one in held if _reaches(one, scope))


def require(actor: Actor, verb: Verb, where: Municipality | str | Scope) -> None:
    """Pass, or raise Refused with the reason. ``where`` is a scope, a municipality or its code."""
    scope = _scope(where)
    refusal = _refusal(holdings(actor, scope.municipality), verb, scope)
    if refusal is not None:
        raise refusal


def _scope(where: Municipality | str | Scope) -> Scope:
    if isinstance(where, Scope):
        return where
    return Scope(where if isinstance(where, str) else where.code)


def _refusal(held: Collection[Holding], verb: Verb, scope: Scope) -> Refused | None:
    grant = VERBS[verb]
    # The command line acts for the planning office; no stored row can make an account the system.
    roles = (grant.roles | scope.acting) if grant.roles is BY_ROUTE else grant.roles
    fitting = [one for one in held if one.role in roles]
    if not any(_reaches(one, scope) for one in fitting):
        return _not_yours(grant, roles, bool(fitting))
    if grant.stages is not None and scope.stage is not None and scope.stage not in grant.stages:
        return _not_now(grant)
    return None


def _reaches(one: Holding, scope: Scope) -> bool:
    if one.units is None:
        return True
    return scope.units is not None and not one.units.isdisjoint(scope.units)


def _not_yours(grant: Grant, roles: frozenset[Role], elsewhere: bool) -> Refused:
    needed = [role for role in Role if role in roles and role != Role.SYSTEM]
    names = "・".join(role.label for role in needed)
    if elsewhere:
        return Refused(
            f"{grant.called}は、担当する部署の{names}だけができます。"
            "部署がちがうときは、企画担当に知らせてください。",
            "Only for one's own division: " + ", ".join(needed) + ".",
        )
    if not needed:
        return Refused(
            f"{grant.called}は、シートがいまある段階ではできません。",
            "Nobody can do that at the stage where the sheet is.",
        )
    return Refused(
        f"{grant.called}は、この団体の{names}だけができます。役割は管理者が設定します。",
        f"Only {', '.join(needed)} of this municipality may.",
    )


def _not_now(grant: Grant) -> Refused:
    return Refused(
        f"{grant.called}は、シートがいまある段階ではできません。"
        "画面を開き直して、いまの段階を確かめてください。",
        "The sheet is at another stage. Reload the page to see where it is.",
    )
