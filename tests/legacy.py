"""Text as the bytes of an encoding from before Unicode: the slow way back, for the tests."""

from __future__ import annotations

import unicodedata
from functools import cache

from tmkit.text import decode

_MARKS = "øùõûïâàáãåäêèéüúë"
_SINGLE = "ìíóæòôöîñÌÍÓÆÒÔÖÎÑ"


def encoded(text: str, name: str) -> bytes:
    """The bytes that `decode` reads as the text; small letters where TCVN3 has no capitals."""
    if name == "windows-1258":
        return b"".join(map(_windows_1258, unicodedata.normalize("NFC", text)))
    table = _letters(name)
    return b"".join(
        table.get(sign) or table[sign.lower()] for sign in unicodedata.normalize("NFC", text)
    )


@cache
def _letters(name: str) -> dict[str, bytes]:
    if name == "vni":
        found = [chr(code) for code in range(0x80)] + list(_SINGLE)
        found += [base + mark for base in "aeouyôöAEOUYÔÖ" for mark in _MARKS]
        raws = [sign.encode("cp1252") for sign in found]
    else:
        raws = [bytes([byte]) for byte in range(0x100)]
    letters: dict[str, bytes] = {}
    for raw in raws:
        try:
            letters.setdefault(decode(raw, name), raw)
        except UnicodeDecodeError:
            continue
    return letters


def _windows_1258(sign: str) -> bytes:
    try:
        return sign.encode("cp1258")
    except UnicodeEncodeError:
        letters = unicodedata.normalize("NFD", sign)
        tone = next(each for each in letters if each in "\u0300\u0301\u0303\u0309\u0323")
        return (unicodedata.normalize("NFC", letters.replace(tone, "")) + tone).encode("cp1258")
