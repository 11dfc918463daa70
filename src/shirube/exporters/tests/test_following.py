"""A reader waits for a writer that is slower, and never longer than for its end."""

import os
from pathlib import Path

import pytest

from shirube.basics.beside import beside
from shirube.exporters.following import Finished, Following

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")


def test_a_second_process_reads_all_that_is_still_to_be_written(tmp_path: Path) -> None:
    path, finished = tmp_path / "growing", Finished()
    path.touch()
    lines = [f"line {number}\n".encode() for number in range(20_000)]
    read = beside(lambda: _all_of(path, finished))
    with path.open("wb") as file:
        file.writelines(lines)
    finished.say()
    assert read() == b"".join(lines)


def test_what_is_finished_is_read_without_waiting(tmp_path: Path) -> None:
    path, finished = tmp_path / "there", Finished()
    path.write_bytes(b"all of it")
    finished.say()
    assert _all_of(path, finished) == b"all of it"


def test_nobody_waits_for_a_writer_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, finished = tmp_path / "left", Finished()
    path.write_bytes(b"half")
    # As a reader sees it whose parent has died: another process has taken it in.
    monkeypatch.setattr("shirube.exporters.following.getpid", lambda: 1000)
    monkeypatch.setattr("shirube.exporters.following.getppid", lambda: 1)
    assert _all_of(path, finished) == b"half"


def _all_of(path: Path, finished: Finished) -> bytes:
    with Following(path, finished) as growing:
        return b"".join(iter(lambda: growing.read(1000), b""))
