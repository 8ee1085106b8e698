"""Files → documents: each block cleaned, once and here alone; bilingual files taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from tmkit import ingest, lang, text
from tmkit.errors import FormatError
from tmkit.model import Block, Document

__all__ = ["Groups", "read_bilingual", "read_document"]

Groups = tuple[tuple[int, int], ...]
"""How many blocks of source and of target belong together, one group after the other."""


def read_document(path: Path, id: str, tag: str) -> Document:  # noqa: A002 # the name of the field
    """The document in a file, cleaned.

    tag: its language; "" to tell it by its letters. Raises FormatError.
    """
    document = ingest.read(path, id=id, lang=tag)
    cleaned = (Block(block.kind, text.clean(block.text), block.place) for block in document.blocks)
    blocks = tuple(block for block in cleaned if block.text.strip())
    if not blocks:
        raise FormatError("TD104", str(path))
    told = tag or text.language_of(" ".join(block.text for block in blocks)) or ""
    return replace(document, blocks=blocks, title=text.clean(document.title), lang=told)


def read_bilingual(
    path: Path,
    id: str,  # noqa: A002 # the name of the field
    languages: tuple[str, str],
) -> tuple[Document, Document, Groups]:
    """The two documents in a file that holds both languages, side by side or one after the other.

    Paragraphs that alternate and the rows of a two-column table come in the same order: a run of
    blocks in one language, then its translation. groups: the runs that belong together. Raises
    FormatError for a file in one language only.
    """
    whole = read_document(path, id, "")
    runs = [
        (side, [block for _, block in run])
        for side, run in groupby(_sided(whole, languages), key=lambda sided: sided[0])
    ]
    if len({side for side, _ in runs}) < 2:
        raise FormatError("TD111", str(path), details={"lang": whole.lang})
    blocks: tuple[list[Block], list[Block]] = ([], [])
    groups: list[list[int]] = []
    for side, run in runs:
        blocks[side].extend(run)
        # Whichever language leads, begins each group.
        if side == runs[0][0]:
            groups.append([0, 0])
        groups[-1][side] += len(run)
    source, target = (
        replace(whole, lang=tag, blocks=tuple(side), title=_title_of(side))
        for tag, side in zip(languages, blocks, strict=True)
    )
    return source, target, tuple((one, other) for one, other in groups)


def _sided(document: Document, languages: tuple[str, str]) -> Iterator[tuple[int, Block]]:
    """Each block with its side, 0 or 1; a number or a name stands on both sides, one by one."""
    sides = {lang.primary(tag): side for side, tag in enumerate(languages)}
    blocks = document.blocks
    told = [sides.get(text.language_of(block.text) or "") for block in blocks]
    # A number in front of the first row belongs to whichever language leads.
    side = 1 - next((each for each in told if each is not None), 0)
    for number, block in enumerate(blocks):
        around = blocks[max(number - 1, 0) : number] + blocks[number + 1 : number + 2]
        # The same text twice is a name, "ISO 9001", in no language.
        is_name = any(block.text == other.text for other in around)
        known = None if is_name else told[number]
        side = 1 - side if known is None else known
        yield side, block


def _title_of(blocks: list[Block]) -> str:
    return next((block.text for block in blocks if block.kind == "title"), "")
