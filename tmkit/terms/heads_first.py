"""Names of bodies and titles of office in languages where a name begins with its head.

"Bộ Lao động, Thương binh và Xã hội đã ban hành": the left boundary is a head noun with a capital;
the right one is the difficulty. From the head on a name takes words with capitals, the lower-case
half of each, fields of work in lower case, and localities; it ends before function words, verbs,
persons, and other names that "and" or a comma sets beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from tmkit.lexicon import NameFacts, Phrases
from tmkit.terms.running import Word, keys_from
from tmkit.text import is_syllable

__all__ = ["NameRun", "names_by_head"]

Kind = Literal["body", "title"]
# Words in lower case that end a name although no list knows them.
_MOST_UNKNOWN = 4
_MOST_IN_COMPONENT = 6
# Longer enumerations are lists, and what is searched without end makes long texts slow.
_MOST_MEMBERS = 8
_MOST_RANKS = 3


class NameRun(NamedTuple):
    """Words from `first` to just before `end` that are a name."""

    first: int
    end: int
    kind: Kind


def names_by_head(words: list[Word], facts: NameFacts) -> Iterator[NameRun]:
    """The names of a text in order; they do not overlap."""
    number = 0
    while number < len(words):
        run = _Name(words, facts, number).run() if words[number].is_capital else None
        if run:
            yield run
        number = run.end if run else number + 1


class _Name:
    """One name in the making: it begins at a word and grows to the right."""

    def __init__(self, words: list[Word], facts: NameFacts, first: int) -> None:
        self._words, self._facts, self._first = words, facts, first
        self._kind, self._head = self._head_at(first)
        self._end = self._inner = self._head

    def run(self) -> NameRun | None:
        """The whole name; None where no name begins."""
        if self._head == self._first:
            return None
        end = self._next()
        while end > self._end:
            self._end = end
            end = self._next()
        if not any(word.is_capital for word in self._words[self._head : self._end]):
            self._end = self._head + self._local_at(self._head)
            if not self._is_bare():
                return None
        return NameRun(self._first, self._end, self._kind)

    # Where names begin.

    def _head_at(self, number: int) -> tuple[Kind, int]:
        """What begins at a word, and the word after its head; the word itself: nothing."""
        is_misleading = self._length(self._facts.misleading, number) > 0
        # "Luật Tổ chức Chính phủ" is a law.
        is_law = self._at(number, "space") and self._words[number - 1].key in self._facts.laws
        if not self._words[number].is_capital or is_misleading or is_law:
            return "body", number
        body = number + self._length(self._facts.bodies, number)
        title = self._title_at(number)
        return ("title", title) if title > body else ("body", body)

    def _title_at(self, number: int) -> int:
        """The word after the title that begins at a word; the word itself: none begins."""
        first = number
        length = self._length(self._facts.titles, number)
        while (
            not length
            and number - first < _MOST_RANKS
            and self._words[number].key in self._facts.ranks
        ):
            number += 1
            if not self._at(number, "space"):
                return first
            length = self._length(self._facts.titles, number)
        if not length:
            return first
        end = number + length
        if end < len(self._words) and self._words[end].link == "comma":
            both = [word.key for word in self._words[end - length : end + 3]]
            # "Bộ trưởng, Chủ nhiệm Ủy ban …" is one office.
            end = max(end, number + self._facts.joined.length_at(both))
        return end + self._length(self._facts.standing, end)

    def _is_name_at(self, number: int) -> bool:
        """Whether another name begins at a word, which "and" or a comma only sets beside this."""
        head = self._head_at(number)[1]
        if head == number or not self._length(self._facts.faint, number):
            return head > number
        follower = self._at(head, "space")
        return follower is None or follower.is_capital or self._is_closed(head)

    def _is_person_at(self, number: int) -> bool:
        word, follower = self._words[number], self._at(number + 1, "space", "dot")
        if word.key not in self._facts.surnames or follower is None:
            return False
        return follower.is_capital and not self._length(self._facts.places, number)

    def _is_bare(self) -> bool:
        """Whether the head alone is a name: "Cục đã ban hành", not "Bộ tiêu chuẩn này"."""
        length = self._length(self._facts.bare, self._first)
        if self._kind == "body" and self._first + length < self._head:
            return False
        follower = self._at(self._end, "space")
        if self._kind == "title" or follower is None:
            return True
        return follower.is_capital or self._is_closed(self._end)

    # How names go on.

    def _next(self) -> int:
        """The word up to which the name goes on; its present end: it is whole."""
        end = self._end
        word = self._at(end, "space", "dash", "comma", "dot")
        is_abbreviated = self._words[end - 1].key in self._facts.abbreviations
        if word is None or (word.link == "dot" and not is_abbreviated):
            return end
        if word.link == "comma":
            return self._after_comma(end)
        if word.is_capital:
            return self._after_capital(end)
        if word.link == "dash":
            return end + (self._length(self._facts.tails, end) or self._local_at(end))
        return self._after_digits(end) if word.text.isdigit() else self._after_small(end)

    def _after_capital(self, end: int) -> int:
        word = self._words[end]
        is_name = self._is_name_at(end)
        if word.link == "dash" and (word.is_acronym or is_name or word.key in self._facts.stops):
            return end
        if is_name:
            # "Văn phòng Bộ", "Giám đốc Sở Y tế": the name goes on as one inside it does.
            self._inner = self._head_at(end)[1]
            return self._inner
        if self._is_person_at(end) and (self._kind == "title" or end > self._head):
            return end
        is_foreign = not word.is_acronym and not is_syllable(word.text)
        return end if self._kind == "title" and end == self._head and is_foreign else end + 1

    def _after_digits(self, end: int) -> int:
        """Centres are numbered: "Trung tâm Kỹ thuật 3"."""
        follower = self._at(end + 1, "space")
        is_number = len(self._words[end].text) < 3 and end > self._head
        is_last = follower is None or follower.is_capital or self._is_closed(end + 1)
        return end + 1 if is_number and is_last else end

    def _after_small(self, end: int) -> int:
        facts, word = self._facts, self._words[end]
        locality = self._local_at(end)
        if locality:
            return end + locality
        if word.key in facts.joints:
            return self._after_joint(end)
        if word.key in facts.bridges and self._is_bridge(end):
            return end + 1
        return end + (self._half_at(end) or self._tail_at(end))

    def _half_at(self, end: int) -> int:
        """How many words complete the one before: "Hàng" is no word, "Hàng không" is."""
        facts, before = self._facts, self._words[end - 1]
        if end == self._inner:
            return 0
        compound = self._length(facts.tails, end - 1)
        if compound > 1:
            return compound - 1
        if self._length(facts.verbs, end) or not before.is_capital or not self._is_half_open(end):
            return 0
        return int(self._words[end].key not in facts.stops - facts.halves)

    def _tail_at(self, end: int) -> int:
        """How many words in lower case the name takes: "quốc tế", not "đã ban hành"."""
        facts, tail = self._facts, self._length(self._facts.tails, end)
        is_title = self._kind == "title" and end == self._head
        if is_title or self._length(facts.verbs, end):
            return 0
        # "giao" alone is a verb, "giao thông" is a field of work.
        if tail < 2 and self._words[end].key in facts.stops:
            return 0
        return tail or self._unknown_at(end)

    def _is_bridge(self, end: int) -> bool:
        """Whether a name goes on over a bridge: "Hội các Trường", "Ủy ban Tư vấn về Tiêu chuẩn"."""
        follower = self._at(end + 1, "space")
        if end == self._head and self._kind == "body" and follower and follower.is_capital:
            return self._words[end].link == "space" and not self._is_person_at(end + 1)
        return end > self._head and self._is_plain_capital(end + 1)

    def _is_half_open(self, end: int) -> bool:
        """Whether the capital before a word waits for it: "Công an", not "Công Thương ban"."""
        before = self._words[end - 1]
        if before.is_acronym or self._length(self._facts.tails, end - 1) == 1:
            return False
        if any(self._length(self._facts.places, end - count) == count for count in (2, 3)):
            return False
        both = any(
            self._length(phrases, end - 1) > 1
            for phrases in (self._facts.tails, self._facts.titles, self._facts.bodies)
        )
        return both or end - 2 < self._inner or not self._words[end - 2].is_capital

    def _unknown_at(self, end: int) -> int:
        """How many unknown words in lower case stand between the name and its sure end.

        Before punctuation they come in twos, as most words are made of two syllables.
        """
        number = end
        last = min(end + _MOST_UNKNOWN + 1, len(self._words))
        while number < last and not self._words[number].is_capital:
            is_tail = self._length(self._facts.tails, number) > 1
            if is_tail and number > end and (number - end) % 2 == 0:
                break
            if self._words[number].link != "space" or self._is_closed(number):
                break
            number += 1
        count = number - end
        follower = self._at(number, "space")
        if follower and follower.is_capital and not self._is_plain_capital(number):
            return 0
        is_inner = follower is not None and follower.is_capital
        is_whole = count <= _MOST_UNKNOWN and (count % 2 == 0 or is_inner)
        return count if is_whole and end > self._head else 0

    def _local_at(self, end: int) -> int:
        """How many words a locality takes: "thành phố" before "Hà Nội"; "tỉnh" after UBND."""
        length = self._length(self._facts.localities, end)
        if not length or self._words[end].link not in ("space", "dash"):
            return 0
        follower = self._at(end + length, "space", "dot")
        if follower and follower.is_capital:
            return 0 if self._is_name_at(end + length) else length
        keys = [word.key for word in self._words[max(end - 2, self._first) : end]]
        return length if any(self._facts.local.length_at(keys[count:]) for count in (0, 1)) else 0

    def _after_joint(self, end: int) -> int:
        """Over "và": "Khoa học và Công nghệ", but "Bộ Tài chính" and "Bộ Tư pháp" are two."""
        follower = self._at(end + 1, "space")
        if follower is None or end == self._head:
            return end
        if follower.is_capital:
            is_place = self._length(self._facts.places, end + 1)
            return end + 2 if self._is_plain_capital(end + 1) and not is_place else end
        length = self._length(self._facts.subjects, end + 1)
        return end + 1 + length if length else end

    def _after_comma(self, end: int) -> int:
        """Over the commas of an enumeration that "và" ends, or whose members are fields of work."""
        paired = self._facts.paired.length_at([word.key for word in self._words[end - 1 : end + 3]])
        if paired > 1 and end - 1 > self._first:
            return end - 1 + paired
        if end == self._head:
            return end
        number, members, known = end, 0, 0
        while (
            members < _MOST_MEMBERS and self._at(number, "comma") and self._is_plain_capital(number)
        ):
            if self._length(self._facts.places, number):
                return end
            known += bool(self._length(self._facts.tails, number))
            members += 1
            number = self._component_end(number)
        joint = self._at(number, "space")
        if not members or joint is None:
            return number if self._are_fields(end, members, known) else end
        if joint.key in self._facts.joints:
            is_field = self._is_plain_capital(number + 1)
            is_place = is_field and self._length(self._facts.places, number + 1)
            return number if is_field and not is_place else end
        return number if self._are_fields(end, members, known) else end

    def _are_fields(self, end: int, members: int, known: int) -> bool:
        """Whether what a comma sets beside a name are fields of work, as the word before it is."""
        is_field = any(self._length(self._facts.tails, end - count) == count for count in (1, 2, 3))
        return 0 < members == known and (members > 1 or is_field)

    def _component_end(self, number: int) -> int:
        """The word after a member of an enumeration: a capital and what belongs to it."""
        last = min(number + _MOST_IN_COMPONENT, len(self._words))
        number += 1
        while number < last and self._words[number].link == "space":
            word, before = self._words[number], self._words[number - 1]
            is_tail = (
                word.is_capital or before.is_capital or self._length(self._facts.tails, number)
            )
            if self._is_closed(number) or not is_tail:
                break
            number += 1 if word.is_capital or before.is_capital else int(is_tail)
        return number

    # What stands at a word.

    def _at(self, number: int, *links: str) -> Word | None:
        """The word, if it is there and hangs on the one before in one of the ways."""
        word = self._words[number] if number < len(self._words) else None
        return word if word and word.link in links else None

    def _is_plain_capital(self, number: int) -> bool:
        """Whether a word begins with a capital, and no name, person or acronym begins there."""
        word = self._words[number] if number < len(self._words) else None
        if word is None or not word.is_capital or word.is_acronym:
            return False
        return not self._is_name_at(number) and not self._is_person_at(number)

    def _is_closed(self, number: int) -> bool:
        """Whether a name ends before a word, wherever it stands."""
        facts, word = self._facts, self._words[number]
        return bool(
            word.key in facts.stops
            or word.key in facts.joints
            or self._length(facts.verbs, number)
            or self._length(facts.localities, number)
        )

    def _length(self, phrases: Phrases, number: int) -> int:
        """How many words the longest of the phrases takes that begins at a word; 0: none."""
        if number >= len(self._words) or not phrases.begin_with(self._words[number].key):
            return 0
        return phrases.length_at(keys_from(self._words, number))
