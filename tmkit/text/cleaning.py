"""The one repair that text gets before it is stored."""

from __future__ import annotations

import unicodedata

import regex

from tmkit.text.mojibake import without_mojibake

__all__ = ["clean"]

_NEWLINE = regex.compile(r"\r\n?|[\v\f\u0085\u2028\u2029]")
# Format and control characters and what is no character at all: no reader sees them. Tab and line
# feed separate and stay. So do the number signs of Arabic, which are seen, and what holds an emoji
# or a letter together: joiners within emoji and within scripts that join their letters, and the
# tags of a flag.
_INVISIBLE = regex.compile(
    r"""
    (?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\u20E3]) \u200D
    (?=\p{Extended_Pictographic}) (*SKIP)(*FAIL)
    | (?<=[[\p{L}\p{M}]--[\p{Latin}\p{Greek}\p{Cyrillic}\p{Common}\p{Inherited}]])
    [\u200C\u200D] (?=[\p{L}\p{M}--[\p{Latin}\p{Inherited}]]) (*SKIP)(*FAIL)
    | (?<=\U0001F3F4) [\U000E0020-\U000E007E]+ \U000E007F (*SKIP)(*FAIL)
    | [[\p{Cc}\p{Cf}\p{Noncharacter_Code_Point}]--[\t\n\p{Prepended_Concatenation_Mark}]]
    """,
    flags=regex.VERSION1 | regex.VERBOSE,
)
# Whether anything of this has to be looked at closely.
_SUSPECT = regex.compile(
    r"[[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029]--[\t\n]]",
    flags=regex.VERSION1,
)

# NFC puts marks of different places in order, not these: hat or breve upon a letter with its tone.
_HAT_BEHIND = regex.compile(r"([áàảãéèẻẽóòỏõ])\u0302|([áàảã])\u0306", flags=regex.IGNORECASE)

# Letters that only Vietnamese has among the languages of the look-alikes.
_VIETNAMESE = regex.compile(r"[ăâđêôơưạ-ỹàãèìĩòõùũ]", flags=regex.IGNORECASE)
# Eth and African D are drawn like đ. Vietnamese has đ only where a syllable begins, Icelandic has
# eth nowhere at the beginning of a word: the place tells them apart.
_LOOKALIKE = regex.compile(r"(?<![\p{L}\p{M}])(?=[\p{L}\p{M}]*?[ðÐƉɖ])[\p{L}\p{M}]++")
_LOOKALIKES = frozenset("ðɖÐƉ")
_D_OF = str.maketrans("ðɖÐƉ", "đđĐĐ")
_SYLLABLE = regex.compile(r"[ðÐƉɖ](?:[a-eghik-vxyăâđêôơưạ-ỹáàãéèíìĩóòõúùũý])+", regex.IGNORECASE)
# QÐ, NÐ-CP, HÐND: an abbreviation has no vowels, an Icelandic name in capitals has.
_ABBREVIATION = regex.compile(r"[ÐƉĐB-DF-HJ-NP-TV-XZ]{2,}")
_ITEM = regex.compile(r"(?<=^[ \t]*)ð(?=[.)]\s)", flags=regex.MULTILINE)


def clean(text: str) -> str:
    """The text as it is stored: NFC, without invisible and control characters, đ written as đ.

    Line ends, vertical tabs and form feeds become line feeds. Quotes, dashes, no-break spaces, tone
    placement, compatibility characters (², ½, №, µ) and emoji stay as they are. UTF-8 that was
    read as windows-1252 is repaired where that is certain (`without_mojibake`). Of surrogates, a
    pair becomes its character, a lone one U+FFFD, since no file can hold it. Cleaning twice
    changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    while True:
        cleaned = _tidy(without_mojibake(text))
        # What was taken out may have stood between the halves of mojibake. Ends, for it shortens.
        if cleaned == text or without_mojibake(cleaned) == cleaned:
            return cleaned
        text = cleaned


def _tidy(text: str) -> str:
    if _SUSPECT.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = _INVISIBLE.sub("", _NEWLINE.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    if _HAT_BEHIND.search(text):
        text = unicodedata.normalize("NFC", _HAT_BEHIND.sub(_hat_first, text))
    if not _LOOKALIKES.isdisjoint(text) and _VIETNAMESE.search(text):
        text = _ITEM.sub("đ", _LOOKALIKE.sub(_with_d, text))
    return text


def _hat_first(found: regex.Match[str]) -> str:
    letter = unicodedata.normalize("NFD", found.group()[0])
    return letter[0] + found.group()[1] + letter[1]


def _with_d(found: regex.Match[str]) -> str:
    word = found.group()
    if _ABBREVIATION.fullmatch(word):
        return word.translate(_D_OF)
    return word[0].translate(_D_OF) + word[1:] if _SYLLABLE.match(word) else word
