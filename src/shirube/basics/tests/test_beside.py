"""Work beside: the result comes back, a child that dies loses nothing."""

import multiprocessing
import os
import signal
import subprocess
import sys

import pytest

from shirube.basics.beside import beside


def test_result_comes_back() -> None:
    assert beside(lambda: {"error": 2})() == {"error": 2}


def test_child_that_dies_is_replaced_by_this_process() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os._exit(1)
        return 7

    assert beside(work)() == 7


def test_child_of_a_killed_parent_ends() -> None:
    """A result larger than a pipe holds, and nobody left to read it."""
    program = (
        "import os, signal, sys\n"
        "from shirube.basics.beside import beside\n"
        "beside(lambda: bytes(10_000_000))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    # The child holds this pipe as long as it lives: its end is the end of the child.
    done = subprocess.run(
        [sys.executable, "-c", program], stderr=subprocess.PIPE, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGKILL


def test_without_fork_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert beside(os.getpid)() == os.getpid()
