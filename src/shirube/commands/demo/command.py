"""``shirube demo``: the fictional city in ``./shirube-demo``, read, checked, published, served."""

import os
import shutil
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from shirube.commands.common import Common, tell
from shirube.commands.installation import installation
from shirube.commands.serve import check, run
from shirube.commands.wording import say

HELP = say(
    "架空の見本市の3年分を ./shirube-demo に用意し、http://127.0.0.1:8000/ で見せます。",
    "Build the fictional city in ./shirube-demo and serve it on http://127.0.0.1:8000/.",
)
HOME = Path("shirube-demo")
MARKER = "this-folder-is-made-by-shirube-demo"


def command(
    serve: Annotated[
        bool,
        typer.Option("--serve/--no-serve", help=say("用意したあと見せる", "Serve when built")),
    ] = True,
    port: Annotated[
        int, typer.Option(metavar="PORT", min=1, max=65535, help=say("ポート番号", "Port"))
    ] = 8000,
) -> None:
    """Build afresh, say what there is to see, serve until Ctrl+C."""
    if serve:
        check("127.0.0.1", port)
    _clear()
    os.environ.pop("DATABASE_URL", None)  # the demo never touches a real database
    os.environ["SHIRUBE_SECOND_FACTOR"] = "off"  # so that it can be tried with a password
    given = Common(home=HOME)
    with installation(given):
        (HOME / MARKER).touch()
        from shirube.people.actors import system
        from shirube.sample.building import PERSON, build
        from shirube.sample.money import build_money
        from shirube.sample.office import open_office
        from shirube.sheets.forms import library

        build(library(), tell=_say_year)
        build_money(system(PERSON))
        open_office(date.today())  # noqa: DTZ011 - the day of the person who looks
        _say_what_there_is(port)
        if serve:
            run("127.0.0.1", port)


def _say_year(year: int) -> None:
    tell(say(f"令和{year - 2018}年度の評価を取り込み、公表しています…", f"Building {year} …"))


def _clear() -> None:
    """Remove an earlier demo; refuse to touch any other folder of that name."""
    if not HOME.exists():
        return
    if not (HOME / MARKER).is_file():
        tell(
            say(
                f"{HOME} は見本がつくったフォルダではないので、消さずに止まりました。"
                "名前を変えるか、別のフォルダで実行してください。",
                f"{HOME} was not made by the demo and stays as it is. Rename it, or run the "
                "demo in another folder.",
            )
        )
        raise typer.Exit(1)
    shutil.rmtree(HOME)


def _say_what_there_is(port: int) -> None:
    from shirube.sample.office import PASSWORD, PEOPLE

    base = f"http://127.0.0.1:{port}/999997"
    password, people = (
        PASSWORD,
        "".join(
            f"  {name:8} {role.label}{f'({unit})' if unit else ''}\n"
            for name, (_, role, unit) in PEOPLE.items()
        ),
    )
    tell(
        say(
            "見本市ができました。\n"
            f"  公表版の一覧            {base}/\n"
            f"  話題から、委員会から     {base}/topics/ {base}/committees/\n"
            f"  施策のページ            {base}/2024/program/32/\n"
            f"  指標のページ(目標の変更) {base}/e/2024-1/program/32/indicator/1/\n"
            f"  訂正と正誤              {base}/e/2023-2/errata/\n"
            f"職員画面 http://127.0.0.1:{port}/desk/ (パスワードはどれも {password})\n{people}"
            "終わるときは Ctrl+C。",
            "The city is ready.\n"
            f"  editions                       {base}/\n"
            f"  by topic, by committee         {base}/topics/ {base}/committees/\n"
            f"  a program                      {base}/2024/program/32/\n"
            f"  an indicator (changed target)  {base}/e/2024-1/program/32/indicator/1/\n"
            f"  a correction with errata       {base}/e/2023-2/errata/\n"
            f"The office http://127.0.0.1:{port}/desk/ (password of all: {password})\n{people}"
            "Stop with Ctrl+C.",
        )
    )
