"""The pages about an edition as a whole: plan at a glance, indicators, data, errata."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from shirube.charts.money import edition_money
from shirube.charts.words import reached
from shirube.people.city.model import Group
from shirube.portal.pages.context import Edition, kind_word
from shirube.portal.pages.data_sections import sections
from shirube.portal.pages.news import news
from shirube.portal.pages.tree import Branch, grow
from shirube.publishing.accounts import AFTER
from shirube.publishing.papers import LIST, RESULTS, VOLUME, about_all
from shirube.schema import Sheet


def home_context(edition: Edition) -> dict[str, Any]:
    """The edition's first page: what is in it, the plan as a tree with ratings."""
    page = edition.page("", "")
    sheets = edition.snapshot.sheets
    kinds = Counter(kind_word(sheet) for sheet in sheets)
    return page | {
        "counts": "、".join(f"{word}{count}枚" for word, count in kinds.items()),
        "ratings": ratings(edition, sheets),
        "indicator_share": met_share(edition, sheets),
        "money": edition_money(sheets),
        "unconfirmed": edition.unconfirmed,
        "total": len(sheets),
        "tree": None if is_long(sheets) else tree(edition, sheets, page["root"]),
        "branches": _branches(edition) if is_long(sheets) else (),
        "news": news(edition),
        "doors": _doors(edition),
        "papers": list(_papers(edition)),
        "is_first": edition.snapshot.kind == "first" and edition.snapshot.ref.accounts != AFTER,
        "reason": edition.snapshot.reason,
        "errata": edition.snapshot.errata,
        "earlier": [
            {"ref": earlier.ref, "href": f"../{earlier.ref.slug}/index.html"}
            for earlier in reversed(edition.snapshot.earlier)
        ],
    }


MOST_ON_A_PAGE = 150  # sheets; a longer plan is cut by its first branch, so that pages stay light


def is_long(sheets: Sequence[Sheet]) -> bool:
    """Whether the plan is cut into a page a branch."""
    return len(sheets) > MOST_ON_A_PAGE


