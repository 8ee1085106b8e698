"""What an acronym looks like, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tmkit.model import Span

__all__ = ["acronyms_in", "is_acronym", "letters_of"]

# KH&CN, TP.HCM, ISO/CS/CBU, KPC-QTC, WG1, MoU, ASEAN's; plural s and possessive stay outside.
_TOKEN = regex.compile(
    r"(?<![\p{L}\p{N}#/._-])\p{Lu}[\p{L}\p{N}]*(?:[&./]\p{Lu}[\p{L}\p{N}]*|-\p{Lu}[\p{Lu}\p{N}]+)*"
    r"(?![\p{L}\p{N}]|[/.-]\p{N})"
)
# 74/2018/NĐ-CP, 1671/QĐ-TTg, QCVN 16:2019/BXD: a document number is one reference, not acronyms.
_REFERENCE = regex.compile(
    r"\p{N}+(?:/\p{N}+)*/[\p{Lu}&]+\d*(?:-\p{Lu}[\p{L}&]*)*(?:[./-][\p{Lu}\p{N}&]+)*"
    r"|(?<!\p{L})[\p{Lu}&/]{2,}(?:\s[\p{Lu}/]{2,}){0,2}\s\p{N}[\p{N}./:-]*(?:/\p{Lu}+)?"
)
# Chapters and quarters; with C, D, L and M as well many acronyms of two letters would be numerals.
_ROMAN = regex.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
# Three words in capitals in a row, or a whole line of two and more, are shouted.
_SHOUTED = regex.compile(
    r"(?:(?<![\p{L}\p{N}])\p{Lu}{2,}[\s:]+){2,}\p{Lu}{2,}(?![\p{L}\p{N}])"
    r"|(?m:^[^\p{Ll}\n]*\p{Lu}{2,}\s+\p{Lu}{2,}[^\p{Ll}\n]*$)"
)
_LONGEST = 14


def is_acronym(text: str) -> bool:
    """Whether a token has the shape of an acronym.

    Two capitals at least, as many capitals as other letters at least, no roman numeral.
    """
    stem = text.removesuffix("s")
    letters = [letter for letter in stem if letter.isalpha()]
    capitals = sum(1 for letter in letters if letter.isupper())
    return (
        capitals >= 2
        and 2 * capitals >= len(letters)
        and len(text) <= _LONGEST
        and not _ROMAN.fullmatch(text)
    )


def letters_of(acronym: str) -> str:
    """The letters and digits that stand for something, lower case, without a plural s."""
    stem = acronym[:-1] if acronym.endswith("s") and not acronym.isupper() else acronym
    return "".join(sign for sign in stem if sign.isalnum()).lower()


def acronyms_in(text: str) -> Iterator[Span]:
    """The spans of the acronyms of a text; document numbers and shouted passages are left out."""
    left_out = [
        found.span() for pattern in (_REFERENCE, _SHOUTED) for found in pattern.finditer(text)
    ]
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if found.group().endswith("s") and is_acronym(text[start : end - 1]):
            end -= 1
        inside = any(first <= start and end <= last for first, last in left_out)
        if not inside and is_acronym(text[start:end]):
            yield start, end
