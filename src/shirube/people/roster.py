"""Divisions and people as a table that somebody sent or pasted; every problem with its line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shirube.basics.japanese_text import nfkc
from shirube.people.models import Role
from shirube.people.tables import MOST_ROWS, Row, Trouble, column_of, rows_of

COLUMNS = {
    "username": ("利用者名", "ユーザー名", "ユーザID", "職員番号", "ID", "username"),
    "family": ("姓", "氏", "family"),
    "given": ("名", "given"),
    "name": ("氏名", "名前", "name"),
    "email": ("メール", "メールアドレス", "email", "mail"),
    "unit": ("部署", "所属", "課", "担当課", "division"),
    "above": ("上の部署", "上位部署", "部", "上位所属"),
    "role": ("役割", "権限", "role"),
}
ROLES = {role.label: role for role in Role if role != Role.SYSTEM}
# Roles that reach a division; the others always reach the whole municipality here.
OF_A_DIVISION = frozenset({Role.SECTION, Role.SECTION_HEAD, Role.DEPARTMENT_HEAD})


class Listed(NamedTuple):
    """A line: a division, and the person in it where a user name stands."""

    line: int
    username: str
    family: str
    given: str
    email: str
    unit: str
    above: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """What was read. With problems nothing of it is stored."""

    lines: tuple[Listed, ...]
    problems: tuple[Trouble, ...]

    @property
    def people(self) -> tuple[Listed, ...]:
        """The lines with a person."""
        return tuple(one for one in self.lines if one.username)

    @property
    def units(self) -> dict[str, str]:
        """Division → the one above it, empty where none is named; those above come first."""
        found: dict[str, str] = {}
        for one in self.lines:
            if one.above:
                found.setdefault(one.above, "")
            if one.unit:
                found[one.unit] = one.above or found.get(one.unit, "")
        return found


def read_roster(text: str) -> Roster:
    """Read a table of people."""
    rows = rows_of(text)
    if not rows:
        return Roster((), (Trouble(0, "表が空です。", "The table is empty."),))
    if len(rows) > MOST_ROWS:
        words = f"行が多すぎます({len(rows)}行、上限{MOST_ROWS}行)。"
        return Roster((), (Trouble(0, words, "Too many lines."),))
    columns = {key: column_of(rows[0].cells, names) for key, names in COLUMNS.items()}
    if columns["username"] is None and columns["unit"] is None:
        words = (
            "見出しが分かりません。"
            "1行目を「利用者名 姓 名 メール 部署 上の部署 役割」にしてください。"
            "部署だけの表なら「部署 上の部署」でかまいません。"
        )
        return Roster((), (Trouble(rows[0].line, words, "Headings are not understood."),))
    found = [one for row in rows[1:] for one in _line(row, columns)]
    lines = tuple(one for one in found if isinstance(one, Listed))
    problems = [one for one in found if isinstance(one, Trouble)]
    problems += [*_doubles(lines), *_circles(lines)]
    return Roster(lines, tuple(sorted(problems)))


def _line(row: Row, columns: dict[str, int | None]) -> Iterator[Listed | Trouble]:
    cell = {key: row.cell(at) for key, at in columns.items()}
    username = nfkc(cell["username"])
    family, given = cell["family"], cell["given"]
    if not family and cell["name"]:
        family, _, given = cell["name"].partition(" ")
    roles = tuple(ROLES[name] for name in _names(cell["role"]) if name in ROLES)
    one = Listed(row.line, username, family, given, nfkc(cell["email"]), cell["unit"],
                 cell["above"], roles)  # fmt: skip
    yield one
    unknown = [name for name in _names(cell["role"]) if name not in ROLES]
    if unknown:
        known = "、".join(ROLES)
        yield Trouble(
            row.line,
            f"役割「{'、'.join(unknown)}」はありません。次のどれかにしてください: {known}。",
            f"No such role: {', '.join(unknown)}.",
        )
    yield from _mistakes(one, bool(cell["role"]))


def _mistakes(one: Listed, said: bool) -> Iterator[Trouble]:
    if not one.username:
        if one.family or said:
            yield Trouble(one.line, "利用者名がありません。", "No user name.")
        elif not one.unit:
            yield Trouble(one.line, "部署の名前がありません。", "No division.")
        return
    if len(one.username) > 150 or not all(c.isalnum() or c in "@.+-_" for c in one.username):
        words = f"利用者名「{one.username}」: 英数字と @ . + - _ だけにしてください。"
        yield Trouble(one.line, words, "That is no user name.")
    if not one.family:
        yield Trouble(one.line, f"「{one.username}」の氏名がありません。", "No name.")
    if not said:
        yield Trouble(one.line, f"「{one.username}」の役割がありません。", "No role.")
    if "E+" in one.username.upper() and one.username[:1].isdigit():
        yield Trouble(
            one.line, f"「{one.username}」: Excelが数字を縮めています。", "Damaged by Excel."
        )
    if one.email and ("@" not in one.email or " " in one.email):
        yield Trouble(one.line, f"メール「{one.email}」を確かめてください。", "No mail address.")
    if not one.unit and OF_A_DIVISION.intersection(one.roles):
        words = f"「{one.username}」の部署がありません。{one.roles[0].label}には部署が要ります。"
        yield Trouble(one.line, words, "The role needs a division.")


def _names(text: str) -> list[str]:
    for mark in ("・", ",", "/", ";"):
        text = text.replace(mark, "、")
    return [name.strip() for name in text.split("、") if name.strip()]


def _doubles(lines: Sequence[Listed]) -> Iterator[Trouble]:
    """A person may stand in several lines (two divisions), under one name only."""
    named: dict[str, Listed] = {}
    for one in lines:
        first = named.setdefault(one.username, one) if one.username else one
        if (first.family, first.given) != (one.family, one.given):
            words = f"利用者名「{one.username}」は{first.line}行目の{first.family}さんと同じです。"
            yield Trouble(one.line, words, "Two people of one user name.")


def _circles(lines: Sequence[Listed]) -> Iterator[Trouble]:
    above: dict[str, tuple[str, int]] = {}
    for one in lines:
        if not one.unit or not one.above:
            continue
        known = above.setdefault(one.unit, (one.above, one.line))
        if known[0] != one.above:
            words = f"「{one.unit}」の上の部署が{known[1]}行目では「{known[0]}」です。"
            yield Trouble(one.line, words, "Two divisions above one.")
        if _leads_back(one.unit, above):
            words = f"「{one.unit}」が自分の上の部署になっています。"
            yield Trouble(one.line, words, "A division above itself.")


def _leads_back(unit: str, above: dict[str, tuple[str, int]]) -> bool:
    at, seen = unit, {unit}
    while at in above:
        at = above[at][0]
        if at in seen:
            return True
        seen.add(at)
    return False
