"""Keys under which spellings of one text meet. Never stored, never exported."""

from __future__ import annotations

import unicodedata

import regex

__all__ = ["fold", "fold_loosely", "toned", "unmarked"]

# One sign for many: dashes, quotes, spaces, full-width forms. Written out, not NFKC: m² is not m2.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’‚‛′´`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000\t\n", " "),
        **{chr(code): " " for code in range(0x2000, 0x200B)},
        # Full width; its quotes and its accent fold on, once and for all.
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        "｀": "'",
        "…": "...",
        # What is drawn like đ, and what is not seen at all.
        **dict.fromkeys("ðɖ", "đ"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    }
)

# The tone stands on the second vowel in the new style (hoà, khoẻ, thuỷ), on the first in the old
# (hòa, khỏe, thủy); they differ only in open syllables. After q the u belongs to the onset: quý.
_NEW_STYLE = regex.compile(
    r"(?<o>o)(?<a>[àáảãạèéẻẽẹ])(?![\p{L}\p{M}])|(?<!q)(?<o>u)(?<a>[ỳýỷỹỵ])(?![\p{L}\p{M}])"
)
_SPACES = regex.compile(r" {2,}")
_OLD_STYLE = regex.compile(
    r"(?<o>[òóỏõọ])(?<a>[ae])(?![\p{L}\p{M}])|(?<!q)(?<o>[ùúủũụ])(?<a>y)(?![\p{L}\p{M}])",
    regex.IGNORECASE,
)
_NEW_STYLE_ANY_CASE = regex.compile(_NEW_STYLE.pattern, regex.IGNORECASE)
# Where a syllable ends in the vowel i, custom writes i or y after these onsets: kĩ, kỹ; lí, lý.
# Elsewhere the letter tells words apart (tai and tay, thui and thuy) or one of the two is right:
# quý, ý.
_Y = regex.compile(r"(?<![\p{L}\p{M}])([hklmst])([yỳýỷỹỵ])(?![\p{L}\p{M}])")
_I_OF = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))


def fold(text: str) -> str:
    """The key of a text: case, tone placement (hoà = hòa), quotes, dashes, spaces, width are one.

    So are đ and what looks like it, and what is not seen: the text of a TMX file is not clean.
    Idempotent. Different words stay different: quà and qua, hòa and hỏa, m² and m2.
    """
    if text.isascii():
        # The same, and four times as fast: half of all words are English.
        return _SPACES.sub(" ", text.lower().translate(_SIGNS)).strip()
    # Once more NFC after case folding: İ, for one, comes out decomposed.
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    text = unicodedata.normalize("NFC", text.translate(_SIGNS))
    return _SPACES.sub(" ", _NEW_STYLE.sub(_old_style, text)).strip()


def fold_loosely(text: str) -> str:
    """The key for searching and for finding duplicates: as `fold`, and kĩ = kỹ, lí = lý, Mĩ = Mỹ.

    Not for checks that compare spellings. Idempotent.
    """
    return _Y.sub(lambda found: found[1] + _I_OF[found[2]], fold(text))


def toned(text: str, style: str) -> str:
    """The text with its tones where a style has them: "old" hòa, thủy; "new" hoà, thuỷ."""
    if style == "old":
        return _NEW_STYLE_ANY_CASE.sub(_old_style, text)
    return _OLD_STYLE.sub(_new_style, text)


def _new_style(found: regex.Match[str]) -> str:
    marked = unicodedata.normalize("NFD", found["o"])
    return unicodedata.normalize("NFC", marked[0] + found["a"] + marked[1:])


def _old_style(found: regex.Match[str]) -> str:
    marked = unicodedata.normalize("NFD", found["a"])
    return unicodedata.normalize("NFC", found["o"] + marked[1:] + marked[0])


class _Bare(dict[int, str]):
    """Code point → the letters without diacritics; nothing of a mark that stands alone."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFD", chr(code))
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
        self[code] = plain = plain.replace("đ", "d").replace("Đ", "D")
        return plain


_BARE = _Bare()


def unmarked(text: str) -> str:
    """The text without diacritics, as names stand in English prose: Hà Nội → Ha Noi, Đà → Da."""
    return text if text.isascii() else text.translate(_BARE)
