"""The manual page of the rules, made from the rules themselves."""

from collections.abc import Iterable

from shirube.lint.check import AnyRule
from shirube.lint.contexts import CorpusContext, HistoryContext, SheetContext
from shirube.lint.model import SEVERITIES

_CONTEXTS: dict[type, str] = {
    SheetContext: "1枚のシート",
    HistoryContext: "以前の年度のシートとの比較",
    CorpusContext: "同じ団体・年度のすべてのシート",
}
_HEAD = """# 点検の規則 / Rules

このページは規則そのものから作られています(`python -m shirube.lint.manual > docs/rules.md`)。
This page is generated from the rules.

- **誤り**(error): 数の矛盾や個人情報。直すか、理由を付けて承認するまで先へ進めません。
- **要確認**(warning): 疑わしいところ。原本と照らしてください。
- **お知らせ**(notice): 知っておくとよいこと。

文面によっては、規則の重さより軽く出ることがあります(端数の範囲の差など)。

"""


def manual_page(rules: Iterable[AnyRule]) -> str:
    """Markdown: a table of all rules, then each with why and what to do, Japanese and English."""
    all_rules = list(rules)
    table = ["| 番号 | 規則 | 重さ | 見る範囲 |", "|---|---|---|---|"]
    for rule in all_rules:
        link = f"[{_without_stop(rule.explains()[0])}](#{rule.name})"
        severity = SEVERITIES[rule.severity][0]
        table.append(f"| {rule.id} | {link} | {severity} | {_CONTEXTS[rule.context]} |")
    return _HEAD + "\n".join(table) + "\n\n" + "\n".join(map(_section, all_rules))


def _section(rule: AnyRule) -> str:
    what, why, instead = rule.explains("ja")
    what_en, why_en, instead_en = rule.explains("en")
    examples = "\n".join(f"- {message.ja}" for message in rule.messages.values())
    return f"""<a id="{rule.name}"></a>
## {rule.id} {_without_stop(what)}

*{what_en}* — `{rule.name}` · {SEVERITIES[rule.severity][0]} / {rule.severity}

**なぜ** {why}

**どうする** {instead}

*Why:* {why_en}

*Instead:* {instead_en}

文面:

{examples}
"""


def _without_stop(sentence: str) -> str:
    return sentence.rstrip("。.")


def main() -> None:
    """Write the page to standard output."""
    import sys

    from shirube.lint.rules import RULES

    sys.stdout.write(manual_page(RULES.values()))


if __name__ == "__main__":
    main()
