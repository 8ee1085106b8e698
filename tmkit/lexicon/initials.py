"""Which words explain the letters of an acronym."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from tmkit.text import unmarked

__all__ = ["explained_by", "initials_in_any_order", "initials_run", "is_short_for"]

# What a letter is worth by where it stands: it begins a word, follows the letter before it inside
# one (MinBal), follows later in one (XML, eXtensible), or is all that a word gives.
_FIRST, _NEXT, _LATER, _INSIDE = 1.0, 0.9, 0.45, 0.2
# What a word costs that gives no letter.
_FUNCTION_WORD, _WORD = 0.05, 0.3
_NEVER = (float("-inf"), 0)
# Of the letters of a foreign name, how many its translation must give: AFNOR, French Association.
_FOREIGN_SHARE = 0.4


def initials_run(words: Sequence[str], letters: str, inner: Collection[str]) -> int | None:
    """The first word of the run, at the end of the words, whose initials are the letters.

    Words and letters are folded. Function words, `inner`, may give a letter or none.
    """
    number = len(words)
    for letter in reversed(letters):
        number -= 1
        while number >= 0 and _initial(words[number]) != letter and words[number] in inner:
            number -= 1
        if number < 0 or _initial(words[number]) != letter:
            return None
    return None if number < 0 or words[number] in inner else number


def initials_in_any_order(words: Sequence[str], letters: str, inner: Collection[str]) -> int | None:
    """The first word of the run that has exactly the letters as initials: OIML, from the French."""
    initials: list[str] = []
    for number in range(len(words) - 1, -1, -1):
        if words[number] not in inner:
            initials.append(_initial(words[number]))
        if len(initials) == len(letters):
            return number if sorted(initials) == sorted(letters) else None
    return None


def _initial(word: str) -> str:
    """The first letter without its marks: Ủy ban, ĐATN for Đồ án …; đ is a letter of its own."""
    return word[0] if word[0].isascii() else unicodedata.normalize("NFD", word[0])[0]


def explained_by(
    words: Sequence[str], letters: str, inner: Collection[str], *, from_first: bool = False
) -> tuple[int, int, float] | None:
    """The run of words that explains the letters best: its first word, the one after its last.

    With it how well, at most 1, as the mean over the letters; the shorter run wins a tie. None
    where no run gives all of them in order. from_first: the run begins with the first word. The
    idea is Schwartz & Hearst's (2003), each letter in order and the first at the beginning of a
    word; the weights keep a letter from being found in the middle of any word.
    """
    if letters[0] not in (word[0] for word in words[: 1 if from_first else None]):
        return None
    count = len(letters)
    # rest[i]: worth of the words right of the present one giving letters[i:], and where they end.
    rest = [_NEVER] * count + [(0.0, len(words))]
    best: tuple[float, int, int] | None = None
    for number in range(len(words) - 1, -1, -1):
        word = words[number]
        ways = [_ways(word, letters, i) for i in range(count)]
        if word[0] == letters[0] and (number == 0 if from_first else word not in inner):
            worth, end = max(_with(ways[0], 0, rest, number))
            if worth > (best[0] if best else 0.0) + 1e-9:
                best = (worth, number, end)
        skip = _FUNCTION_WORD if word in inner else _WORD
        rest = [
            max([(rest[i][0] - skip, rest[i][1]), *_with(ways[i], i, rest, number)])
            for i in range(count)
        ] + [(rest[count][0] - skip, rest[count][1])]
    return None if best is None else (best[1], best[2], best[0] / count)


def _with(
    ways: list[tuple[int, float]], first: int, rest: list[tuple[float, int]], number: int
) -> Iterator[tuple[float, int]]:
    """The worth and the end of the run for each way in which its next word gives letters."""
    last = len(rest) - 1
    for taken, gain in ways:
        worth, end = rest[first + taken]
        yield gain + worth, number + 1 if first + taken == last else end


def _ways(word: str, letters: str, first: int) -> list[tuple[int, float]]:
    """(letters taken, worth) for each number of letters, from `first` on, that a word gives."""
    position = word.find(letters[first])
    if position < 0:
        return []
    gain = _INSIDE if position else _FIRST
    gains = [(1, gain)]
    for taken in range(1, len(letters) - first):
        found = word.find(letters[first + taken], position + 1)
        if found < 0:
            break
        gain += _NEXT if found == position + 1 else _LATER
        position = found
        gains.append((taken + 1, gain))
    return gains


def is_short_for(
    letters: str, words: Sequence[str], inner: Collection[str], *, by_syllables: bool
) -> bool:
    """Whether letters may stand for words, all folded, a name being known to have them.

    Milder than `explained_by`, which looks for a name in running text. The words give their
    beginnings in their order, any of them none (STAMEQ, Directorate for Standards, …); or, but not
    in a language of syllables, each that is no function word gives its first letter and any later
    (HTML); or, there too, the letters are initials in another order, as names are that come from
    a third language (OIML, BIPM). An x may stand for ex-.
    """
    letters = unmarked(letters)
    plain = [unmarked(word) for word in words]
    plain = [word[1:] if word.startswith("ex") and "x" in letters else word for word in plain]
    if _gives_beginnings(plain, letters):
        return True
    if by_syllables:
        return False
    function = [word in inner for word in words]
    initials = [word[0] for word, own in zip(plain, words, strict=True) if own not in inner]
    return _gives_subsequences(plain, function, letters) or _is_reordered(initials, letters)


def _gives_beginnings(words: Sequence[str], letters: str) -> bool:
    """Whether beginnings of words, one after the other, make the letters."""
    reached = {0}
    for word in words:
        for start in tuple(reached):
            for length in range(1, min(len(word), len(letters) - start) + 1):
                if word[length - 1] != letters[start + length - 1]:
                    break
                reached.add(start + length)
    return len(letters) in reached


def _gives_subsequences(words: Sequence[str], function: Sequence[bool], letters: str) -> bool:
    """Whether each word, function words left aside, gives its first letter and any later ones."""
    reached = {0}
    for word, is_function in zip(words, function, strict=True):
        passed = set(reached) if is_function else set()
        for start in reached:
            if letters[start : start + 1] != word[0]:
                continue
            position, end = 0, start + 1
            passed.add(end)
            while end < len(letters) and (position := word.find(letters[end], position + 1)) > 0:
                end += 1
                passed.add(end)
        reached = passed
    return len(letters) in reached


def _is_reordered(initials: Sequence[str], letters: str) -> bool:
    """Whether the letters are among the initials, or enough of them in another order."""
    if Counter(letters) <= Counter(initials):
        return True
    left = list(enumerate(initials))
    order = []
    for letter in letters:
        found = next((each for each in left if each[1] == letter), None)
        if found:
            left.remove(found)
            order.append(found[0])
    is_shared = len(order) >= max(2, _FOREIGN_SHARE * len(letters))
    return is_shared and order != sorted(order)
