"""What can be done: the words of the permission table and of the log."""

from enum import StrEnum


class Verb(StrEnum):
    """What can be done to stored things. ``permissions.VERBS`` says by whom."""

    TAKE_IN = "take_in"
    CONFIRM = "confirm"
    CORRECT = "correct"
    PROPOSE_LINKS = "propose_links"
    DECIDE_LINK = "decide_link"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    READ_LOG = "read_log"
    MANAGE_PEOPLE = "manage_people"
    INVITE = "invite"
    DECIDE_CITY = "decide_city"
    OPEN_CYCLE = "open_cycle"
    CLOSE_CYCLE = "close_cycle"
    READ_BOARD = "read_board"
    REMIND = "remind"
    ASSIGN = "assign"
    CHANGE_ROUTE = "change_route"
    HAND_OVER = "hand_over"
    READ = "read"
    READ_FOR_REVIEW = "read_for_review"
    SAVE = "save"
    TAKE_WORKBOOK = "take_workbook"
    SUBMIT = "submit"
    REQUEST_PART = "request_part"
    WITHDRAW_PART = "withdraw_part"
    ANSWER_PART = "answer_part"
    REMARK = "remark"
    DISMISS = "dismiss"
    APPROVE = "approve"
    CONSENT = "consent"
    SEEN = "seen"
    RETURN = "return"
    REVIEW = "review"
    ABSTAIN = "abstain"
    CONCLUDE = "conclude"
    ANSWER_REVIEW = "answer_review"
    FINALISE = "finalise"
    REOPEN = "reopen"
    # money
    READ_MONEY = "read_money"
    TAKE_IN_MONEY = "take_in_money"
    SHARE_MONEY = "share_money"
    RECONCILE_MONEY = "reconcile_money"
    PERSONNEL_COST = "personnel_cost"
    FILL_MONEY = "fill_money"
    KEEP_SURVEYS = "keep_surveys"
    READ_REFLECTION = "read_reflection"
    # setting up
    FOUND_CITY = "found_city"
    SET_UP = "set_up"
    SET_PLAN = "set_plan"
    CHOOSE_ROUTE = "choose_route"
    KEEP_DESIGNS = "keep_designs"
    KEEP_SAMPLE = "keep_sample"
    # Only in the log: nobody asks for a right to these.
    VOID = "void"
    REFUSED = "refused"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    FACTOR_CHANGED = "factor_changed"


LOGGED_ONLY = frozenset(
    {Verb.VOID, Verb.REFUSED, Verb.SIGN_IN, Verb.SIGN_IN_FAILED, Verb.FACTOR_CHANGED}
)
