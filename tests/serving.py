"""A memory server of the tests' own: a process, and where it listens."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

__all__ = ["served"]


@contextmanager
def served(store: Path | str, *options: str, add: Path | None = None) -> Iterator[str]:
    """A server of a store on a free port, HOST:PORT. add: a file whose units come in first."""
    command = [sys.executable, "-m", "tmkit", "memory"]
    if add:
        filling = [*command, "add", str(add), "--store", str(store)]
        subprocess.run(filling, check=True, capture_output=True)
    with subprocess.Popen(
        [*command, "serve", "--store", str(store), "--port", "0", *options],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    ) as server:
        assert server.stdout is not None
        try:
            yield urlsplit(server.stdout.readline().strip()).netloc
        finally:
            server.terminate()
