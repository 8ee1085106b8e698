"""What an acronym looks like, in English and Vietnamese."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

import regex

from tmkit.model import Span

__all__ = [
    "acronyms_in",
    "is_acronym",
    "is_numeral",
    "is_reference",
    "letters_of",
    "singular",
    "tokens_in",
]

# KH&CN, TP.HCM, ISO/CS/CBU, KPC-QTC, WG1, MoU, MoUs, ASEAN's; words like Vinh
# are passed at once, initials like U.S. are left to the brackets.
_TOKEN = regex.compile(
    r"(?<![\p{L}\p{N}#&/._-]|_\s)(?!\p{Lu}\.\p{Lu}(?!\p{L}))\p{Lu}(?!\p{Ll}+(?![\p{L}\p{N}&./-]))[\p{L}\p{N}]*"
    r"(?:[&./]\p{Lu}[\p{L}\p{N}]*|-\p{Lu}[\p{Lu}\p{N}]+)*(?:-\p{N}{1,2}(?![\p{L}\p{N}]))?"
    r"(?![\p{L}\p{N}$]|\s?_|[/.-]\p{N})"
)
_ANY_TOKEN = regex.compile(r"(?<![\p{L}\p{N}#&/._-])[\p{L}\p{N}]+(?:[&./-][\p{L}\p{N}]+)*")
# A document number is one reference, not acronyms.
_REFERENCE = regex.compile(
    # 74/2018/NĐ-CP, 1671/QĐ-TTg.
    r"(?<![\p{N}/])\p{N}++(?:/\p{N}++)*+/[\p{Lu}&]+\d*(?:-\p{Lu}[\p{L}&]*)*(?:[./-][\p{Lu}\p{N}&]+)*"
    # QCVN 16:2019/BXD, TCVN 8-2, ISO 9001; but "COP 6" and "APEC 2017" are acronym and number.
    r"|(?<![\p{L}&/])[\p{Lu}&/]{2,20}(?:\s[\p{Lu}/]{2,20}){0,2}\s"
    r"(?:\p{N}+[:/-]\p{N}|(?!(?:19|20)\p{N}{2}(?!\p{N}))\p{N}{3})[\p{N}./:-]*(?:/\p{Lu}+)?"
    # E/CN.6/2013/3, ST/SGB/262.
    r"|(?<![\p{L}\p{N}])\p{Lu}[\p{L}.-]{0,20}\d*(?:/[\p{L}\p{N}.()-]{1,20}){0,6}"
    r"/[\p{L}.]{0,20}\d[\p{L}\p{N}./()-]*"
)
# [LG16]: the key of a book in a list of references.
_KEY = regex.compile(r"\[\s?\p{Lu}\p{L}*\+?\p{N}{2}\s?\]")
# Chapters and quarters; with C, D, L and M as well many acronyms of two letters would be numerals.
_ROMAN = regex.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
# Three words in capitals in a row, two with a long one, or a line of two and more, are shouted.
_SHOUTED = regex.compile(
    r"(?:(?<![\p{L}\p{N}])\p{Lu}{2,}[\s:]+){2,}\p{Lu}{2,}(?![\p{L}\p{N}])"
    r"|(?m:^[^\p{Ll}\n]*\p{Lu}{2,}\s+\p{Lu}{2,}[^\p{Ll}\n]*$)"
    r"|(?<![\p{L}\p{N}])(?:\p{Lu}{7,}[\s,]+\p{Lu}{2,}|\p{Lu}{2,}[\s,]+\p{Lu}{7,})(?![\p{L}\p{N}])"
)
# XR500, LG456789, L4Y9: the number of a product or project; not SEALS100, LGM1993, H2O.
_CODE = regex.compile(
    r"\p{Lu}{1,2}-?\p{N}{3,}\p{L}*|\p{L}+-?(?!(?:19|20)\p{N}{2}$)\p{N}{4,}\p{L}*|.*\p{N}\p{L}+\p{N}.*"
)
_NAMED_PART = regex.compile(r"(?<=^\p{Lu}+/\p{Lu}+)/\p{Lu}\p{Ll}+$")
_LONGEST, _LONGEST_WORD, _LONGEST_PATH = 14, 8, 30
# Acronyms are made of letters; a tone mark makes the syllable of a shouted word: ĐỀ, KIẾN.
_TONES = regex.compile("[\u0300\u0301\u0303\u0309\u0323]")
# Letters of formulae.
_MATHEMATICAL = regex.compile("[\\p{Greek}\U0001d400-\U0001d7ff]")


def is_acronym(text: str) -> bool:
    """Whether a token has the shape of an acronym.

    Two capitals at least, as many capitals as other letters at least, no roman numeral. Of a path
    of acronyms, ISO/CS/Governance, the last part may be a word.
    """
    if len(text) > _LONGEST_PATH:
        return False
    stem = (_NAMED_PART.sub("", text) if "/" in text else text).removesuffix("s")
    letters = [letter for letter in stem if letter.isalpha()]
    capitals = sum(1 for letter in letters if letter.isupper())
    return (
        capitals >= 2
        and 2 * capitals >= len(letters)
        and len(stem) <= (_LONGEST_WORD if stem.isupper() and stem.isalpha() else _LONGEST)
        and not is_numeral(text)
        and not (text[-1].isdigit() and _CODE.fullmatch(text))
        and (text.isascii() or not _is_shouted_or_mathematical(text))
    )


def _is_shouted_or_mathematical(text: str) -> bool:
    return bool(_TONES.search(unicodedata.normalize("NFD", text)) or _MATHEMATICAL.search(text))


def is_reference(text: str) -> bool:
    """Whether a token is the number of a document."""
    return bool(_REFERENCE.fullmatch(text))


def is_numeral(text: str) -> bool:
    """Whether a token is a roman numeral, as chapters and quarters have it."""
    return bool(_ROMAN.fullmatch(text))


def singular(acronym: str) -> str:
    """An acronym without the plural or possessive s that it has in a text: MoUs, IBC's."""
    stem = regex.sub(r"[’']s?$", "", acronym)
    return stem[:-1] if stem.endswith("s") and not stem.isupper() else stem


def letters_of(acronym: str) -> str:
    """The letters and digits that stand for something, lower case, without a plural s."""
    return "".join(sign for sign in singular(acronym) if sign.isalnum()).lower()


def acronyms_in(text: str) -> Iterator[Span]:
    """The spans of the acronyms of a text; document numbers and shouted passages are left out.

    A plural s belongs to the acronym in the text, a possessive one does not.
    """
    return _outside(text, _TOKEN, is_acronym, (_REFERENCE, _KEY, _SHOUTED))


def tokens_in(text: str, fits: Callable[[str], bool]) -> Iterator[Span]:
    """The spans of the tokens that fit, of any shape, outside document numbers."""
    return _outside(text, _ANY_TOKEN, fits, (_REFERENCE, _KEY))


def _outside(
    text: str,
    pattern: regex.Pattern[str],
    fits: Callable[[str], bool],
    hidden: tuple[regex.Pattern[str], ...],
) -> Iterator[Span]:
    inside = bytearray(len(text))
    for each in hidden:
        for found in each.finditer(text):
            start, end = found.span()
            inside[start:end] = b"\1" * (end - start)
    for found in pattern.finditer(text):
        start, end = found.span()
        if fits(found.group()) and not (inside[start] and inside[end - 1]):
            yield start, end
