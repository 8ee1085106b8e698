"""The one repair that text gets before it is stored."""

from __future__ import annotations

import unicodedata

import regex

__all__ = ["clean"]

# Format and control characters, which no reader sees; tab and newline separate and stay.
_INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}--[\t\n]]", flags=regex.VERSION1)
_NEWLINE = regex.compile(r"\r\n?|[\u0085\u2028\u2029]")

# Letters that only Vietnamese has among the languages of the look-alikes.
_VIETNAMESE = regex.compile(r"[ăâđêôơưạ-ỹàãèìĩòõùũ]", flags=regex.IGNORECASE)
# Eth and African D are drawn like đ. Vietnamese has đ only where a syllable begins, Icelandic has
# eth nowhere at the beginning of a word: the place tells them apart.
_LOOKALIKE = regex.compile(r"(?<![\p{L}\p{M}])[ðÐƉɖ](?=\p{L})")
_D_OF = {"ð": "đ", "ɖ": "đ", "Ð": "Đ", "Ɖ": "Đ"}


def clean(text: str) -> str:
    """The text as it is stored: NFC, without invisible and control characters, đ written as đ.

    Line ends become line feeds. Quotes, dashes, no-break spaces, tone placement and compatibility
    characters (², ½, №, µ) stay as they are. Cleaning twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", _NEWLINE.sub("\n", text)))
    if _LOOKALIKE.search(text) and _VIETNAMESE.search(text):
        text = _LOOKALIKE.sub(lambda found: _D_OF[found.group()], text)
    return text
