"""Files → documents: each block cleaned, once and here alone; bilingual files taken apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from tmkit import ingest, lang, text
from tmkit.errors import FormatError
from tmkit.model import Block, Document

__all__ = ["Groups", "read_bilingual", "read_document"]

Groups = tuple[tuple[int, int], ...]
"""How many blocks of source and of target belong together, one group after the other."""


def read_document(
    path: Path,
    id: str,  # noqa: A002 # the name of the field
    tag: str,
    *,
    encoding: str = "",
    on_warning: Callable[[FormatError], None] = lambda _warning: None,
) -> Document:
    """The document in a file, cleaned.

    tag: its language; "" to tell it by its letters. encoding, on_warning: as in `ingest.read`.
    Raises FormatError.
    """
    document = ingest.read(path, id=id, lang=tag, encoding=encoding, on_warning=on_warning)
    guess = text.guess_of_font("\n".join(block.text for block in document.blocks))
    if guess and guess.is_convincing:
        on_warning(FormatError("TD114", str(path), details=guess.evidence))
        document = _drawn(document, guess.name)
    cleaned = (Block(block.kind, text.clean(block.text), block.place) for block in document.blocks)
    blocks = tuple(block for block in cleaned if block.text.strip())
    if not blocks:
        raise FormatError("TD104", str(path))
    told = tag or text.language_of(" ".join(block.text for block in blocks)) or ""
    return replace(document, blocks=blocks, title=text.clean(document.title), lang=told)


def _drawn(document: Document, encoding: str) -> Document:
    """The document as fonts of an encoding from before Unicode draw its letters."""
    blocks = tuple(
        replace(block, text=text.from_font(block.text, encoding)) for block in document.blocks
    )
    return replace(document, blocks=blocks, title=text.from_font(document.title, encoding))


def read_bilingual(
    path: Path,
    id: str,  # noqa: A002 # the name of the field
    languages: tuple[str, str],
    *,
    encoding: str = "",
    on_warning: Callable[[FormatError], None] = lambda _warning: None,
) -> tuple[Document, Document, Groups]:
    """The two documents in a file that holds both languages, side by side or one after the other.

    Paragraphs that alternate and the rows of a two-column table come in the same order: a run of
    blocks in one language, then its translation. groups: the runs that belong together. Raises
    FormatError for a file in one language only.
    """
    whole = read_document(path, id, "", encoding=encoding, on_warning=on_warning)
    told = _told(whole.blocks, languages)
    if not {0, 1} <= set(told):
        raise FormatError("TD111", str(path), details={"lang": whole.lang})
    sides = _sides(told)
    blocks: tuple[list[Block], list[Block]] = ([], [])
    for side, block in zip(sides, whole.blocks, strict=True):
        blocks[side].append(block)
    source, target = (
        replace(whole, lang=tag, blocks=tuple(side), title=_title_of(side))
        for tag, side in zip(languages, blocks, strict=True)
    )
    return source, target, _groups(sides)


def _told(blocks: tuple[Block, ...], languages: tuple[str, str]) -> list[int | None]:
    """The side of each block by its letters, 0 or 1; None for numbers and names."""
    sides = {lang.primary(tag): side for side, tag in enumerate(languages)}
    told: list[int | None] = []
    for number, block in enumerate(blocks):
        around = blocks[max(number - 1, 0) : number] + blocks[number + 1 : number + 2]
        # The same text twice is a name, "ISO 9001", in no language.
        is_name = any(block.text == other.text for other in around)
        told.append(None if is_name else sides.get(text.language_of(block.text) or ""))
    return told


def _sides(told: list[int | None]) -> list[int]:
    """The side of each block; numbers and names stand on both, one by one.

    Where one of them comes first, the language leads that gives the more even groups.
    """
    known = [side for side in told if side is not None]
    leads = (known[0], 1 - known[0]) if told[0] is None else (known[0],)
    return min((_sides_led(told, lead) for lead in leads), key=_unevenness)


def _sides_led(told: list[int | None], lead: int) -> list[int]:
    sides: list[int] = []
    side = 1 - lead
    for known, following in zip(told, [*told[1:], None], strict=True):
        # "2", "Weighbridge", "Cân ô tô": what stands before a translation is its source.
        guess = lead if following == 1 - lead else 1 - side
        side = guess if known is None else known
        sides.append(side)
    return sides


def _groups(sides: list[int]) -> Groups:
    """How many blocks of each side belong together; whichever leads, begins each group."""
    groups: list[list[int]] = []
    for side, run in groupby(sides):
        if side == sides[0]:
            groups.append([0, 0])
        groups[-1][side] += sum(1 for _ in run)
    return tuple((one, other) for one, other in groups)


def _unevenness(sides: list[int]) -> int:
    return sum(abs(one - other) for one, other in _groups(sides))


def _title_of(blocks: list[Block]) -> str:
    return next((block.text for block in blocks if block.kind == "title"), "")
