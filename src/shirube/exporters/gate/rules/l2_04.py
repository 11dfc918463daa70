"""Choices are codes, or are always written alike.

Why: 「実施 済」 and 「実施済」 are two answers to a program.
Mend: write each choice in one way only, or use codes.
Here: choices are codes of a list; codes.csv has every list.

選択肢が、コードか、いつも同じ書き方になっている。
なぜ: 「実施 済」と「実施済」は、プログラムには2つの答えです。
直し方: 1つの選択肢は1つの書き方にそろえるか、コードにしてください。
ここでは: 選択肢は一覧のコードです。一覧は codes.csv にすべてあります。
"""

import re
import unicodedata
from collections import defaultdict

from shirube.exporters.gate.asking import noted
from shirube.exporters.gate.documents import ColumnNote, Documents
from shirube.exporters.gate.evidence import CHOICES, Column, Evidence
from shirube.exporters.gate.model import (
    Rule,
    Say,
    Spots,
    Verdict,
    beside,
    broken,
    nothing,
    unjudged,
)

rule = Rule(__name__, __doc__)

_ALIKE = Say(
    "書き方だけが違う選択肢があります。", "Choices that differ only in how they are written."
)
_UNLISTED = Say("コード表にない値です。", "Not in the list of codes.")
_FEWEST_ROWS = 3  # for each choice on the average, or a column is not one of choices
_SPACES = re.compile(r"[\s・･,，、.．()（）\-－ー]+")


@rule.judges
def judge(evidence: Evidence, documents: Documents) -> Verdict:
    """Spelling within a column, and codes against their list where the codebook names it."""
    alike, unlisted = Spots(), Spots()
    listed = open_choices = False
    for tab, column, note in noted(evidence, documents):
        known = documents.code_lists.get(note.codes) if note else None
        if known:
            listed = True
            for text in sorted(_unknown(column, note, known)):
                unlisted.add(tab.at(column.first_row, column.index), text)
        elif note is None and _is_choice(column, tab.rows):
            open_choices = True
            for group in _variants(column.choices or set()):
                alike.add(tab.at(column.first_row, column.index), " / ".join(group))
    otherwise = nothing("選択肢の列が見当たりません。", "No column of choices was found.")
    if open_choices:
        otherwise = unjudged(
            "空白や全角半角の揺れはありません。言葉の違い(取組済・取組済み)は人が確かめてください。",
            "No difference of spaces or width; whether words mean the same a person must see.",
        )
    elif listed:
        otherwise = beside(
            "すべての値がコード表にあります。", "Every value is in its list of codes."
        )
    return broken((_ALIKE, alike), (_UNLISTED, unlisted), otherwise=otherwise)


def _is_choice(column: Column, rows: int) -> bool:
    choices = column.choices
    return bool(
        choices
        and not column.is_numeric
        and len(choices) <= CHOICES
        and column.filled >= _FEWEST_ROWS * len(choices)
    )


def _unknown(column: Column, note: ColumnNote | None, known: set[str]) -> set[str]:
    """Nothing where the list may be added to: other words of such a column stand for themselves."""
    found = set() if note and note.is_open else column.choices or set()
    if note and note.type == "list":
        found = {part for text in found for part in text.split("|")}
    return found - known


def _variants(choices: set[str]) -> list[list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for text in sorted(choices):
        groups[_SPACES.sub("", unicodedata.normalize("NFKC", text)).lower()].append(text)
    return [group for group in groups.values() if len(group) > 1]
