"""Nothing but the request reaches the application, and a login cannot be imitated."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from shirube.commands.served import is_unmistakable, only_the_request


def test_variables_of_the_process_stay_out() -> None:
    seen: dict[str, Any] = {}

    def start(*said: Any) -> Callable[[bytes], object]:
        raise AssertionError(said)  # the answer of this test is not begun

    def application(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        seen.update(environ)
        return [b"answer"]

    request = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "hyoka", "wsgi.input": None}
    of_process = {"REMOTE_USER": "mihon", "PATH": "/bin", "DATABASE_URL": "secret"}
    asked = only_the_request(application)
    assert asked(of_process | request, start) == [b"answer"]
    assert seen == request


@pytest.mark.parametrize(
    ("variable", "is_safe"),
    [("HTTP_REMOTEUSER", True), ("HTTP_X_REMOTE_USER", False), ("REMOTE_USER", False)],
)
def test_a_header_has_one_spelling(variable: str, is_safe: bool) -> None:
    assert is_unmistakable(variable) == is_safe
