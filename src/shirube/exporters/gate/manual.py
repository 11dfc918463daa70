"""The manual page of the thirty rules, made from the rules themselves."""

from collections.abc import Iterable

from shirube.exporters.gate.model import ANY, CSV, XLSX, Rule
from shirube.exporters.gate.quality import RULES_DAY, RULES_NAME
from shirube.exporters.gate.report import LEVEL_WORDS

_HEAD = f"""# 機械可読性の規則 / Machine readability

この頁は生成物です。直すときは `src/shirube/exporters/gate/rules/` を直し、`just docs` を実行してください。
This page is generated. Mend `src/shirube/exporters/gate/rules/` and run `just docs`.

国の「{RULES_NAME}」({RULES_DAY} 決定)の30の規則を、どう確かめ、標のファイルがどう満たすかの一覧です。
番号は国の番号、言葉はここでの要約です。「必須」の規則を満たさないと、そのレベルに届きません。
The government's thirty rules of {RULES_DAY}: how they are checked, and how our own files meet them. The
numbers are the official ones, the wording is a summary of ours; without a *fatal* rule a level is not
reached.

- 自分のファイルを確かめる / check your own file: `shirube doctor --data FILE…`
- 書き出し(`shirube export`)と公表のとき、表のファイル(CSV・xlsx)はすべてこの規則で確かめられ、
  1つでも満たさないものは外に出ません。/ Every CSV and xlsx that is exported or published is checked;
  a file that breaks a rule does not go out.
- 結果は5つ / five answers: 満たす met、添えた説明で満たす met by what travels beside、満たさない broken、
  機械では判定できない not to be judged by a machine(満たすとは数えません / never counted as met)、
  対象なし does not apply。
- そばにあるものも読みます / what is read beside the file: `codebook.csv`、`codes.csv`、`about.csv`、
  `datapackage.json`、`…-metadata.json`(CSVW)、ブックの中の同じ列名のシート。
"""  # noqa: E501 - a line of Markdown is a paragraph


def readability_page(rules: Iterable[Rule]) -> str:
    """Markdown: a table a level, then each rule with why, how to mend, and how we meet it."""
    listed = list(rules)
    parts = [_HEAD]
    for level, words in LEVEL_WORDS.items():
        parts.append(f"## レベル{level} {words.ja} / Level {level}: {words.en}\n")
        parts.append(_table(rule for rule in listed if rule.level == level))
        parts += [_section(rule) for rule in listed if rule.level == level]
    return "\n".join(parts)


def _table(rules: Iterable[Rule]) -> str:
    lines = ["| 番号 | 規則 | 必須 | 対象 | 標のファイルでは |", "|---|---|---|---|---|"]
    for rule in rules:
        fatal = "必須" if rule.fatal else ""
        link = f"[{rule.title.ja}](#{rule.id.lower()})"
        lines.append(f"| {rule.id} | {link} | {fatal} | {_kinds(rule)} | {rule.here.ja} |")
    return "\n".join(lines) + "\n"


def _kinds(rule: Rule) -> str:
    return {ANY: "すべて", CSV: "CSV", XLSX: "xlsx"}.get(rule.kinds, "CSV・xlsx")


def _section(rule: Rule) -> str:
    why = rule.part("なぜ", "Why")
    return f"""<a id="{rule.id.lower()}"></a>
### {rule.id} {rule.title.ja}

*{rule.title.en}*

**なぜ** {why.ja}

**直し方** {rule.mend.ja}

**ここでは** {rule.here.ja}

*Why:* {why.en}

*Mend:* {rule.mend.en}

*Here:* {rule.here.en}
"""
