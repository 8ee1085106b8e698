"""Work in several processes, results in the order of the work."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

__all__ = ["in_order", "jobs_of"]

Work = TypeVar("Work")
Result = TypeVar("Result")


def jobs_of(wanted: int | None) -> int:
    """How many processes: what the user wants, or as many as there are cores for this process."""
    if wanted:
        return wanted
    # A container may be given fewer cores than the machine has.
    has_affinity = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1


def in_order(
    function: Callable[[Work], Result], work: Iterable[Work], jobs: int
) -> Iterator[Result]:
    """function(each) for each of the work, in its order, whatever the number of processes.

    At most four results a process wait for their turn: memory does not grow with the work.
    """
    if jobs == 1:
        yield from map(function, work)
        return
    # Not forked: numpy's threads and the caller's locks do not survive a fork.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as executor:
        yield from _windowed(executor, function, work, 4 * jobs)


def _windowed(
    executor: Executor, function: Callable[[Work], Result], work: Iterable[Work], window: int
) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    try:
        for each in work:
            waiting.append(executor.submit(function, each))
            if len(waiting) >= window:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
