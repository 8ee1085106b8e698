"""The same work on many machines: dask's distributed as one more `Map`.

All machines see the project and its output under the same path. Nothing but names of files goes
over the network: what is read and what comes of it lies in files.
"""

from __future__ import annotations

import os
import pydoc
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import tmkit
from tmkit.errors import UsageError
from tmkit.tasks.parallel import Map, windowed

__all__ = ["cluster_workers"]

_LOCAL = "local:"
_RETRIES = 3
_PATIENCE_SECONDS = 10

Work = TypeVar("Work")
Result = TypeVar("Result")


@contextmanager
def cluster_workers(address: str, folder: Path) -> Iterator[Map]:
    """A map over work on the workers of a scheduler, or of "local:N" on N processes of this one.

    folder: one in which all of them must find the same files. Raises UsageError where there is no
    scheduler or worker, or one that has another tmkit or does not see the folder.
    """
    with _client(address) as client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise UsageError("no-workers", details={"address": address})
        _demand_version(client)
        _demand_folder(client, folder)
        executor = client.get_executor(retries=_RETRIES)
        here = Path.cwd()

        def submit(function: Callable[[Work], Result], each: Work) -> Future[Result]:
            future: Future[Result] = executor.submit(partial(_at, here, function), each)
            return future

        yield partial(windowed, submit, 4 * threads)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise UsageError("no-distributed") from error
    number = address.removeprefix(_LOCAL)
    if address.startswith(_LOCAL) and not (number.isdecimal() and int(number)):
        raise UsageError("cluster-address", details={"address": address})
    if address.startswith(_LOCAL):
        with (
            LocalCluster(int(number), threads_per_worker=1, dashboard_address=None) as local,
            Client(local) as client,
        ):
            yield client
        return
    try:
        client = Client(address, timeout=_PATIENCE_SECONDS)
    except (OSError, ValueError) as error:
        raise UsageError("no-scheduler", details={"address": address}) from error
    with client:
        yield client


def _at(folder: Path, function: Callable[[Work], Result], each: Work) -> Result:
    """function(each) in the folder where the command was given: paths may be relative to it."""
    if Path.cwd() != folder:
        os.chdir(folder)
    return function(each)


def _demand_version(client: Any) -> None:  # noqa: ANN401 # not annotated itself
    # Of the standard library: whatever the workers have, they have this.
    found: dict[str, Any] = client.run(pydoc.locate, "tmkit.__version__")
    for worker, version in found.items():
        if version != tmkit.__version__:
            details = {"worker": worker, "version": version or "–", "own": tmkit.__version__}
            raise UsageError("worker-version", details=details)


def _demand_folder(client: Any, folder: Path) -> None:  # noqa: ANN401 # not annotated itself
    found: dict[str, bool] = client.run(os.path.isdir, str(folder))
    for worker, is_there in found.items():
        if not is_there:
            details = {"worker": worker, "folder": folder}
            raise UsageError("folder-not-shared", details=details)
