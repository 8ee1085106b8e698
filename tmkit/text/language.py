"""Which of the shipped languages a text is written in: by its letters, then by its small words."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

from tmkit.text.syllables import is_syllable, is_unmarked_syllable

__all__ = ["language_of"]

_WORD = regex.compile(r"\p{L}+(?:['’]\p{L}+)?")
# Letters that only Vietnamese has; é, à and the like alone also stand in English loan words.
_VIETNAMESE = regex.compile(r"[ăâđêôơưạ-ỹ]", flags=regex.IGNORECASE)
# Frequent syllables as they are typed without marks; no English words among them.
_UNMARKED = """
    biet boi buoc cac cach canh chi chinh cho chu chua chung chuyen con cong cua cung cuoc cuoi
    da dai dang danh dau den dien dieu dinh doc doi dong dua dung duoc duong giai giao gioi giup
    hai hang hanh hien hoac hoc hoi hon khac khi khien khoi khong kien lai lam len lien loi luc
    luon moi mot nam nang nay neu ngay nghi nghiep nghiem ngoai nguoi nham nhan nhat nhieu nhu
    nhung noi nua nuoc phai phan phat phia phu qua quan quoc rang rat roi sau se tai tham thang
    thanh thay theo thi thoi thu thuc thuong tieng tien tieu tinh toi tren trinh trong truoc
    truong trung tuong tuyen va vao ve vi viec vien viet voi xuat
    """
# English words that look like Vietnamese syllables, and speak for neither for certain.
_EITHER = """
    a am an at bat bay be bin bit but buy can cap cat chat chin coach cup cut day den did dim do
    dot due eat eye fan gap gay get go got guy hang hat he hem him hit ho hop hot i in it kin
    kit lap lay let lie lit long lot man map mat may me men met mom mop my nap net no non not on
    pan pat pay pen pet pin pit pop pot put quit ran rap re rot run sat say set sin sip sit so
    son song sue sum sun tan tap tea ten than that the them then they thin this tie tip to ton
    too top toy true tun up us via ve yen yes yet
    """
# What holds English sentences together and is no Vietnamese syllable.
_ENGLISH = """
    about after all also and any are as because been before being between both by could does
    during each few for from had has have her here his how if into is its just more most nor now
    of off one only or other our out over own said same she should some such their there these
    those through under until very was we were what when where which while who why will with
    would you your
    """
# What a small word with marks weighs, and one that may be a name.
_MARKED = 3
_CAPITAL = 1
# What words weigh that have no marks: function words in any case, the others in small letters.
_FUNCTION_WORDS = frozenset(_ENGLISH.split())
# Of those that may be syllables, what begins English sentences and headings.
_LEADING = frozenset(("the", "this", "that", "they", "a", "at", "but", "in", "on"))
_ENDINGS = tuple(f"{sign}{rest}" for sign in "'’" for rest in ("s", "t", "re", "ve", "ll"))
_SYLLABLES = frozenset(_UNMARKED.split())
_WEIGHTS = dict.fromkeys(_EITHER.split(), -1) | dict.fromkeys(_SYLLABLES, 2)
# So many words that are nothing but capitalised may be a name; more are a heading, or at least a
# name that English gave: Fox News Channel.
_NAME = 2


def language_of(text: str) -> str | None:
    """The language, "vi" or "en", or None for a text of numbers, codes and names only.

    Each word weighs for a language: one with Vietnamese marks, a syllable as it is typed without
    them, an English function word, a small word that is built unlike any syllable. Capitalised
    words without marks weigh nothing, those with marks little and together no more than one: they
    may be names in a text of the other language.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    weights = [*map(_evidence, words)]
    named = None in weights
    weight = sum(filter(None, weights)) + named * _CAPITAL
    if weight or named or any(each and each > 0 for each in weights):
        return "vi" if weight >= 0 else "en"
    listed = sum(word.casefold() in _SYLLABLES for word in words)
    if 3 * listed >= len(words) > _NAME and all(map(is_unmarked_syllable, words)):
        return "vi"  # a heading in capitals, typed without marks
    # Evenly weighed; a name has nothing to weigh.
    long = [word for word in words if len(word) > 1]
    # Neither a code nor a Vietnamese name.
    foreign = sum(not (word.isupper() or is_unmarked_syllable(word.casefold())) for word in long)
    few = len(long) <= _NAME and (foreign < _NAME or len(text.split()) <= _NAME)
    is_name = not any(weights) and (not foreign or few)
    return None if is_name else "en"


@lru_cache(1 << 14)
def _evidence(word: str) -> int | None:
    """As `_weight`; None for a word with marks that may be a name."""
    return None if _is_marked_name(word) else _weight(word)


def _is_marked_name(word: str) -> bool:
    """Whether a word with Vietnamese marks may be a name: capitalised, or no syllable."""
    if word.isascii() or "’" in word:
        return False
    syllable = is_syllable(word.casefold())
    return not (syllable and word[0].islower()) and bool(syllable or _VIETNAMESE.search(word))


def _weight(word: str) -> int:
    """How much a word that is no such name speaks for Vietnamese, or, below 0, for English."""
    small = word.casefold()
    if not word.isascii() and "’" not in word:
        return _MARKED if word[0].islower() and is_syllable(small) else 0
    if small in _FUNCTION_WORDS:
        return -4
    if word[0].isupper() and small not in _LEADING:
        return -2 if small.endswith(_ENDINGS) else 0
    known = 0 if len(word) == 1 else 1 if is_unmarked_syllable(small) else -2
    return _WEIGHTS.get(small, known)
