"""The codebook as a page for people, in Japanese and English side by side."""

from collections.abc import Iterable, Iterator
from functools import reduce

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from shirube.schema.codes import LISTS
from shirube.schema.sheet import SCHEMA_VERSION, Sheet
from shirube.schema.tables import ENCODING, TABLES
from shirube.schema.tables.columns import Column, column_of, part_of, single_of

_HEAD = f"""\
# 項目の説明 / Codebook

この頁は生成物です。直すときは `src/shirube/schema/` を直し、`just docs` を実行してください。
This page is generated. Mend `src/shirube/schema/` and run `just docs`.

- シートの形 (JSON) の版 / version of the plain sheet: {SCHEMA_VERSION}
- JSON Schema: [schema/sheet.schema.json](schema/sheet.schema.json)
- 空は0ではありません。値がないときは理由の符号 (`missing`) があります。/ Missing is never zero.
- `flags` のある値は疑わしい値です。事実として使わないでください。/ A value with flags is doubtful.
- `standing` が `machine_read` の行は「機械読取・未確認」です。/ Nobody has confirmed these.
"""
_FIELDS = ("項目 / Field", "型 / Type", "名前 / Label", "意味 / Meaning", "符号表 / Codes",
           "単位 / Unit")  # fmt: skip
_CODES = ("符号 / Code", "日本語", "English", "意味 / Meaning")


def codebook_page() -> str:
    """Every field of the plain sheet, every column of the tables, every code list."""
    return "\n".join([_HEAD, *_sheet_part(), *_tables_part(), *_encoding_part(), *_codes_part()])


def _sheet_part() -> Iterator[str]:
    yield "## シート (JSON) / The plain sheet\n"
    for model in _models(Sheet):
        yield f"### {model.__name__}\n"
        yield f"{(model.__doc__ or '').strip()}\n"
        yield _table(_FIELDS, (_field(name, info) for name, info in model.model_fields.items()))


def _models(model: type[BaseModel]) -> list[type[BaseModel]]:
    """The model and all it is made of, each once, in order of first use."""
    below = (part_of(info) or single_of(info) for info in model.model_fields.values())
    nested = [found for part in below if part for found in _models(part)]
    return list(dict.fromkeys([model, *nested]))


def _field(name: str, info: FieldInfo) -> tuple[str, ...]:
    part, single = part_of(info), single_of(info)
    if part is None and single is None:
        return _column(column_of(name, info))
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    kind = f"{single.__name__}" if single else f"{part.__name__ if part else ''} …"
    labels = f"{info.title} / {extra.get('label_en', '')}"
    return f"`{name}`", kind, labels, f"{extra.get('meaning_ja', '')} / {info.description}", "", ""


def _column(column: Column) -> tuple[str, ...]:
    codes = f"[{column.code_list}](#{_anchor(column.code_list)})" if column.code_list else ""
    must = "" if column.required or column.type == "list" else "?"
    return (
        f"`{column.name}`",
        f"{column.type}{must}",
        f"{column.label_ja} / {column.label_en}",
        f"{column.meaning_ja} / {column.meaning_en}",
        codes,
        f"[{column.unit}](#{_anchor('unit')})" if column.unit else _of_column(column),
    )


def _of_column(column: Column) -> str:
    return f"→ `{column.unit_column}`" if column.unit_column else ""


def _tables_part() -> Iterator[str]:
    yield "## 表 (CSV) / Tables\n"
    yield "型の後の `?` は、空でもよい列です。/ A `?` after the type: the cell may be empty.\n"
    for table in TABLES.values():
        yield f"### {table.name} — {table.label_ja} / {table.label_en}\n"
        yield _table(_FIELDS, (_column(column) for column in table.columns))


def _encoding_part() -> Iterator[str]:
    yield "## CSV の書き方 / How a CSV cell is written\n"
    yield (
        "UTF-8(BOM付き)、区切りはカンマ、行末は CRLF、1行目が列名、2行目からデータ。"
        "1つの表が1つのファイル。/ "
        "UTF-8 with BOM, commas, CRLF, header in row 1, data from row 2.\n"
    )
    yield _table(
        ("例 / Example", "日本語", "English"),
        ((f"`{rule.example}`" if rule.example else "", rule.ja, rule.en) for rule in ENCODING),
    )


def _codes_part() -> Iterator[str]:
    yield "## 符号表 / Code lists\n"
    for name, codes in LISTS.items():
        yield f'<a id="{_anchor(name)}"></a>\n\n### {name}\n'
        rows = (
            (f"`{code}`", entry.ja, entry.en, _both(entry.meaning_ja, entry.meaning_en))
            for code, entry in codes.items()
        )
        yield _table(_CODES, rows)


def _both(ja: str, en: str) -> str:
    return " / ".join(word for word in (ja, en) if word)


def _anchor(code_list: str | None) -> str:
    return f"codes-{code_list}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(head)]
    lines += [tuple("---" for _ in lines[0]), *map(tuple, rows)]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return reduce(lambda made, pair: made.replace(*pair), (("|", "\\|"), ("\n", " ")), text)
