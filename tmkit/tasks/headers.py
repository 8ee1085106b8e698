"""What every result says of itself: how it was made, and what was left out of it."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import tmkit
from tmkit import messages
from tmkit.align import SIGNATURE
from tmkit.model import MemoryHeader
from tmkit.settings import Settings
from tmkit.tasks import segmenting

__all__ = ["memory_header", "signature"]


def signature(settings: Settings) -> str:
    """What the results depend on beside the input, so that they can be made again."""
    version = ".".join(tmkit.__version__.split(".")[:2])
    rules = segmenting.signature(settings)
    return f"tmkit:{version}|seg:{rules}|align:{SIGNATURE}|clean:1"


def memory_header(settings: Settings) -> MemoryHeader:
    """The header of a memory: languages, signature, and the filter in words."""
    note = messages.message("memory-filter", "en", at_least=f"{settings.at_least:.2f}")
    return MemoryHeader(settings.source, _created(), signature(settings), (note,))


def _created() -> str:
    """SOURCE_DATE_EPOCH as a TMX date; without it none: the same input gives the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return f"{datetime.fromtimestamp(int(epoch), UTC):%Y%m%dT%H%M%SZ}" if epoch.isdigit() else ""
