"""Small projects with candidates and a memory, as a build leaves them, for tests of the desk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from working_tree import concept

from tmkit.formats import tmx
from tmkit.model import Memory, MemoryHeader, Origin, TranslationUnit, Variant

UNITS = (
    ("tides", 1, "The tidal barrier was closed at noon.", "Đập ngăn triều được đóng lúc trưa."),
    ("tides", 2, "A tidal barrier needs two keepers.", "Một đập ngăn triều cần hai người gác."),
    ("mills", 1, "Behind the tidal barrier stands a mill.", "Sau đập ngăn triều có một cối xay."),
    ("mills", 2, "The mill pond is full.", "Ao cối xay đã đầy."),
    ("mills", 3, "Nobody owns the mill pond.", "Không ai sở hữu ao cối xay."),
    ("mills", 4, "The keeper evaluates the weir.", "Người gác đánh giá đập tràn."),
    ("tides", 3, "The tidal barrier (TB) is old.", "Đập ngăn triều (ĐNT) đã cũ."),
)
"""Document, number of the segment, and both texts."""

Pair = tuple[str, str]
BARRIER: Pair = ("tidal barrier", "đập ngăn triều")
POND: Pair = ("mill pond", "ao cối xay")
KEEPER: Pair = ("keeper", "người gác")
WEIR: Pair = ("weir", "đập tràn")


def candidate(pair: Pair, score: float = 0.5, *references: str, method: str = "pair") -> str:
    """A line of candidates.jsonl."""
    kind = {"type": "fullForm", "status": "preferred"}
    terms = [
        {"lang": tag, "term": text, **kind} for tag, text in zip(("en", "vi"), pair, strict=True)
    ]
    spans = dict(zip(("en", "vi"), pair, strict=True))
    evidence = [{"reference": each, "spans": spans} for each in references]
    row = {"score": score, "method": method, "count": len(references), "terms": terms}
    return json.dumps(row | {"evidence": evidence}, ensure_ascii=False) + "\n"


CANDIDATES = (
    candidate(BARRIER, 0.9, "tides#1", "tides#2"),
    candidate(POND, 0.8, "mills#2"),
    candidate(KEEPER, 0.7, "tides#2", method="name"),
)


def write_project(
    root: Path,
    *,
    concepts: Sequence[str] = (concept("weir", vi="đập tràn"),),
    candidates: Sequence[str] = CANDIDATES,
    files: dict[str, str] | None = None,
) -> Path:
    """A project in a folder: concepts in the glossary "house", what a build made, other files."""
    written = {f"glossaries/house/{text.split(chr(34))[1]}.toml": text for text in concepts}
    written["build/candidates.jsonl"] = "".join(candidates)
    for name, text in {**written, **(files or {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    units = [
        TranslationUnit(
            f"u{number}",
            (Variant("en", (english,)), Variant("vi", (vietnamese,))),
            Origin((document, document), (place - 1,), (place - 1,), 0.9),
        )
        for number, (document, place, english, vietnamese) in enumerate(UNITS)
    ]
    tmx.save(Memory(MemoryHeader("en"), units), root / "build" / "memory.tmx", version="0")
    return root
