"""Computing something in a child process while this one goes on: two cores are there."""

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

Result = TypeVar("Result")


def beside(work: Callable[[], Result]) -> Callable[[], Result]:
    """Begin ``work``; the returned function waits for its result, which comes through a pipe.

    The child shares the memory of this process by fork and must not touch the database. Where a
    system cannot fork (Windows), or the child dies, the work is done here when it is asked for.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return work
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def send() -> None:
        # With this end open here too, a send to a parent that was killed would wait for ever.
        receiver.close()
        with suppress(BrokenPipeError):
            sender.send(work())

    child = context.Process(target=send, daemon=True)
    child.start()
    sender.close()

    def wait() -> Result:
        try:
            result: Result = receiver.recv()
        except EOFError:
            result = work()
        child.join()
        return result

    return wait
