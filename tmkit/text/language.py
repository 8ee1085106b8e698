"""Which of the shipped languages a text is written in, by its letters."""

from __future__ import annotations

import unicodedata

import regex

__all__ = ["language_of"]

# Letters with the marks of Vietnamese; é, à and the like alone also stand in English loan words.
_VIETNAMESE = regex.compile(r"[ăâđêôơưạ-ỹ]", flags=regex.IGNORECASE)
_WORD = regex.compile(r"\p{L}+")


def language_of(text: str) -> str | None:
    """The language, "vi" or "en", or None for a text without words of two letters (numbers, codes).

    Vietnamese when one word in ten bears a letter that only Vietnamese has: every page does, and a
    few Vietnamese names in an English page do not reach it.
    """
    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if len(word) > 1]
    if not words:
        return None
    marked = sum(1 for word in words if _VIETNAMESE.search(word))
    return "vi" if 10 * marked >= len(words) else "en"
