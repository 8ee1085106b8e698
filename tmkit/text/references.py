"""References to segments of a corpus: `document#n`, n from 1."""

from __future__ import annotations

import regex

__all__ = ["document_of", "is_reference"]

_REFERENCE = regex.compile(r"(?!.*://)(?P<document>[^\s#](?:[^#]*[^\s#])?)#(?P<number>\d+)")


def is_reference(source: str) -> bool:
    """Whether a source has the form `document#n`; a citation and a web address have not."""
    return _REFERENCE.fullmatch(source) is not None


def document_of(reference: str) -> str:
    """The document of a reference, "" of anything else."""
    found = _REFERENCE.fullmatch(reference)
    return found["document"] if found else ""
