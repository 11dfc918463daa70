"""Reading a file that another process is still writing."""

import multiprocessing
import time
from os import getpid, getppid
from pathlib import Path
from types import TracebackType
from typing import IO, Self

_PAUSE = 0.005  # seconds until somebody looks again whether more was written


class Finished:
    """Whether a file is written to its end, as every process forked after this one knows it."""

    def __init__(self) -> None:
        self._said = multiprocessing.Value("b", 0)
        self._writer = getpid()

    def say(self) -> None:
        """Nothing more is written. Whoever reads along waits for this, also after an error."""
        self._said.value = 1

    @property
    def is_said(self) -> bool:
        """Whether nothing more comes: the writer said so, or is gone."""
        return bool(self._said.value) or self._writer not in (getpid(), getppid())


class Following:
    """The bytes of a growing file, for ``schema.sheet.each_from_json``: a reader that is faster
    than the writer waits for it.
    """

    def __init__(self, path: Path, finished: Finished) -> None:
        self._path, self._finished = path, finished
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        self._file = self._path.open("rb")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._file is not None
        self._file.close()

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none only where the file has its end."""
        assert self._file is not None
        while True:
            is_last = self._finished.is_said  # asked before reading: what came before is read
            if (data := self._file.read(size)) or is_last:
                return data
            time.sleep(_PAUSE)
