"""A text holds personal data: a telephone number, an address, a birthday, a name.

Why: the text will be published; what has left cannot be called back.
Instead: remove it; contacts have fields of their own, which are published only where opened.

本文に個人情報がある(電話番号・住所・生年月日・氏名など)。
なぜ: 本文は公表されます。一度出たものは取り戻せません。
どうする: 本文から消してください。連絡先には専用の欄があり、開いたものだけが公表されます。
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from shirube.basics.japanese_text import nfkc
from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule, Severity
from shirube.lint.texts import passages
from shirube.lint.wording import Message

rule = Rule(
    __name__,
    __doc__,
    id="S11",
    severity="error",
    context=SheetContext,
    messages={
        "my_number": Message(
            "個人番号(マイナンバー)と思われる12桁の数があります。",
            "There is a number of 12 digits that looks like an individual number (My Number).",
        ),
        "phone": Message("電話番号 {what} があります。", "There is a telephone number: {what}."),
        "email": Message(
            "メールアドレス {what} があります。", "There is an e-mail address: {what}."
        ),
        "birthday": Message("生年月日 {what} があります。", "There is a date of birth: {what}."),
        "address": Message(
            "番地のある住所 {what} があります。施設の住所であれば承認してください。",
            "There is a street address: {what}. Accept it if it is a facility's.",
        ),
        "name": Message(
            "個人名と思われる {what} があります。公人であれば承認してください。",
            "There seems to be a personal name: {what}. Accept it if the person is public.",
        ),
    },
)

_SURNAMES = (
    "佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邊|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|木村|清水|"
    "斎藤|斉藤|齋藤|山崎|阿部|池田|橋本|山下|石川|中島|前田|藤田|後藤|岡田|長谷川|村上|近藤|石井|坂本|"
    "遠藤|青木|藤井|西村|福田|太田|三浦|藤原|岡本|松田|中川|中野|原田|小野|竹内|金子|和田|中山|石田|"
    "上田|森田|柴田|酒井|工藤|横山|宮崎|宮本|内田|高木|安藤|谷口|大野|丸山|今井|藤本|武田|村田|上野|"
    "杉山|増田|小島|平野|大塚|千葉|久保|松井|野口|菊地|菊池|木下|佐野|野村|松尾|新井|渡部"
)
_HONORIFIC = r"(?:様|氏|さん)(?![々子式相態名族])"
_NAMES = re.compile(
    rf"(?<![一-龥])(?:(?:{_SURNAMES})[ ]?[一-龥ぁ-んァ-ヴ]{{0,3}}[ ]?{_HONORIFIC}"
    rf"|[一-龥]{{1,3}}[ ][一-龥]{{1,3}}[ ]?{_HONORIFIC}"
    # 氏 after two or more kanji is a name; 同氏, 両氏 and 氏名 are not.
    r"|[一-龥]{2,8}氏(?![名族神子])"
    rf"|(?:{_SURNAMES})[ ]?[一-龥]{{1,3}}(?=[ ]?[(（](?:[^)）]*)\d{{1,3}}歳))"
)
# 0120 and the like are lines for everybody.
_PHONE = re.compile(
    r"(?<![\d.-])(?!0120|0800|0570|0990)0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}(?![\d-])"
    r"|(?<![\d.-])0[789]0\d{8}(?!\d)|内線[: ]?\d{2,5}"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_BIRTHDAY = re.compile(
    r"(?:生年月日|誕生日)[は:: ]*(?:[一-龥]{2}|[MTSHR])?\.?\d{1,4}[年./-]\d{1,2}[月./-]\d{1,2}日?"
    r"|(?:[一-龥]{2})?\d{1,4}年\d{1,2}月\d{1,2}日生(?:まれ)?"
)
_ADDRESS = re.compile(
    r"〒\d{3}-\d{4}|[一-龥ヶケノ]{2,}(?:町|村|区|大字|字|丁目)?[一-龥]*\d+番地(?:\d+)?(?:の\d+)?"
    r"|[一-龥]+\d+丁目\d+番(?:地)?\d*号?"
)
_TWELVE = re.compile(r"(?<![\d.,-])\d{4}[- ]?\d{4}[- ]?\d{4}(?![\d.,-])")


class _Finder(NamedTuple):
    """What to look for, where one of the signs is in the text at all."""

    kind: str
    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    severity: Severity | None = None


_FINDERS = (
    _Finder("my_number", tuple("0123456789"), _TWELVE),
    _Finder("phone", ("0", "内線"), _PHONE),
    _Finder("email", ("@",), _EMAIL),
    _Finder("birthday", ("生",), _BIRTHDAY),
    _Finder("address", ("番地", "丁目", "〒"), _ADDRESS, "warning"),
    _Finder("name", ("様", "氏", "さん", "歳"), _NAMES, "warning"),
)
# Most texts hold none of these; looking once is cheaper than looking six times.
_WORTH_LOOKING = re.compile(r"\d|[@＠〒様氏歳]|さん")


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """Contacts are private by their fields and are not looked at."""
    for passage in passages(context.sheet):
        if not _WORTH_LOOKING.search(passage.text):
            continue
        text = nfkc(passage.text)
        for finder in _FINDERS:
            for what in _all(finder, text):
                # The number itself is not repeated into logs and reports.
                values: dict[str, object] = {} if finder.kind == "my_number" else {"what": what}
                yield Found(passage.path, passage.at, finder.kind, values, finder.severity)


def _all(finder: _Finder, text: str) -> list[str]:
    if not any(sign in text for sign in finder.signs):
        return []
    really = _REALLY.get(finder.kind, _always)
    hits = dict.fromkeys(match.group() for match in finder.pattern.finditer(text))
    return [what for what in hits if really(what)]


def is_my_number(text: str) -> bool:
    """Twelve digits whose last one is the check digit that the law prescribes."""
    digits = [int(digit) for digit in text if digit.isdigit()]
    weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
    rest = sum(d * w for d, w in zip(digits[:11], weights, strict=True)) % 11
    return digits[11] == (0 if rest <= 1 else 11 - rest)


def _is_line(text: str) -> bool:
    """An extension, or the ten or eleven digits that a number in Japan has."""
    return text.startswith("内線") or sum(map(str.isdigit, text)) in {10, 11}


def _always(_: str) -> bool:
    return True


_REALLY: dict[str, Callable[[str], bool]] = {"my_number": is_my_number, "phone": _is_line}
