"""Where a name begins in a language whose names begin with their head noun (Tổ chức …)."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from tmkit.lexicon import LanguageFacts
from tmkit.lexicon.initials import initials_run

__all__ = ["end_by_stop", "is_native", "start_by_head", "start_by_stop"]

_MOST_SYLLABLES = 12
_MARKED = regex.compile(r"[\p{Latin}--\p{ASCII}]", regex.V1)


def start_by_head(
    words: Sequence[str],
    folded: list[str],
    letters: str,
    facts: LanguageFacts,
    *,
    named: bool = False,
) -> int | None:
    """The word where the name begins: where the initials begin if they fit, else at a head noun.

    named: the head must have a capital.
    """
    nouns = dict(_beginnings(folded, facts.nouns))
    # A single syllable in lower case is mostly a part of another word: "thư viện", "cán bộ"; so is
    # any in a shouted heading, "NHIỆM VỤ".
    heads = {
        number: syllables
        for number, syllables in _beginnings(folded, facts.heads)
        if (syllables > 1 or words[number].istitle())
        and (words[number][0].isupper() or not named)
        and nouns.get(number, 0) <= syllables
    }
    fitting = initials_run(folded, letters, facts.inner)
    if fitting is not None:
        # "Tổng cục Tiêu chuẩn … (TCĐLCL)": the letters leave the head noun out, the name does not.
        near = [head for head, syllables in heads.items() if head + syllables == fitting]
        return near[-1] if near else fitting
    if named and not heads:
        return None
    numbered = [head for head in heads if letters[-1].isdigit() and folded[head] in facts.numbered]
    if numbered:
        start: int | None = numbered[-1]
    elif heads:
        start = _capital_head(words, folded, list(heads), facts)
    else:
        start = _named_in(words, _outermost(folded, list(nouns), facts))
    # Two syllables stand for a letter; what is much longer begins with the verb of its sentence.
    longest = 2 * len(letters) + 2
    is_name = start is not None and words[start][0].isupper()
    return start if start is None or is_name or len(words) - start <= longest else None


def _named_in(words: Sequence[str], noun: int | None) -> int | None:
    """The noun, or the name it brings: "mô hình Kiểm định cân"."""
    if noun is None:
        return None
    names = (
        number
        for number in range(noun + 1, len(words) - 1)
        if words[number].istitle() and not words[number].isascii()
    )
    return next(names, noun)


def _outermost(folded: list[str], nouns: list[int], facts: LanguageFacts) -> int | None:
    """The noun that holds the last one: "hệ thống lưu trữ cơ sở dữ liệu"."""
    start = None
    for noun in reversed(nouns):
        if start is not None and not facts.stops.isdisjoint(folded[noun:start]):
            break
        start = noun
    return start


def start_by_stop(
    words: Sequence[str], folded: list[str], letters: str, facts: LanguageFacts
) -> int | None:
    """The word where a term begins that has no head: after the last word no term goes on over.

    A clause that begins with a capital and has no such word is a term as a whole. A term has as
    many syllables as its acronym letters at least, and three.
    """
    start = len(words)
    while start > 0 and not _parts(folded, start - 1, facts):
        start -= 1
        if words[start].istitle() and not words[start].isascii():
            break
    return start if max(3, len(letters)) <= len(words) - start <= _MOST_SYLLABLES else None


def end_by_stop(words: Sequence[str], folded: list[str], facts: LanguageFacts) -> int | None:
    """The word after a name that begins with the first word, its head noun, in capitals."""
    heads = _beginnings(folded[:4], facts.heads)
    if not heads or heads[0][0] > 0 or not words[0][0].isupper():
        return None
    stops = facts.stops - facts.links
    end = next((number for number, word in enumerate(folded) if word in stops), len(words))
    return end if 3 <= end <= _MOST_SYLLABLES else None


def _parts(folded: list[str], number: int, facts: LanguageFacts) -> bool:
    """Whether no term goes on over a word; it may in "trên các", "giữa một"."""
    before = folded[number - 1] if number else ""
    return folded[number] in facts.stops and (before not in facts.inner or before in facts.stops)


def is_native(words: Sequence[str]) -> bool:
    """Whether half of the words at least have a letter that English has not."""
    return 2 * sum(bool(_MARKED.search(word)) for word in words) >= len(words)


def _beginnings(folded: list[str], nouns: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where one of the nouns begins, and its syllables; "phòng" begins no noun in "văn phòng"."""
    found = []
    number = 0
    while number < len(folded) - 1:
        rest = " ".join(folded[number : number + 4]) + " "
        lengths = [noun.count(" ") + 1 for noun in nouns if rest.startswith(f"{noun} ")]
        if lengths:
            found.append((number, max(lengths)))
        number += max(lengths, default=1)
    return found


def _capital_head(
    words: Sequence[str], folded: list[str], heads: list[int], facts: LanguageFacts
) -> int:
    """The nearest head noun, or the capital one that holds it: "Hiệp hội các phòng thử nghiệm"."""
    nearest = heads[-1]
    if words[nearest][0].isupper():
        return nearest
    for head in reversed(heads[:-1]):
        between = folded[head + 1 : nearest]
        if (
            words[head][0].isupper()
            and len(between) <= 3
            and facts.links.intersection(between[-1:])
        ):
            return head
    return nearest
