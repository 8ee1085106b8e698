"""Which of very many concept files can bear on a few, told without reading them as TOML.

A file does where it names the id of one of them or has it, where one of its terms stands in their
texts, or where it says what they forbid. Texts are compared by their consonants alone, so that
neither case, marks, the place of a tone, i for y nor hyphens keep them apart: too many files are
read rather than too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import regex

from tmkit.model import Concept

__all__ = ["bearing_on"]

# Of a word sequence that may be a term, in words.
_LONGEST = 12
_WORD = regex.compile(r"[^\s/(),;:]+")
_CONSONANTS = b"bcfghjklmnpqrstvwxz0123456789"
_LOWER = bytes.maketrans(bytes(range(65, 91)), bytes(range(97, 123)))
# Line ends stay, and the backslash that an escaped letter begins with.
_DROPPED = bytes(set(range(256)) - set(_CONSONANTS) - set(_CONSONANTS.upper()) - set(b"\n\\"))
_KEY = b"trm"
_NOT_USED = (b'"forbidden"', b'"deprecated"', b'"superseded"')


def bearing_on(concepts: Sequence[Concept], paths: Iterable[Path]) -> Iterator[Path]:
    """The files that can bear on concepts, in their order; what cannot be opened is among them.

    paths: of concept files named by their id.
    """
    ids = re.compile(b'"(?:' + "|".join(each.id for each in concepts).encode() + b')"')
    named = {name for concept in concepts for name in (concept.id, *_references(concept))}
    texts = [_consonants(text) for concept in concepts for text in _texts(concept)]
    wanted = {_KEY + each for concept in concepts for each in _sequences(concept)}
    unused = [
        _consonants(term.text)
        for concept in concepts
        for term in concept.terms
        if term.status not in ("preferred", "admitted")
    ]
    for path in paths:
        raw = _content(path)
        shape = raw.translate(_LOWER, _DROPPED)
        if (
            not raw
            or path.stem in named
            or not wanted.isdisjoint(shape.split(b"\n"))
            or _is_odd(raw)
            or ids.search(raw)
            or (unused and any(each in shape for each in unused))
            or _says(raw, shape, texts)
        ):
            yield path


def _is_odd(raw: bytes) -> bool:
    """Whether a file says more than the consonants of its lines show.

    Escapes, inline tables, comments beside a value; full width, ligatures, ß.
    """
    # Written out: a loop takes ten times as long.
    return (
        b"\\" in raw
        or b"{" in raw
        or b'" #' in raw
        or b'"  #' in raw
        or b"\xef\xbc" in raw
        or b"\xef\xbd" in raw
        or b"\xef\xac" in raw
        or b"\xc3\x9f" in raw
    )


def _says(raw: bytes, shape: bytes, texts: Sequence[bytes]) -> bool:
    """Whether a file has a term that is not to be used, and texts use one of its terms."""
    if not any(status in raw for status in _NOT_USED):
        return False
    terms = [line[len(_KEY) :] for line in shape.split(b"\n") if line.startswith(_KEY)]
    return any(term in text for term in terms for text in texts)


def _content(path: Path) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 # half the time of Path.open
            return file.read()
    except OSError:
        return b""


def _consonants(text: str) -> bytes:
    return text.encode().translate(_LOWER, _DROPPED)


def _references(concept: Concept) -> Iterator[str]:
    yield from (*concept.broader, *concept.related, *concept.replaced_by)


def _texts(concept: Concept) -> Iterator[str]:
    yield from concept.definition.values()
    for term in concept.terms:
        yield from (term.text, term.context)


def _sequences(concept: Concept) -> Iterator[bytes]:
    """The consonants of the terms of a concept, and of all word sequences in its texts."""
    # A term without any looks like every header of a term: all files bear on it.
    yield from (_consonants(term.text) for term in concept.terms)
    for text in _texts(concept):
        words = list(filter(None, map(_consonants, _WORD.findall(text))))
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
                yield b"".join(words[start:end])
