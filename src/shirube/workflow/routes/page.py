"""A route as a table that people read: stages × who acts, and what is allowed there."""

from collections.abc import Iterable

from shirube.people.models import Role
from shirube.workflow.routes.model import Route, Stage

_KINDS = {"write": "記入", "approve": "決裁", "review": "意見", "finalise": "確定"}


def table(route: Route) -> list[dict[str, str]]:
    """One row a stage: 段階, 回, 種類, だれが, 日数, 決まり."""
    return [
        {
            "title": stage.title,
            "round": stage.round,
            "kind": _KINDS[stage.kind],
            "who": _who(stage),
            "days": f"{stage.days}日",
            "rules": "、".join(_rules(stage)),
        }
        for stage in route.stages
    ]


_HEAD = """\
# 道すじの一覧 / Routes

この頁は生成物です。直すときは `src/shirube/workflow/routes/*.toml` を直し、`just docs` を実行してください。
This page is generated from the route files.

道すじはプログラムではなくデータです。どの段階で、だれが、何日のうちに、何をしてよいかを決めます。
日数は閉庁日を数えません。
"""  # noqa: E501 - a line of Markdown is a paragraph
_COLUMNS = {"title": "段階", "round": "回", "kind": "すること", "who": "だれが", "days": "日数",
            "rules": "決まり"}  # fmt: skip


def routes_page(routes: Iterable[Route]) -> str:
    """Every route as a table, in Markdown."""
    return "\n".join([_HEAD, *(_section(route) for route in routes)])


def _section(route: Route) -> str:
    lines = [f"## {route.title} (`{route.key}`)", "", route.about, ""]
    lines += ["| " + " | ".join(_COLUMNS.values()) + " |", "|---" * len(_COLUMNS) + "|"]
    lines += ["| " + " | ".join(row[key] for key in _COLUMNS) + " |" for row in table(route)]
    return "\n".join(lines) + "\n"


def _names(roles: tuple[Role, ...]) -> str:
    return "・".join(role.label for role in roles)


def _who(stage: Stage) -> str:
    if stage.collective and stage.recorded_by:
        return f"会議で決定({stage.recorded_by.label}が記録)"
    if stage.kind == "review" and stage.recorded_by:
        return f"{stage.role.label}(意見は{stage.recorded_by.label}がまとめる)"
    return stage.role.label


def _rules(stage: Stage) -> list[str]:
    said = {
        f"{_names(stage.helpers)}も記入できる": bool(stage.helpers),
        f"{_names(stage.delegates)}の専決": bool(stage.delegates),
        f"{_names(stage.absence)}の代決(後閲)": bool(stage.absence),
        f"{_names(stage.joint)}の合議": bool(stage.joint),
        "文章を直せる": stage.edits,
        "提出した本人も承認できる": stage.author_may and stage.kind == "approve",
        "文書番号": stage.numbered,
        f"評語 {'・'.join(stage.marks)}": bool(stage.marks),
        "意見に回答する": stage.answered,
    }
    return [words for words, there in said.items() if there]
