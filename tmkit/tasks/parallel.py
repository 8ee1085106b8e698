"""Work in several processes, results in the order of the work."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Protocol, TypeVar

from tmkit.errors import UsageError

__all__ = ["Map", "jobs_of", "shards_of", "workers"]

Work = TypeVar("Work")
Result = TypeVar("Result")


class Map(Protocol):
    """What the builtin `map` does, here or in many processes."""

    def __call__(
        self, function: Callable[[Work], Result], work: Iterable[Work], /
    ) -> Iterator[Result]:
        """function(each) for each of the work, in its order."""


def jobs_of(wanted: int | None) -> int:
    """How many processes: what the user wants, or as many as there are cores for this process."""
    if wanted:
        return wanted
    # A container may be given fewer cores than the machine has.
    has_affinity = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1


@contextmanager
def workers(jobs: int) -> Iterator[Map]:
    """A map over work in `jobs` processes: results in the order of the work, whatever the number.

    At most four results a process wait for their turn: memory does not grow with the work.
    """
    if jobs == 1:
        yield map
        return
    # Not forked: numpy's threads and the caller's locks do not survive a fork.
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with_parent) as executor:
        yield partial(_windowed, executor, 4 * jobs)


def _end_with_parent() -> None:
    """End this process with its parent: one that was killed never says that no work will come."""
    parent = parent_process()

    def watch() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def shards_of(work: Sequence[Work], size: int) -> list[Sequence[Work]]:
    """The work in pieces of a size; it does not depend on the number of processes."""
    return [work[start : start + size] for start in range(0, len(work), size)]


def _windowed(
    executor: Executor, window: int, function: Callable[[Work], Result], work: Iterable[Work]
) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    try:
        for each in work:
            waiting.append(executor.submit(function, each))
            if len(waiting) >= window:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise UsageError("worker-lost") from error
    finally:
        for future in waiting:
            future.cancel()
