"""Known names and how they are found in a text: exactly, as a variant, with a slip of the pen.

The names stand in a tree of their words without diacritics, so that a text is read once however
many names are known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from tmkit.terms.running import Word, words_in
from tmkit.text import unmarked

__all__ = ["How", "KnownNames", "KnownRun", "same_name"]

How = Literal["exact", "variant", "typo"]
# A slip is looked for in names of this many words and more: shorter ones are too much alike.
_FEWEST_FOR_SLIP = 4
# The last word of a name is compared with so many others at most.
_MOST_ENDS = 64
# Links over which a known name may run, whichever it has itself.
_LINKS = frozenset(("space", "comma", "dash", "slash", "apostrophe", "dot"))


class KnownRun(NamedTuple):
    """Words from `first` to just before `end` that are a known name, and how they are it."""

    first: int
    end: int
    name: str
    how: How


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    # What two words written as one lead to: Vietnam, Hanoi.
    joined: dict[str, _Node] = field(default_factory=dict)
    names: list[int] = field(default_factory=list)
    skips: dict[str, list[tuple[str, _Node]]] | None = None

    def child(self, key: str) -> _Node:
        return self.children.setdefault(key, _Node())

    def beyond(self, key: str) -> list[tuple[str, _Node]]:
        """What is reached by a word when one is left out before it, with the one left out."""
        if self.skips is None:
            self.skips = defaultdict(list)
            for missing, child in self.children.items():
                for follower, node in child.children.items():
                    self.skips[follower].append((missing, node))
        return self.skips.get(key, [])


class KnownNames:
    """Names to be found again, glossary terms say; the more, the better the finding.

    A name meets its other spellings: case, hoà = hòa, without diacritics, Việt Nam = Vietnam; and,
    from four words on, one word left out, doubled or misspelt. What fits two names so is neither.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names: list[str] = []
        self._words: list[list[Word]] = []
        self._root = _Node()
        for name in dict.fromkeys(names):
            words = words_in(name)
            if words:
                self._insert(name, words)

    def __len__(self) -> int:
        return len(self._names)

    def _insert(self, name: str, words: list[Word]) -> None:
        number = len(self._names)
        self._names.append(name)
        self._words.append(words)
        node = self._root
        before: _Node | None = None
        key = ""
        for word in words:
            plain = _plain(word.key)
            following = node.child(plain)
            if before is not None:
                before.joined.setdefault(key + plain, following)
            before, node, key = node, following, plain
        node.names.append(number)

    def runs_in(
        self, words: list[Word], *, ranks: frozenset[str] = frozenset()
    ) -> Iterator[KnownRun]:
        """The known names among the words of a text, the longest at each place, in order.

        ranks: words without which a name is another name, so that they are no slip.
        """
        fixed = frozenset(_plain(rank) for rank in ranks)
        number = 0
        while number < len(words):
            run = self._run_at(words, number, fixed)
            if run:
                yield run
            number = run.end if run else number + 1

    def _run_at(self, words: list[Word], first: int, ranks: frozenset[str]) -> KnownRun | None:
        if not self._begins_at(words, first):
            return None
        right = self._right_at(words, first)
        if right and right.how != "typo" and right.end - first >= _FEWEST_FOR_SLIP:
            return right
        slip = self._slip_at(words, first, ranks)
        if slip is None or (right and slip.end <= right.end):
            return right
        # "the The Hague": what is right one word on needs no slip.
        inner = self._right_at(words, first + 1)
        return right if inner and inner.how != "typo" and inner.end >= slip.end else slip

    def _begins_at(self, words: list[Word], first: int) -> bool:
        plain = _plain(words[first].key)
        is_first = plain in self._root.children or plain in self._root.joined
        return is_first or self._parted(self._root, words, first) is not None

    def _right_at(self, words: list[Word], first: int) -> KnownRun | None:
        """The longest name whose words, all of them, begin at a word; marks of one may be wrong."""
        slips: set[KnownRun] = set()
        for end, leaf in sorted(self._leaves(self._root, words, first), key=_end_of, reverse=True):
            runs = set(self._fitting(words, first, end, leaf))
            sure = min((run for run in runs if run.how != "typo"), default=None)
            if sure:
                return slips.pop() if len(slips) == 1 else sure
            slips = slips or runs
        return slips.pop() if len(slips) == 1 else None

    def _leaves(self, node: _Node, words: list[Word], number: int) -> Iterator[tuple[int, _Node]]:
        """The nodes with names that the words from one on lead to, with the word after each."""
        open_ones = [(number, node)]
        while open_ones:
            number, node = open_ones.pop()
            if node.names:
                yield number, node
            if number >= len(words) or (
                node is not self._root and words[number].link not in _LINKS
            ):
                continue
            plain = _plain(words[number].key)
            for count, following in (
                (1, node.children.get(plain)),
                (1, node.joined.get(plain)),
                (2, self._parted(node, words, number)),
            ):
                if following:
                    open_ones.append((number + count, following))

    def _parted(self, node: _Node, words: list[Word], number: int) -> _Node | None:
        """The node that two words lead to where the name has them as one: Viet Nam, Vietnam."""
        if number + 1 >= len(words) or words[number + 1].link != "space":
            return None
        return node.children.get(_plain(words[number].key) + _plain(words[number + 1].key))

    def _fitting(self, words: list[Word], first: int, end: int, leaf: _Node) -> Iterator[KnownRun]:
        """The names of a leaf whose marks the words bear, all but one at most, or not at all."""
        found = words[first:end]
        for number in leaf.names:
            own = self._words[number]
            wrong = _wrong_marks(found, own)
            if wrong == 0 and _is_as_large(found, own):
                is_exact = [word.text for word in found] == [word.text for word in own] and (
                    [word.link for word in found[1:]] == [word.link for word in own[1:]]
                )
                yield KnownRun(first, end, self._names[number], "exact" if is_exact else "variant")
            elif wrong == 1 and len(own) >= _FEWEST_FOR_SLIP:
                yield KnownRun(first, end, self._names[number], "typo")

    # Slips of the pen.

    def _slip_at(self, words: list[Word], first: int, ranks: frozenset[str]) -> KnownRun | None:
        """The longest name that begins at a word but for one slip; None where two would fit."""
        ends: dict[int, set[int]] = defaultdict(set)
        number = first + 1
        at = self._root.children.get(_plain(words[first].key))
        while at and number < len(words) and words[number].link in _LINKS:
            for end, leaf in self._after_slip(at, words, number, ranks):
                ends[end].update(
                    name
                    for name in leaf.names
                    if len(self._words[name]) >= _FEWEST_FOR_SLIP
                    and _is_as_marked(words[first:end], self._words[name])
                )
            at = at.children.get(_plain(words[number].key))
            number += 1
        longest = max((end for end, names in ends.items() if names), default=0)
        if len(ends.get(longest, ())) != 1:
            return None
        return KnownRun(first, longest, self._names[ends[longest].pop()], "typo")

    def _after_slip(
        self, node: _Node, words: list[Word], number: int, ranks: frozenset[str]
    ) -> Iterator[tuple[int, _Node]]:
        """The leaves beyond a word left out, added or misspelt at `number`."""
        word = words[number]
        key = _plain(word.key)
        for missing, beyond in node.beyond(key):
            if _may_slip(missing, ranks):
                yield from self._leaves(beyond, words, number + 1)
        follower = words[number + 1] if number + 1 < len(words) else None
        if follower and follower.link in _LINKS:
            after = _plain(follower.key)
            for changed, beyond in node.beyond(after):
                if _is_misspelt(key, changed):
                    yield from self._leaves(beyond, words, number + 2)
            is_doubled = key in (after, _plain(words[number - 1].key))
            if (is_doubled or not word.is_capital) and _may_slip(key, ranks):
                added = node.children.get(after)
                yield from self._leaves(added, words, number + 2) if added else ()
        if len(node.children) <= _MOST_ENDS:
            for last, leaf in node.children.items():
                if leaf.names and _is_misspelt(key, last):
                    yield number + 1, leaf


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name, with and without diacritics: Hà Nội = Ha Noi = Hanoi.

    Marks that both bear must be the same: Hà Nội is not Hạ Nồi.
    """
    return _wrong_marks(words_in(one), words_in(other)) == 0 and bool(words_in(one))


_plain = lru_cache(maxsize=1 << 16)(unmarked)


def _end_of(leaf: tuple[int, _Node]) -> int:
    return leaf[0]


def _wrong_marks(found: list[Word], own: list[Word]) -> int:
    """How many words differ in marks that both bear; 2 at least where letters differ.

    Two words of one may be one word of the other.
    """
    ours, theirs = ([word.key for word in words] for words in (found, own))
    if ours == theirs:
        return 0
    wrong = 0
    while ours and theirs:
        one, other = ours.pop(), theirs.pop()
        while len(_plain(one)) != len(_plain(other)):
            shorter = ours if len(_plain(one)) < len(_plain(other)) else theirs
            if not shorter:
                break
            if shorter is ours:
                one = ours.pop() + one
            else:
                other = theirs.pop() + other
        plain = _plain(one)
        if plain != _plain(other):
            return max(len(found), 2)
        wrong += one != other and plain not in (one, other)
    return wrong if not ours and not theirs else max(len(found), 2)


def _is_as_marked(found: list[Word], own: list[Word]) -> bool:
    """Whether no word of the text bears other marks than the same words of the name."""
    marked = {word.key for word in own}
    plain = {_plain(word.key) for word in own}
    return all(
        word.key in marked or _plain(word.key) == word.key or _plain(word.key) not in plain
        for word in found
    )


def _is_as_large(found: list[Word], own: list[Word]) -> bool:
    """Whether a name of one or two words is written large or small as it is known to be.

    In lower case or without marks it would be found where no name is meant: trung tâm, cuc.
    """
    if len(own) > 2:
        return True
    is_marked = len(own) == 2 or found[0].key == own[0].key
    return found[0].is_capital == own[0].is_capital and is_marked


def _may_slip(key: str, ranks: frozenset[str]) -> bool:
    return not key.isdigit() and key not in ranks


def _is_misspelt(key: str, other: str) -> bool:
    """Whether two words without marks differ by a letter, and not by their first one."""
    if key == other or min(len(key), len(other)) < 3 or key[0] != other[0] or key.isdigit():
        return False
    if len(key) > len(other):
        key, other = other, key
    common = next((place for place, letter in enumerate(key) if letter != other[place]), len(key))
    rests = key[common:], other[common:]
    if len(key) < len(other):
        return len(key) > 3 and rests[0] == rests[1][1:]
    is_swap = rests[0][:2] == rests[1][1::-1]
    return rests[0][1:] == rests[1][1:] or (is_swap and rests[0][2:] == rests[1][2:])
