"""tmkit: parallel documents in; a translation memory (TMX) and a reviewed glossary (TBX) out.

The names below are the front door; each is loaded when it is first used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tmkit.align import align, align_documents
    from tmkit.errors import TmkitError
    from tmkit.memory import open_store as open_memory
    from tmkit.model import (
        AcronymMention,
        Bead,
        Candidate,
        Concept,
        Memory,
        Segment,
        TranslationUnit,
    )
    from tmkit.tasks.building import build
    from tmkit.tasks.checking import check
    from tmkit.tasks.exchange import read_tbx, read_tmx, write_tbx, write_tmx
    from tmkit.tasks.naming import official_names
    from tmkit.tasks.quality import check_units
    from tmkit.tasks.segmenting import segment_text as segment
    from tmkit.terms import extract_terms, find_acronyms

__version__ = "0.1.0"

__all__ = [
    "AcronymMention",
    "Bead",
    "Candidate",
    "Concept",
    "Memory",
    "Segment",
    "TmkitError",
    "TranslationUnit",
    "align",
    "align_documents",
    "build",
    "check",
    "check_units",
    "extract_terms",
    "find_acronyms",
    "official_names",
    "open_memory",
    "read_tbx",
    "read_tmx",
    "segment",
    "write_tbx",
    "write_tmx",
]

_HOME = {
    "align": "tmkit.align",
    "align_documents": "tmkit.align",
    "build": "tmkit.tasks.building",
    "check": "tmkit.tasks.checking",
    "check_units": "tmkit.tasks.quality",
    "extract_terms": "tmkit.terms",
    "find_acronyms": "tmkit.terms",
    "official_names": "tmkit.tasks.naming",
    "open_memory": "tmkit.memory:open_store",
    "read_tbx": "tmkit.tasks.exchange",
    "read_tmx": "tmkit.tasks.exchange",
    "segment": "tmkit.tasks.segmenting:segment_text",
    "write_tbx": "tmkit.tasks.exchange",
    "write_tmx": "tmkit.tasks.exchange",
    "TmkitError": "tmkit.errors",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    home, _, original = _HOME.get(name, "tmkit.model").partition(":")
    return getattr(import_module(home), original or name)


class _FrontDoor(ModuleType):
    """The package itself.

    The rooms align/ and segment/ bear the names of functions of the front door; importing one would
    put the room in the function's place.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _FrontDoor