def plan_contexts(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    """(path, context) of a page for each first branch of a long plan."""
    if not is_long(edition.snapshot.sheets):
        return
    for number, (name, sheets) in enumerate(_by_branch(edition).items(), 1):
        page = edition.page(f"plan/{number}/", "")
        yield (
            f"plan/{number}/index.html",
            page
            | {
                "name": name,
                "count": len(sheets),
                "ratings": ratings(edition, sheets),
                "indicator_share": met_share(edition, sheets),
                "tree": tree(edition, sheets, page["root"]),
            },
        )


def _by_branch(edition: Edition) -> dict[str, list[Sheet]]:
    found: dict[str, list[Sheet]] = {}
    for sheet in edition.snapshot.sheets:
        top = sheet.path[0] if sheet.path else None
        name = f"{top.level}{top.code or ''} {top.title}" if top else "そのほか"
        found.setdefault(name, []).append(sheet)
    return found


def _branches(edition: Edition) -> list[dict[str, Any]]:
    return [
        {"href": f"plan/{number}/index.html", "name": name, "count": len(sheets),
         "ratings": ratings(edition, sheets), "met": met_share(edition, sheets)}
        for number, (name, sheets) in enumerate(_by_branch(edition).items(), 1)
    ]  # fmt: skip


def _doors(edition: Edition) -> list[dict[str, str]]:
    """Ways in: by what somebody came for."""
    sheets = edition.snapshot.sheets
    city, up = edition.snapshot.city, "../.."
    doors = [("くらしの分野から読む", "#plan", "計画のすがたから、施策と事業をたどります。")]
    if city.topics:
        doors.append(("くらしの話題から読む", f"{up}/topics/index.html", _first(city.topics)))
    if city.committees:
        about = _first(city.committees)
        doors.append(("所管委員会から読む", f"{up}/committees/index.html", about))
    if edition.states_money:
        doors.append(("お金から読む", "money/index.html", "分野、予算の款、担当課、財源ごとの額。"))
    if any(sheet.follow_ups or sheet.issues for sheet in sheets):
        doors.append(("約束から読む", _list_page(sheets), "何をすると言い、どうなったか。"))
    doors.append(
        (
            "データで持ち帰る",
            "data/index.html",
            "Excel、CSV、JSONなどの表、列の説明、ハッシュの目録。",
        )
    )
    return [{"label": label, "href": href, "about": about} for label, href, about in doors]


def _first(groups: Sequence[Group]) -> str:
    """Some of what stands on the page that a door leads to."""
    return f"{'、'.join(one.title for one in groups[:3])}{'など' if len(groups) > 3 else ''}。"


def _papers(edition: Edition) -> Iterator[tuple[str, str]]:
    """Address and name of each paper about the whole edition."""
    if not edition.snapshot.papers:
        return
    called = {
        LIST: "一覧(1枚)",
        RESULTS: "主要な施策の成果を説明する書類",
        VOLUME: "すべてのシート",
    }
    for path, _ in about_all(edition.snapshot):
        yield path, called[path]


def _list_page(sheets: Sequence[Sheet]) -> str:
    promised = any(s.follow_ups or any(i.next_actions for i in s.issues) for s in sheets)
    return f"lists/{'promises' if promised else 'issues'}/index.html"


def tree(edition: Edition, sheets: Sequence[Sheet], root: str) -> Branch:
    """The plan over the sheets, seen from a page whose way up is ``root``."""
    leaves = ((sheet, _leaf(edition, sheet, root)) for sheet in sheets)
    return grow(leaves, edition.snapshot.city.reading_of)


def _leaf(edition: Edition, sheet: Sheet, root: str) -> dict[str, Any]:
    return {
        "href": edition.sheet_href(root, sheet),
        "code": f"{kind_word(sheet)}{sheet.code}",
        "title": sheet.title,
        "rating": edition.main_rating(sheet),
        "unconfirmed": sheet.standing == "machine_read",
        "met": _met(edition, sheet),
        "leaves": [],
    }


def _met(edition: Edition, sheet: Sheet) -> str | None:
    """「指標2つのうち1つが目標に達した」, over the indicators for which that can be told."""
    told = [
        answer.met
        for indicator in sheet.indicators
        if (answer := reached(indicator, sheet.fiscal_year, edition.rules(sheet))).met is not None
    ]
    if not told:
        return None
    return f"目標に達した指標 {len(told)}のうち{sum(map(bool, told))}"


def met_share(edition: Edition, sheets: Sequence[Sheet]) -> str | None:
    told = [
        answer.met
        for sheet in sheets
        for indicator in sheet.indicators
        if (answer := reached(indicator, sheet.fiscal_year, edition.rules(sheet))).met is not None
    ]
    every = sum(len(sheet.indicators) for sheet in sheets)
    if not told:
        return None
    return (
        f"指標は{every}件。達成を計算できる{len(told)}件のうち"
        f"{sum(map(bool, told))}件が目標に達しました。"
    )


def ratings(edition: Edition, sheets: Sequence[Sheet]) -> list[dict[str, Any]]:
    found: Counter[tuple[str, str]] = Counter()
    for sheet in sheets:
        rating = edition.main_rating(sheet)
        if rating is not None:
            found[(rating["tone"], rating["word"])] += 1
    order = {"good": 0, "mid": 1, "bad": 2, "none": 3}
    return [
        {"tone": tone, "word": word, "count": count}
        for (tone, word), count in sorted(found.items(), key=lambda item: order[item[0][0]])
    ]


def data_context(edition: Edition) -> dict[str, Any]:
    """The data files of the edition with what is in them."""
    page = edition.page("data/", "data/")
    files = ((file.path, file.size) for file in edition.snapshot.data_files)
    quality = edition.snapshot.quality
    return page | {"sections": sections(files, page["root"], "ja"), "quality": quality}


def errata_context(edition: Edition) -> dict[str, Any]:
    """What a correction or an addition changed: from what, to what, why."""
    return edition.page("errata/", None) | {"errata": edition.snapshot.errata}
