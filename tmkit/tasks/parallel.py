"""Work in several processes, results in the order of the work; a process that dies is replaced."""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from signal import SIG_IGN, SIGINT, signal
from threading import Thread, active_count, local
from typing import BinaryIO, Protocol, TypeVar, cast

from tmkit.errors import TmkitError, UsageError

__all__ = [
    "Apart",
    "Lost",
    "Map",
    "forked",
    "in_turn",
    "jobs_of",
    "shards_of",
    "windowed",
    "workers",
]

# Fewer things are done before a process has been forked and its results are sent.
_WORTH_A_FORK = 2_000
# Work that ends so many processes has ended them itself.
_TRIES = 3

Work = TypeVar("Work")
Result = TypeVar("Result")
Lost = Callable[[Work, str], Result]
"""What stands for the result of work that fails, and why it failed; "" where its process ended."""


class Map(Protocol):
    """What the builtin `map` does, here, in many processes or on many machines."""

    def __call__(
        self,
        function: Callable[[Work], Result],
        work: Iterable[Work],
        /,
        lost: Lost[Work, Result] | None = None,
    ) -> Iterator[Result]:
        """function(each) for each of the work, in its order.

        lost: what stands for the result of work that always ends its process, or raises what is no
        TmkitError; without it, an error is raised: UsageError for work that ends its process.
        """


def jobs_of(wanted: int | None) -> int:
    """How many processes: what the user wants, or as many as there are cores for this process."""
    if wanted:
        return wanted
    # A container may be given fewer cores than the machine has.
    has_affinity = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1


def in_turn(
    function: Callable[[Work], Result],
    work: Iterable[Work],
    /,
    lost: Lost[Work, Result] | None = None,
) -> Iterator[Result]:
    """As `Map` says, in this process."""
    for each in work:
        yield _settled(partial(function, each), each, lost)


@contextmanager
def workers(jobs: int) -> Iterator[Map]:
    """A map over work in `jobs` processes: results in the order of the work, whatever the number.

    At most four results a process wait for their turn: memory does not grow with the work.
    """
    if jobs == 1:
        yield in_turn
        return
    processes = _Processes(jobs)
    try:
        yield partial(windowed, processes.submit, 4 * jobs)
    finally:
        processes.end()


class _Processes:
    """Threads that have a process each: when one dies, it is known what it was doing."""

    def __init__(self, jobs: int) -> None:
        self._threads = ThreadPoolExecutor(jobs)
        self._own = local()
        self._all: list[ProcessPoolExecutor] = []

    def submit(self, function: Callable[[Work], Result], each: Work) -> Future[Result]:
        """function(each), again in a new process when one dies; in the end BrokenProcessPool."""
        return self._threads.submit(self._run, function, each)

    def end(self) -> None:
        """End when what has begun is done."""
        self._threads.shutdown(cancel_futures=True)
        for pool in self._all:
            pool.shutdown()

    def _run(self, function: Callable[[Work], Result], each: Work) -> Result:
        for trial in range(_TRIES):
            try:
                return self._pool().submit(function, each).result()
            except BrokenProcessPool:
                self._own.pool = None
                if trial + 1 == _TRIES:
                    raise
        raise AssertionError

    def _pool(self) -> ProcessPoolExecutor:
        pool: ProcessPoolExecutor | None = getattr(self._own, "pool", None)
        if pool is None:
            # Not forked: numpy's threads and the caller's locks do not survive a fork.
            pool = ProcessPoolExecutor(
                1, mp_context=get_context("spawn"), initializer=_end_with_parent
            )
            self._own.pool = pool
            self._all.append(pool)
        return pool


def _end_with_parent() -> None:
    """End this process with its parent: one that was killed never says that no work will come."""
    parent = parent_process()

    def watch() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def windowed(
    submit: Callable[[Callable[[Work], Result], Work], Future[Result]],
    window: int,
    function: Callable[[Work], Result],
    work: Iterable[Work],
    /,
    lost: Lost[Work, Result] | None = None,
) -> Iterator[Result]:
    """As `Map` says, of what is submitted elsewhere, at most `window` of it at a time."""
    waiting: deque[tuple[Work, Future[Result]]] = deque()
    try:
        for each in work:
            waiting.append((each, submit(function, each)))
            if len(waiting) >= window:
                yield _next(waiting, lost)
        while waiting:
            yield _next(waiting, lost)
    finally:
        for _, future in waiting:
            future.cancel()


