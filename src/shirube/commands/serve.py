"""``shirube serve``: the pages, on this machine or for the office's network."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.wording import say

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

HELP = say("公表したページを見られるようにします。", "Serve the published pages.")
# Bytes. Somebody may paste a page into the search: the answer says what to do, in Japanese.
LONGEST_ADDRESS = 1 << 16
WORKERS = 2
THREADS = 4


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
    with installation(common(context)):
        from django.core.servers.basehttp import get_internal_wsgi_application

        tell(
            say(
                f"http://{host}:{port}/ で見られます。終わるときは Ctrl+C。",
                f"Open http://{host}:{port}/ and stop with Ctrl+C.",
            )
        )
        run(get_internal_wsgi_application(), host, port)


def run(application: "WSGIHandler", host: str, port: int) -> None:
    """The server of the platform: gunicorn needs fork, which Windows has not."""
    if sys.platform == "win32":
        from waitress import serve

        serve(application, host=host, port=port, threads=WORKERS * THREADS)
        return
    _gunicorn(application, {"bind": f"{host}:{port}", "workers": WORKERS, "threads": THREADS})


def _gunicorn(application: "WSGIHandler", options: dict[str, object]) -> None:
    """gunicorn without its command line."""
    from django.db import connections
    from gunicorn.app.base import BaseApplication
    from gunicorn.http import message

    message.MAX_REQUEST_LINE = LONGEST_ADDRESS  # what its own setting may be raised to

    class Server(BaseApplication):  # type: ignore[misc] # gunicorn carries no types
        def load_config(self) -> None:
            own = {"loglevel": "warning", "limit_request_line": LONGEST_ADDRESS}
            for name, value in {**options, **own}.items():
                self.cfg.set(name, value)

        def load(self) -> "WSGIHandler":
            return application

    connections.close_all()  # a connection must not be shared with the workers
    Server().run()
