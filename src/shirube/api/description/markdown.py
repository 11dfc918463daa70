"""The interface as a page of the documentation: docs/api.md."""

from collections.abc import Iterator

from shirube.api.asked import DEFAULT_LIMIT, MOST_ROWS, MOST_VALUES
from shirube.api.description.openapi import openapi
from shirube.api.problems import KINDS
from shirube.publishing.rows.keys import filters
from shirube.schema.tables import TABLES

_HEAD = f"""\
# API

この頁は生成物です。直すときは `src/shirube/api/description/` を直し、`just docs` を実行してください。
This page is generated. Mend `src/shirube/api/description/` and run `just docs`.

公表した版だけを、読むだけで返します。登録も鍵も要りません。貼って動かせる例は [clients.md](clients.md)、
動いているサーバーでは `/api/`(人が読むページ)、`/api/docs/`(すべての操作)、`/api/v1/openapi.json`(OpenAPI 3.1)にあります。
Published editions only, read only, no registration. Examples to copy: [clients.md](clients.md).

- 形式: `Accept` か `format=json|jsonl|csv`。`jsonl` と `csv` は、`limit` も `cursor` もなければ全部の行を続けて出す。
  / Formats by `Accept` or `format=`; without `limit`, `jsonl` and `csv` stream all rows.
- ページ: `limit` は1〜{MOST_ROWS}(省くと{DEFAULT_LIMIT})。続きは `next` のアドレス。`null` なら終わり。行が `limit` より少なくても
  続きがあることがある。/ Follow `next` until it is `null`; a page may be short of `limit`.
- 条件: 名前は列の名前。同じ条件を重ねると「どれか」({MOST_VALUES}個まで)、違う条件は「どれも」。値がない行は `empty=列,列`。
  / Filters are names of columns; repeated means any of, different ones mean all of; `empty=` asks for rows without a value.
- 列: `fields=列,列` で要る列だけ。/ Only some columns.
- 版: 省くと団体と年度ごとの最新。`edition=2024-1` または `edition=団体コード/2024-1`。取り下げた版は 410 と日付と理由。
  毎年の版が全部の年を述べる表(municipalities、editions、identity_links、target_ledger)は、省くと団体ごとに最も新しい年度の版。
  / Newest of each municipality and year unless `edition=` says which; withdrawn ones answer 410.
- 確かめ直し: `ETag` を `If-None-Match` で返すと、変わっていなければ 304。/ Conditional requests.
- 回数: `RateLimit-Policy` と `RateLimit`。越えると 429 と `Retry-After`。/ Rate limit headers.
- 小数は、印字どおりの桁を残すために文字列。値がないのは `null`、複数の値は配列。/ Decimals are text, exact as printed.
"""  # noqa: E501 - a line of Markdown is a paragraph


def api_page() -> str:
    """The page."""
    return "\n".join([_HEAD, *_operations(), "", *_tables(), "", *_problems(), ""])


def _operations() -> Iterator[str]:
    yield "## 操作 / Operations\n"
    yield "| アドレス / Address | 何を / What |\n|---|---|"
    for path, methods in openapi()["paths"].items():
        if not path.startswith("/api/v1/tables/"):
            yield f"| `{path}` | {methods['get']['summary']} |"
    yield "| `/api/v1/tables/{表}` | 表の行 / Rows of a table |"


def _tables() -> Iterator[str]:
    yield "## 表と条件 / Tables and filters\n"
    yield "列の意味は [コードブック](codebook.md)。/ Meanings: see the codebook.\n"
    yield "| 表 / Table | | 条件にできる列 / Filters |\n|---|---|---|"
    for table in TABLES.values():
        names = ", ".join(f"`{name}`" for name in filters(table))
        yield f"| `{table.name}` | {table.label_ja} / {table.label_en} | {names} |"


def _problems() -> Iterator[str]:
    yield "## 断るとき / Problems\n"
    yield "`application/problem+json`(RFC 9457)。`title`・`detail` は日本語、`title_en`・`detail_en` は英語。\n"  # noqa: E501
    yield "| 状態 | `type` の終わり | |\n|---|---|---|"
    for name, kind in KINDS.items():
        yield f"| {kind.status} | `#{name}` | {kind.ja} / {kind.en} |"
