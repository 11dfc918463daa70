"""What ``shirube serve`` serves: the application, told of the request and of nothing else.

granian puts the variables of the process among those of the request. One called ``REMOTE_USER``
would sign everybody on, so only what HTTP and WSGI say is handed on.
"""

import multiprocessing
import os
import re
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_CGI = frozenset({
    "CONTENT_LENGTH", "CONTENT_TYPE", "PATH_INFO", "QUERY_STRING", "REMOTE_ADDR", "REMOTE_PORT",
    "REQUEST_METHOD", "SCRIPT_NAME", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL",
    "SERVER_SOFTWARE",
})  # fmt: skip
_OF_REQUEST = ("HTTP_", "wsgi.")
_ONE_SPELLING = re.compile("HTTP_[A-Z0-9]+")


def only_the_request(application: "WSGIApplication") -> "WSGIApplication":
    """The application, asked without the variables of the process."""

    def asked(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        return application(
            {name: value for name, value in environ.items()
             if name in _CGI or name.startswith(_OF_REQUEST)},
            start,
        )  # fmt: skip

    return asked


def is_unmistakable(variable: str) -> bool:
    """Whether a web server in front can say this to ``shirube serve`` so that nobody else can: a
    header without hyphens. ``X_Remote_User``, which a stranger may send, becomes the same variable
    as ``X-Remote-User``.
    """
    return _ONE_SPELLING.fullmatch(variable) is not None


def application() -> "WSGIApplication":
    """For granian's workers, which end when the process that began them is gone."""
    from django.core.servers.basehttp import get_internal_wsgi_application

    begun_by = multiprocessing.parent_process()
    if begun_by is not None:
        threading.Thread(target=_end_after, args=(begun_by,), daemon=True).start()
    return only_the_request(get_internal_wsgi_application())


def _end_after(process: "BaseProcess") -> None:
    """A worker left alone would serve on, and nobody would find whom to stop."""
    process.join()
    os._exit(0)
