"""What a field is called where it is spoken of away from the form: in a list, in a message."""

from shirube.basics.fiscal_year import in_era
from shirube.schema import Cost, Indicator, Project, Rating, Sheet, Value
from shirube.schema.codes import label


def of_project(one: Project) -> str:
    """``0102 児童館運営事業``."""
    return _together(one.code, one.name) or "名前のない事業"


def of_cost(cost: Cost, whose: str) -> str:
    """``0102 児童館運営事業 令和7年度 決算(千円)``; ``whose`` is "" for the sheet's own costs."""
    item = "" if cost.item == "total" and whose else label("item", cost.item)
    words = (whose or "費用", _year(cost.fiscal_year), label("stage", cost.stage), item)
    return f"{_together(*words)}({cost.unit or '円'})"


def of_value(one: Indicator, value: Value) -> str:
    """``① 利用者数 令和7年度 実績``."""
    said = label("measure", value.measure)
    return _together(one.no, one.name, _year(value.fiscal_year), said)


def of_rating(one: Rating, called: str) -> str:
    """``総合評価(前期・所管課)``; ``called`` is the form's label."""
    details = "・".join(word for word in (one.period, one.by) if word)
    return f"{called}({details})" if details else called


def numbers(sheet: Sheet) -> dict[str, str]:
    """What every cell of numbers is called, by its ``at``."""
    found = {v.at: of_value(one, v) for one in sheet.indicators for v in one.values}
    found |= {c.at: of_cost(c, of_project(one)) for one in sheet.projects for c in one.costs}
    found |= {cost.at: of_cost(cost, "") for cost in sheet.costs}
    return {at: words for at, words in found.items() if at}


def _year(year: int | None) -> str:
    return f"{in_era(year)}年度" if year is not None else ""


def _together(*words: str | None) -> str:
    return " ".join(word for word in words if word)
