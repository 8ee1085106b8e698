"""The characters of a text: normal form, tone marks, look-alike letters, damage."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

import regex

from tmkit.lint.marks import words_alone
from tmkit.lint.units import Pair, Side, UnitCase, UnitContext, UnitHit, UnitRule
from tmkit.text import clean, is_syllable

__all__ = ["RULES", "tone_styles"]

_SIDES: tuple[Side, Side] = ("source", "target")

_WORD = regex.compile(r"[\p{L}\p{M}]+")
# hóa, thúy; hoá, thuý: they differ in open syllables alone.
_OPEN = regex.compile(
    r"(?<![\p{L}\p{M}])[\p{L}\p{M}]*?"
    r"(?:(?P<old>[òóỏõọ][ae]|(?<!q)[ùúủũụ]y)|o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![\p{L}\p{M}])",
    flags=regex.IGNORECASE,
)


def not_composed(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """Letters that are written in pieces: no search finds them."""
    for side in _SIDES:
        text = pair.text(side)
        if not unicodedata.is_normalized("NFC", text):
            whole = unicodedata.normalize("NFC", text)
            span = _first_difference(text)
            word = unicodedata.normalize("NFC", text[slice(*span)])
            yield UnitHit(side, span, {"word": word}, fix=whole)


def _first_difference(text: str) -> tuple[int, int]:
    words = (match.span() for match in _WORD.finditer(text))
    broken = (at for at in words if not unicodedata.is_normalized("NFC", text[slice(*at)]))
    return next(broken, (0, len(text)))


def mixed_tones(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """Words of both spellings in one text: hóa beside hoá."""
    for side in _SIDES:
        text = unicodedata.normalize("NFC", pair.text(side))
        old, new = _toned(text)
        if old and new:
            one, other = (text[slice(*spans[0])] for spans in (old, new))
            span = max(old[0], new[0]) if text == pair.text(side) else None
            yield UnitHit(side, span, {"one": one, "other": other})


def tone_styles(text: str) -> tuple[list[str], list[str]]:
    """The words of a text that have their tone mark in the old place, hóa, and in the new, hoá."""
    text = unicodedata.normalize("NFC", text)
    old, new = _toned(text)
    return [text[slice(*span)] for span in old], [text[slice(*span)] for span in new]


def _toned(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where the words of either style stand in a text in NFC; names are spelt as they are."""
    old: list[tuple[int, int]] = []
    new: list[tuple[int, int]] = []
    if _OPEN.search(text):
        for match in _OPEN.finditer(words_alone(text)):
            if is_syllable(match.group()) and not _is_name(match):
                (old if match["old"] else new).append(match.span())
    return old, new


def _is_name(match: regex.Match[str]) -> bool:
    """Whether a capitalised word stands beside another one: a name, not the start of a sentence."""
    if match.group().islower():
        return False
    around = _WORD.search(match.string, match.end())
    return around is not None and around.group()[0].isupper() and not match.group().isupper()


# Letters of other alphabets that are drawn like Latin ones.
_LIKE = str.maketrans(
    "асеорхуіјѕһԁӏѵАВСЕНІЈКМОРЅТХҮοονιΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aceopxyijshdlvABCEHIJKMOPSTXYooviABEZHIKMNOPTYX",
)
_LIKE_D = str.maketrans("ðÐɖƉǎǍ", "đĐđĐăĂ")
_CARON, _D = frozenset("ǎǍ"), frozenset("ðÐɖƉ")
_ALIEN = regex.compile(r"[\p{Cyrillic}\p{Greek}]")
_GREEK = regex.compile(r"\p{Greek}")
_LATIN = regex.compile(r"\p{Latin}")


def look_alikes(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """Words in which a letter of another alphabet is drawn like the right one."""
    for side in _SIDES:
        text = unicodedata.normalize("NFC", pair.text(side))
        spans = [] if text.isascii() else list(_disguised(text))
        if spans:
            fixed = _with_latin(text, spans)
            word = text[slice(*spans[0])]
            letters = "".join(sign for sign in word if _undisguised(sign) != sign)
            signs = ", ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(letters))
            span = spans[0] if text == pair.text(side) else None
            yield UnitHit(side, span, {"word": word, "signs": signs}, fix=fixed)


def _disguised(text: str) -> Iterator[tuple[int, int]]:
    """The words that have letters in disguise."""
    # A text that has its own Cyrillic or Greek words quotes them.
    foreign = any(_ALIEN.match(sign) and _undisguised(sign) == sign for sign in text)
    vietnamese = clean(text)
    for match in _WORD.finditer(text):
        word = match.group()
        latin = bool(_LATIN.search(word))
        alien = [sign for sign in word if _ALIEN.match(sign)]
        if alien and all(_undisguised(sign) != sign for sign in alien):
            # ν and ο alone are what physics calls things.
            whole = word.islower() and not _GREEK.search(word)
            is_disguised = latin or (whole and not foreign and bool(_LATIN.search(text)))
        else:
            meant = word.translate(_LIKE_D)
            is_begun = word[0] in _D or not _CARON.isdisjoint(word)
            is_disguised = meant != word and (
                word not in vietnamese or (is_begun and is_syllable(meant))
            )
        if is_disguised:
            yield match.span()


def _undisguised(sign: str) -> str:
    return sign.translate(_LIKE).translate(_LIKE_D)


def _with_latin(text: str, spans: Iterable[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = [_undisguised(sign) for sign in letters[start:end]]
    return "".join(letters)


_MOJIBAKE = regex.compile("\ufffd|â€[™œ\x9d“”˜¦¢]|Ã[©¨ªº¡³­¢´\xa0\xad]|á»[\x80-\xbf‡™]|Ä‘|Æ°")


def damaged(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """Text that was read in a wrong encoding, and characters that nobody sees."""
    for side in _SIDES:
        text = pair.text(side)
        if text.isascii() and text.isprintable():
            continue
        cleaned = clean(text)
        if match := _MOJIBAKE.search(text):
            is_mended = not _MOJIBAKE.search(cleaned)
            fix = cleaned if is_mended else None
            yield UnitHit(side, match.span(), {"what": f"“{match.group()}”"}, fix=fix)
        elif unseen := _unseen(text, cleaned):
            place = text.index(unseen)
            details = {"what": f"U+{ord(unseen):04X}"}
            yield UnitHit(side, (place, place + 1), details, fix=cleaned)


def _unseen(text: str, cleaned: str) -> str:
    """The first control or format character that cleaning takes out; "" where there is none."""
    before, after = Counter(text), Counter(cleaned)
    lost = (sign for sign in before if before[sign] > after[sign] and sign not in "\r\v\f\x85")
    return next((sign for sign in lost if unicodedata.category(sign) in ("Cc", "Cf")), "")


RULES = (
    UnitRule(
        "TQ301",
        check=not_composed,
        bad=UnitCase.of("the scale", unicodedata.normalize("NFD", "cái cân")),
        good=UnitCase.of("the scale", "cái cân"),
    ),
    UnitRule(
        "TQ302",
        check=mixed_tones,
        bad=UnitCase.of("chemistry and culture", "hoá học và văn hóa"),
        good=UnitCase.of("chemistry and culture", "hóa học và văn hóa"),
    ),
    UnitRule(
        "TQ303",
        check=look_alikes,
        bad=UnitCase.of("the length", "độ dàі"),
        good=UnitCase.of("the length in μm", "độ dài tính bằng μm"),
    ),
    UnitRule(
        "TQ304",
        check=damaged,
        bad=UnitCase.of("the scale", "cái\u200b cân"),
        good=UnitCase.of("the scale", "cái cân"),
    ),
)
