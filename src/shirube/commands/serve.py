"""``shirube serve``: the pages, on this machine or for the office's network."""

import os
import socket
import sys
from typing import Annotated

import typer

from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.served import application, is_unmistakable
from shirube.commands.wording import say

HELP = say("公表したページを見られるようにします。", "Serve the published pages.")
NAME = "shirube"  # of what is served, as granian asks for one
WORKERS = 2 if sys.platform != "win32" else 1  # more cannot share an address there
THREADS = 4  # of each: while one prints a paper, others answer
PATIENCE = 10  # seconds that answers may take to end when the server is stopped


def command(
    context: typer.Context,
    host: Annotated[
        str, typer.Option(metavar="HOST", help=say("待ち受けるアドレス", "Address to listen on"))
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(metavar="PORT", min=1, max=65535, help=say("ポート番号", "Port"))
    ] = 8000,
) -> None:
    """Serve until Ctrl+C."""
    check(host, port)
    with installation(common(context)):
        tell(
            say(
                f"http://{host}:{port}/ で見られます。終わるときは Ctrl+C。",
                f"Open http://{host}:{port}/ and stop with Ctrl+C.",
            )
        )
        run(host, port)


def check(host: str, port: int) -> None:
    """Tell what stands against serving there, and leave."""
    _check_login()
    _check_address(host, port)


def _check_login() -> None:
    """A login by the web server in front must not be open to imitation."""
    variable = os.environ.get("SHIRUBE_REMOTE_USER", "")
    if variable and not is_unmistakable(variable):
        tell(
            say(
                f"SHIRUBE_REMOTE_USER={variable} では始められません。利用者が、同じ変数になる"
                "ヘッダーを送れるからです。前の Web サーバーで RemoteUser のような - のない"
                "ヘッダーに入れ、HTTP_REMOTEUSER と書いてください。",
                f"Not started with SHIRUBE_REMOTE_USER={variable}: anybody could send a header "
                "that becomes this variable. Let the web server in front set a header without "
                "hyphens, such as RemoteUser, and write HTTP_REMOTEUSER.",
            )
        )
        raise typer.Exit(2)


def _check_address(host: str, port: int) -> None:
    """Workers share an address, so another server there would not be noticed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        reason = error.strerror or str(error)
        tell(
            say(
                f"{host} のポート {port} では始められません({reason})。ほかのプログラムが使って"
                f"いれば、それを終わらせるか、--port {port + 1} のように別の番号にしてください。",
                f"Cannot serve on port {port} of {host} ({reason}). If another program uses it, "
                f"end that one, or choose another number, such as --port {port + 1}.",
            )
        )
        raise typer.Exit(1) from error


def run(host: str, port: int) -> None:
    """Serve until somebody stops it (decision 0018)."""
    from django.db import connections
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    # The workers are forked with everything loaded, but must not share a connection.
    application()
    connections.close_all()
    Server(
        NAME,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.warning,
    ).serve(target_loader=application, wrap_loader=False)
