"""``python -m shirube.commands.docs`` (``just docs``): write the generated pages anew.

A page that is generated is never edited; a test compares each file with what would be written.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from shirube.exporters.gate import RULES as READABILITY
from shirube.exporters.gate.manual import readability_page
from shirube.lint.manual import manual_page
from shirube.lint.rules import RULES
from shirube.papers.entry.manual import papers_page
from shirube.schema.documentation import codebook_page, json_schema_text

LOCALES = {"ja": "ja_JP.UTF-8", "en": "en_US.UTF-8"}
_HEAD = """\
# コマンド / Commands

この頁は生成物です。直すときは `src/shirube/commands/` を直し、`just docs` を実行してください。
This page is generated. Mend `src/shirube/commands/` and run `just docs`.

- データは標準出力、知らせは標準エラー出力に出ます。/ Data on standard output, messages on standard error.
- 終了コード: 0 済んだ、1 断ったものがある、2 使い方が違う。/ Exit status: 0 done, 1 something was refused, 2 wrong use.
- 知らせは日本語です。`LANG` が `en` で始まるときは英語です。/ Messages are Japanese unless `LANG` begins with `en`.
"""  # noqa: E501 - a line of Markdown is a paragraph


def commands_page() -> str:
    """The help of every command, in Japanese and English.

    Each language is asked of a process of its own, since a help text is chosen when it is loaded.
    """
    return "\n".join([_HEAD, *(f"## {ja}\n\n{_help(code)}" for code, ja in _PARTS.items())])


_PARTS = {"ja": "日本語", "en": "English"}


def _help(language: str) -> str:
    kept = {k: v for k, v in os.environ.items() if k not in ("SHIRUBE_HOME", "LC_MESSAGES")}
    environment = kept | {"LC_ALL": LOCALES[language], "COLUMNS": "100", "TERMINAL_WIDTH": "100"}
    done = subprocess.run(
        [sys.executable, "-m", "shirube.commands.helps"],
        env=environment, capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode("utf-8")


def _set_up() -> None:
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings")
        django.setup()


def _api_page() -> str:
    _set_up()
    from django.conf import settings
    from django.utils.module_loading import import_string

    make: Callable[[], str] = import_string(settings.SHIRUBE_API_PAGE)
    return make()


def _routes_page() -> str:
    _set_up()
    from shirube.workflow.routes import ready_routes
    from shirube.workflow.routes.page import routes_page

    return routes_page(ready_routes().values())


PAGES: dict[str, Callable[[], str]] = {
    "schema/sheet.schema.json": json_schema_text,
    "api.md": _api_page,
    "codebook.md": codebook_page,
    "commands.md": commands_page,
    "machine_readability.md": lambda: readability_page(READABILITY.values()),
    "papers.md": papers_page,
    "routes.md": _routes_page,
    "rules.md": lambda: manual_page(RULES.values()),
}


def write_pages(folder: Path) -> list[Path]:
    """Write every page below the folder."""
    written = []
    for name, make in PAGES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(), "utf-8", newline="\n")
        written.append(path)
    return written


if __name__ == "__main__":
    write_pages(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
