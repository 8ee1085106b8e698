"""UTF-8 that was read as windows-1252: “TiÃªu chuáº©n” for “Tiêu chuẩn”."""

from __future__ import annotations

import regex

from tmkit.text.syllables import is_syllable

__all__ = ["without_mojibake"]

# The byte of each sign; the five bytes without one, and those that a program took for Latin-1, came
# out as control characters.
_BYTE_OF = {chr(byte): byte for byte in range(0x100)} | {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_BEHIND = "".join(sign for sign, byte in _BYTE_OF.items() if 0x80 <= byte < 0xC0)
# A byte that begins a letter or a sign of Vietnamese text, and one that goes on.
_SUSPECT = regex.compile(rf"[ÂÃÄÅÆÌáâ][{regex.escape(_BEHIND)}]")
# White space ends a run; a no-break space does not: it is the second byte of à.
_RUN = regex.compile(r"[^ \t\r\n]+")
_WORD = regex.compile(r"\p{L}+")
# What stands between ASCII signs.
_PIECE = regex.compile(r"[A-Za-z[^\x00-\x7f]]+", flags=regex.VERSION1)
_QUOTES = "“”‘’«»„‚‹›–—…•\u00a0"
_LETTERS = "ăâđêôơưàáãèéìíĩòóõùúũý" + "".join(map(chr, range(0x1EA1, 0x1EFA)))
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_SIGNS = frozenset("“”‘’–—…\u00a0•«»")
_VIETNAMESE = frozenset(_LETTERS + _LETTERS.upper() + _MARKS)


def without_mojibake(text: str) -> str:
    """The text with its runs of mojibake as they were meant, where that is certain; else as it is.

    Certain is a run (up to white space) whose signs are all bytes of windows-1252, whose bytes are
    UTF-8 of nothing beyond ASCII but Vietnamese letters and typographic signs, and whose words are
    Vietnamese syllables then and were none before. One such run shows what happened to the text:
    its other runs are repaired without a look at the syllables they become (Đắk, signs alone).
    """
    if not _SUSPECT.search(text):
        return text
    if not any(_is_certain(run) for run in _RUN.findall(text)):
        return text
    alone = all(sign in _BYTE_OF for sign in text)
    return _RUN.sub(lambda run: _repaired(run.group(), alone=alone), text)


def _is_certain(run: str) -> bool:
    words = [word for word in _WORD.findall(_meant(run)) if not word.isascii()]
    return bool(words) and all(map(is_syllable, words)) and not _is_right(run)


def _repaired(run: str, *, alone: bool) -> str:
    """The run as it was meant; among letters that are no bytes, only when it was not right."""
    return (_meant(run) if alone or not _is_right(run) else "") or run


def _is_right(run: str) -> bool:
    """Whether a word of the run is a syllable as it stands: XÃ before a closing quote, «cá»."""
    pieces = (piece for piece in _PIECE.findall(run) if not piece.isascii())
    return any(is_syllable(piece.strip(_QUOTES)) for piece in pieces)


def _meant(run: str) -> str:
    """What the bytes of a run say in UTF-8, "" where they are no UTF-8 of Vietnamese."""
    if not _SUSPECT.search(run) or any(sign not in _BYTE_OF for sign in run):
        return ""
    try:
        meant = bytes(_BYTE_OF[sign] for sign in run).decode("utf-8")
    except UnicodeDecodeError:
        return ""
    known = all(sign.isascii() or sign in _VIETNAMESE or sign in _SIGNS for sign in meant)
    return meant if known else ""