def _next(waiting: deque[tuple[Work, Future[Result]]], lost: Lost[Work, Result] | None) -> Result:
    each, future = waiting.popleft()
    return _settled(future.result, each, lost)


def _settled(call: Callable[[], Result], each: Work, lost: Lost[Work, Result] | None) -> Result:
    try:
        return call()
    except TmkitError:
        raise
    except CancelledError as error:
        raise UsageError("scheduler-lost") from error
    except Exception as error:
        # Of distributed, which need not be there.
        ended = isinstance(error, BrokenProcessPool) or type(error).__name__ == "KilledWorker"
        if lost:
            return lost(each, "" if ended else f"{type(error).__name__}: {error}")
        if ended:
            raise UsageError("worker-lost") from error
        raise


def shards_of(work: Sequence[Work], size: int) -> list[Sequence[Work]]:
    """The work in pieces of a size; it does not depend on the number of processes."""
    return [work[start : start + size] for start in range(0, len(work), size)]


class Apart:
    """Calls of functions in a process each, of low priority, while this one goes on.

    The process ends with the call, and gives back what memory it took.
    """

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._is_closed = False

    def __call__(self, function: Callable[..., Result], /, *arguments: object) -> Result:
        """What a function gives, or raises. Raises UsageError where its process was ended."""
        context = get_context("spawn")
        reading, writing = context.Pipe(duplex=False)
        process = context.Process(target=_told, args=(writing, function, arguments), daemon=True)
        with reading:
            process.start()
            self._process = process
            writing.close()
            if self._is_closed:
                process.terminate()
            try:
                result = reading.recv()
            except EOFError as error:
                raise UsageError("worker-lost") from error
            finally:
                process.join()
        if isinstance(result, BaseException):
            raise result
        return cast("Result", result)

    def close(self) -> None:
        """End the call that is under way, and all that come."""
        self._is_closed = True
        if self._process and self._process.is_alive():
            self._process.terminate()


def _told(pipe: Connection, function: Callable[..., object], arguments: Sequence[object]) -> None:
    """Send what a function gives, or raises."""
    _end_with_parent()
    # Who stops the program with Ctrl-C stops the process that asked.
    signal(SIGINT, SIG_IGN)
    os.nice(10)
    result: object
    try:
        result = function(*arguments)
    except TmkitError as error:
        result = error
    with pipe:
        pipe.send(result)


def forked(
    function: Callable[[Sequence[Work]], list[Result]], work: Sequence[Work]
) -> list[Result]:
    """What a function makes of work, in the order of the work; of much work on all cores.

    The processes are forked and see all that there is: nothing but results is sent. For work
    without numpy, where no other thread runs; elsewhere the function is called once, here.
    """
    jobs = jobs_of(None)
    if len(work) < _WORTH_A_FORK or jobs == 1 or active_count() > 1 or not hasattr(os, "fork"):
        return function(work)
    first, *rest = shards_of(work, -(-len(work) // jobs))
    children = [_fork(partial(function, each)) for each in rest]
    results = function(first)
    for number, pipe in children:
        with pipe:
            result = pickle.load(pipe)  # noqa: S301 # written by this program's own fork
        os.waitpid(number, 0)
        if isinstance(result, BaseException):
            raise result
        results += result
    return results


def _fork(function: Callable[[], list[Result]]) -> tuple[int, BinaryIO]:
    """The number of a child process, and the pipe in which its results, or its error, come."""
    reading, writing = os.pipe()
    number = os.fork()
    if number:
        os.close(writing)
        return number, os.fdopen(reading, "rb")
    # Whatever happens, the child ends here: it must not go on with the parent's work.
    try:
        os.close(reading)
        result: object
        try:
            result = function()
        except BaseException as error:  # noqa: BLE001 # raised again by the parent
            result = error
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(result, pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)
