"""Work beside: the result comes back, a child that dies loses nothing."""

import multiprocessing
import os

import pytest

from shirube.commands.beside import beside


def test_result_comes_back() -> None:
    assert beside(lambda: {"error": 2})() == {"error": 2}


def test_child_that_dies_is_replaced_by_this_process() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os._exit(1)
        return 7

    assert beside(work)() == 7


def test_without_fork_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert beside(os.getpid)() == os.getpid()
