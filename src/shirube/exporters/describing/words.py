"""Title, description and keywords of data in both languages; catalogues and pages say the same."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from shirube.basics.fiscal_year import in_english, in_print
from shirube.exporters.describing.model import Catalogue, Dataset
from shirube.schema.codes import label


class Both(NamedTuple):
    """The same in Japanese and English."""

    ja: str
    en: str


EARLY = Both(
    "決算の認定前の版です。金額は変わることがあります。",
    "Published before the assembly approved the accounts. Amounts may change.",
)
RIGHTS = Both(
    "公共データ利用規約(第1.0版)またはクリエイティブ・コモンズ 表示 4.0 国際で利用できます。",
    "Available under the Public Data License 1.0 (Japan) or CC BY 4.0.",
)
_HOLDS = Both(
    "指標の目標値と実績値、事業の金額、評価と理由、課題と今後の取組、自由記述を、"
    "1行に1つの値を置いた表にしています。値のない欄には理由の符号、疑いのある値には印があります。",
    "Targets and results of indicators, costs of projects, ratings with their reasons, issues and "
    "next actions, and texts, as tables with one value a row. An empty value has a code that says "
    "why; a doubtful one is flagged.",
)
_KEYWORDS = (
    Both("行政評価", "policy evaluation"),
    Both("指標", "performance indicators"),
    Both("目標値", "targets"),
    Both("決算", "settlement of accounts"),
    Both("自治体", "local government"),
)


def title(dataset: Dataset) -> Both:
    """見本市 令和6年度(2024)の行政評価."""
    one, years = dataset.of_one, dataset.contents.years
    if dataset.own_title:
        return Both(dataset.own_title, dataset.own_title)
    name = one.name if one else "複数の団体"
    english = f"{one.name} ({one.code})" if one else "several municipalities"
    if not years:
        return Both(f"{name}の計画と指標", f"Plan and indicators of {english}")
    first, last = years[0], years[-1]
    when = Both(in_print(first), in_english(first))
    if first != last:
        when = Both(f"{when.ja}から{in_print(last)}", f"{when.en} to {in_english(last)}")
    return Both(f"{name} {when.ja}の行政評価", f"Policy evaluation of {english}, {when.en}")


def series_title(dataset: Dataset) -> Both:
    """Of all years of the municipality."""
    one = dataset.of_one
    name, english = (one.name, f"{one.name} ({one.code})") if one else ("", "")
    return Both(f"{name}の行政評価(各年度)", f"Policy evaluation of {english}, every year")


def series_description(dataset: Dataset) -> Both:
    """What the years have in common."""
    said = series_title(dataset)
    return Both(
        f"{said.ja}。年度ごとに1つのデータセットです。表の形は毎年同じです。",
        f"{said.en}. One dataset a fiscal year; the tables have the same layout in every year.",
    )


def catalogue_title(catalogue: Catalogue) -> Both:
    """Of whoever publishes."""
    of = catalogue.publisher
    if of is None:
        return Both("行政評価のデータ", "Data of policy evaluation")
    return Both(f"{of.name}の行政評価のデータ", f"Data of policy evaluation of {of.name}")


def catalogue_description(catalogue: Catalogue) -> Both:
    """What is found in it."""
    said = catalogue_title(catalogue)
    return Both(
        f"{said.ja}の目録です。団体と年度ごとに1つのデータセットがあり、最新の版を示します。",
        f"{said.en}: one dataset a municipality and fiscal year, each in its newest edition.",
    )


def description(dataset: Dataset) -> Both:
    """What is in it, what is not certain, what came later."""
    return Both(
        "".join(said.ja for said in _described(dataset)),
        " ".join(said.en for said in _described(dataset)),
    )


def _described(dataset: Dataset) -> Iterator[Both]:
    contents, said = dataset.contents, title(dataset)
    kinds = _counted(contents.kinds)
    if kinds.ja:
        yield Both(
            f"{said.ja}のシート{contents.sheets}枚({kinds.ja})のデータです。",
            f"{said.en}: {contents.sheets} evaluation sheets ({kinds.en}).",
        )
    else:
        yield Both(f"{said.ja}のデータです。", f"{said.en}.")
    yield _HOLDS
    if contents.unconfirmed:
        word = Both(label("standing", "machine_read"), label("standing", "machine_read", "en"))
        yield Both(
            f"{contents.unconfirmed}枚は「{word.ja}」です。",
            f"{contents.unconfirmed} sheets are {word.en}.",
        )
    if dataset.early:
        yield EARLY
    if dataset.reason:
        yield Both(f"この版の理由: {dataset.reason}", f"Reason for this edition: {dataset.reason}")


def _counted(kinds: Mapping[str, int]) -> Both:
    return Both(
        "、".join(f"{label('kind', kind)} {count}枚" for kind, count in kinds.items()),
        ", ".join(f"{label('kind', kind, 'en')}: {count}" for kind, count in kinds.items()),
    )


def keywords(dataset: Dataset) -> tuple[Both, ...]:
    """Words to be found by."""
    kinds = (Both(label("kind", k), label("kind", k, "en")) for k in dataset.contents.kinds)
    names = (Both(one.name, one.name) for one in dataset.contents.municipalities)
    return (*_KEYWORDS, *kinds, *names)
