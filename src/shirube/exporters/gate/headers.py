"""What the name of a column tells: a year, a time, a code, a unit, a number that needs no unit."""

import re
from collections.abc import Iterable

_ERA_YEAR = r"(?:令和|平成|昭和|[RHSＲＨＳ])\s*(?:元|[0-9０-９]{1,2})\s*(?:年度?)?"
_YEAR = re.compile(rf"(?:(?:18|19|20|21)\d\d(?:年度?)?|FY\s?(?:20|19)\d\d|{_ERA_YEAR})")
_YEAR_INSIDE = re.compile(
    r"(?<![0-9])(?:18|19|20|21)\d\d(?![0-9])|(?:令和|平成|昭和)\s*(?:元|[0-9０-９]{1,2})"
    r"|(?<![A-Za-z])[RHS](?:[0-9]{1,2})(?![0-9A-Za-z])"
)
_TIME = re.compile(
    r"年|月|日付|期日|時点|時期|期間|(?:^|_)(?:year|date|time|month|day|on|at)(?:$|_)|西暦|和暦",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"コード|番号|区分|電話|内線|郵便|(?:^|_)(?:no|id|code|number|tel|zip)(?:$|_)|ＩＤ|ID|No",
    re.IGNORECASE,
)
_UNITLESS = re.compile(
    r"年|月|日|番号|コード|連番|順位|順番|(?:^|_)(?:no|id|code|position|number|rank|order|year|"
    r"line|page|version|lat|lon)(?:$|_)|^no\.?$|ＩＤ|ID|No|緯度|経度|区分|電話|郵便|ページ|頁",
    re.IGNORECASE,
)
# 「(千円)」「[人]」「_yen」「件数」: a name that says its unit
_UNIT = re.compile(
    r"[(（\[［【〔].{1,12}[)）\]］】〕]|[円人件％%台戸世帯]$|(?:人|件|回|戸|台|世帯|箇所|か所|日|冊|校|館|施設|者)数"
    r"|人口|(?:_|^)(?:yen|percent|count|persons|people|hours|days|km|kg|rows|bytes|share|rate)$"
    r"|(?:金額|価格|費用|料金)[(（].+[)）]|百分率|パーセント",
    re.IGNORECASE,
)
_UNIT_COLUMN = re.compile(r"単位|(?:^|_)unit(?:s)?(?:$|_)", re.IGNORECASE)
_AREA_CODE = re.compile(
    r"(?:団体|市区町村|市町村|自治体|都道府県|地域|標準地域|行政区域)コード"
    r"|(?:^|_)(?:municipality|area|region|jis|lg|prefecture)_?code(?:$|_)",
    re.IGNORECASE,
)
_AREA_NAME = re.compile(
    r"^(?:都道府県|市区町村|市町村|自治体|団体|地域|区市町村)(?:名称?)?$|(?:都道府県|市区町村|市町村|自治体)名"
    r"|(?:^|_)(?:municipality|prefecture|area|region)(?:_name)?$",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:列|column|col|field|f|項目|data|データ|項番)[\s_]?\d+|unnamed:?[\s_]?\d*|[A-Za-z]|[\W_\d]+",
    re.IGNORECASE,
)


def is_year(text: str) -> bool:
    """The whole of it is a year: 2019, 令和元年度, R5, FY2020."""
    return bool(_YEAR.fullmatch(text.strip()))


def year_inside(name: str) -> str | None:
    """The name without its year (「2019年_実績」 → 「年_実績」), or None where it has none."""
    found = _YEAR_INSIDE.search(name)
    return None if found is None else name[: found.start()] + name[found.end() :]


def is_time(name: str) -> bool:
    """A column about time."""
    return bool(_TIME.search(name))


def is_identifier(name: str) -> bool:
    """Its digits are a name: a code, a number of order, a telephone."""
    return bool(_IDENTIFIER.search(name))


def needs_unit(name: str) -> bool:
    """Numbers under this name mean nothing without a unit that the name does not say."""
    return not is_identifier(name) and not _UNITLESS.search(name) and not _UNIT.search(name)


def is_unit(name: str) -> bool:
    """A column of units."""
    return bool(_UNIT_COLUMN.search(name))


def is_area_code(name: str) -> bool:
    """A column of codes of municipalities."""
    return bool(_AREA_CODE.search(name))


def is_area_name(name: str) -> bool:
    """A column of names of municipalities."""
    return bool(_AREA_NAME.search(name))


def is_vague(name: str) -> bool:
    """A name from which nobody can guess what stands below: 列3, Unnamed: 4, X, ---, 12."""
    bare = name.strip()
    return bool(_VAGUE.fullmatch(bare)) and not is_year(bare)


# What a column of a codebook is called → what it holds.
DOCUMENT = {
    "table": ("table", "表", "表名", "シート", "ファイル"),
    "column": ("column", "列", "列名", "項目", "項目名", "カラム", "name", "field"),
    "type": ("type", "型", "データ型"),
    "meaning": ("meaning_ja", "meaning_en", "description", "説明", "意味", "定義", "内容"),
    "unit": ("unit", "単位"),
    "unit_column": ("unit_column", "単位の列"),
    "closed": ("closed",),
    "codes": ("code_list", "codes", "選択肢", "コード表"),
    "list": ("list", "code_list", "コード表", "一覧"),
    "code": ("code", "コード", "符号", "値"),
    "item": ("item", "項目"),
    "value": ("value", "内容", "値"),
}
_DOCUMENTS = (("column", "meaning"), ("list", "code"), ("item", "value"))


def document_columns(names: Iterable[str]) -> dict[str, int]:
    """What a codebook's columns hold → their index, the first where several hold it."""
    bare = [name.strip().lower() for name in names]
    found: dict[str, int] = {}
    for what, called in DOCUMENT.items():
        at = next((bare.index(name) for name in called if name in bare), None)
        if at is not None:
            found[what] = at
    return found


def is_document(names: Iterable[str]) -> bool:
    """The columns of a codebook, a list of codes or a table of remarks about data."""
    found = document_columns(names)
    return any(found.keys() >= set(needed) for needed in _DOCUMENTS)
