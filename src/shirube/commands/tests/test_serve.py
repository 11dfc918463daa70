"""Serving: a real server on a free port, what it refuses to begin with, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAM = "from shirube.commands.main import app; app()"
PATIENCE = 60  # seconds


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
        return number


def command(home: Path, port: int, **more: str) -> subprocess.Popen[str]:
    run = [sys.executable, "-c", PROGRAM, "--home", str(home), "serve", "--port", str(port)]
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.Popen(run, stderr=subprocess.PIPE, text=True, env=environ | more)


@contextmanager
def served(home: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    server = command(home, port)
    try:
        assert answer(port) == 200
        yield server
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)


def answer(port: int) -> int:
    """The status of the interface for programs, as soon as there is one."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/municipalities") as said:
                status: int = said.status
                return status
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_it_serves_until_it_is_stopped(tmp_path: Path, port: int) -> None:
    with served(tmp_path, port) as server:
        server.send_signal(signal.SIGINT)  # Ctrl+C
        _, said = server.communicate(timeout=PATIENCE)
    assert "Traceback" not in said
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_no_worker_is_left_where_the_server_was_killed(tmp_path: Path, port: int) -> None:
    with served(tmp_path, port) as server:
        server.kill()
        server.communicate(timeout=PATIENCE)  # ends when the last worker has closed its end
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/")


def test_an_address_that_is_taken_is_told(tmp_path: Path, port: int) -> None:
    with served(tmp_path, port):
        second = command(tmp_path, port)
        _, said = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    assert f"--port {port + 1}" in said


def test_a_login_that_anybody_could_imitate_is_refused(tmp_path: Path, port: int) -> None:
    refused = command(tmp_path, port, SHIRUBE_REMOTE_USER="HTTP_X_REMOTE_USER")
    _, said = refused.communicate(timeout=PATIENCE)
    assert refused.returncode == 2
    assert "HTTP_REMOTEUSER" in said
