"""The page of the manual that lists what a template may say; made from the code."""

from collections.abc import Iterator

from shirube.papers.entry.template import packaged_papers
from shirube.papers.entry.vocabulary import FACTS, SPREADS, TABLES

_HEAD = """\
# 書類のひな形 / Paper templates

この頁は生成物です。直すときは `src/shirube/papers/entry/` を直し、`just docs` を実行してください。
This page is generated. Mend `src/shirube/papers/entry/` and run `just docs`.

書類は1つのTOMLファイルです。`src/shirube/papers/kinds/` のファイルを
`$SHIRUBE_HOME/papers/` に写して直すと、同じ `id` の書類はそちらが使われます。
`id` とファイルの名前を変えると、新しい書類になります。
使い方は[管理者の手引き](manual_administrator.md)にあります。

A paper is one TOML file. A copy in `$SHIRUBE_HOME/papers/` takes the place of the packaged
paper with its `id`; with another `id` and file name it is a paper of its own.
"""
_KEYS = """\
## ファイルに書くこと

| 場所 | 語 | 意味 |
|---|---|---|
| はじめ | `id` | 書類の符号。ファイルの名前と同じにします |
| | `title` `lead` | 題と、その下の1文 |
| | `landscape` | `true` なら横長 |
| | `money_unit` | `千円` か `円` |
| | `one_year` | `true` なら、1団体・1年度のシートだけで作ります |
| | `overview` | `true` なら、はじめに総括(同じ事業を1度だけ数えた額)を置きます |
| `[wording]` | `absent` | シートにない項目に書く文 |
| | `blank` | 表の、その行にだけ記載がない欄に書く語 |
| | `empty` | 様式にあって、まだ何も書かれていない表に書く文 |
| `[[sections]]` | `title` `caption` | 見出しと、表の前の説明。`{unit}` は金額の単位になります |
| | `facts` | 項目の並び: `{ label = "担当", take = "units" }` |
| | `table` `columns` | 表と列の並び: `{ head = "事業", take = "name", width = 3 }` |
| | `no_rows` | 行がないときの文 |
| 項目と列 | `take` | 何を載せるか(下の語) |
| | `head` | 列の見出し。`{year}` は年度になります |
| | `width` | 列の幅の割合 |
| | `year` | 評価対象年度から数えた年(`-1` は前年度) |
| | `since = "budget"` | 評価を反映できる最初の予算の年度から数えます |
| | `stage` | 金額の段階(`settlement` など)。いくつか並べると、先にあるものを載せます |
| | `item` | 費目(`total` `national` `personnel` など) |
| | `of` `of_year` | 比べる相手の段階と年 |
| | `measure` | 指標の種別(`target` `actual` など) |
"""


def papers_page() -> str:
    """Markdown: the papers that come with the product, and the vocabulary."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield _HEAD
    yield "## 付いている書類\n"
    yield "| 符号 | 書類 |\n|---|---|"
    for one in packaged_papers().values():
        yield f"| `{one.id}` | {one.title} |"
    yield f"\n{_KEYS}"
    yield "## 項目(facts)に使える語\n\n| 語 | 載せるもの |\n|---|---|"
    for word, (called, _) in FACTS.items():
        yield f"| `{word}` | {called} |"
    yield "| `attributes.語` `narratives.語` `ratings.語` | 様式のその項目(語は様式の `path`) |"
    for name, table in TABLES.items():
        yield f"\n## 表 `{name}`: {table.called}\n\n| 語 | 載せるもの |\n|---|---|"
        for word, (called, _) in table.columns.items():
            yield f"| `{word}` | {called} |"
    yield f"\n列がいくつにもなる語: {'、'.join(f'`{word}`' for word in SPREADS)}。\n"
