"""Names of bodies and titles of office in languages that write every word of a name large.

"Ministry of Science and Technology", "Viet Nam Metrology Institute": a run of capitals with a head
noun, at its end or before a preposition, over which the name goes on. "And" and commas belong to
the name inside its object, and part it from another name, a place or a person.
"""

from __future__ import annotations

from collections.abc import Iterator

from tmkit.lexicon import NameFacts, Phrases
from tmkit.terms.heads_first import Kind, NameRun
from tmkit.terms.running import Word, keys_from

__all__ = ["names_by_capitals"]

_MOST_IN_MEMBER = 4
# Longer runs and enumerations are headings and lists, no names.
_MOST_IN_RUN = 24
_MOST_IN_ENUMERATION = 32


def names_by_capitals(words: list[Word], facts: NameFacts) -> Iterator[NameRun]:
    """The names of a text in order; they do not overlap."""
    runs = _Runs(words, facts)
    number = 0
    while number < len(words):
        end = runs.end_of(number)
        name = runs.name_in(number, end) or runs.coordinate(number, end) if end > number else None
        if name:
            yield name
        number = name.end if name else max(end, number + 1)


class _Runs:
    """Runs of words with capitals, and the names they make."""

    def __init__(self, words: list[Word], facts: NameFacts) -> None:
        self._words, self._facts = words, facts

    def end_of(self, first: int) -> int:
        """The word after the run of capitals that begins at a word; the word itself: none does."""
        number = first
        while number - first < _MOST_IN_RUN and self._is_in_run(number, is_first=number == first):
            number += 1
        return number

    def _is_in_run(self, number: int, *, is_first: bool) -> bool:
        if number >= len(self._words):
            return False
        word = self._words[number]
        stops = self._facts.stops if is_first else self._facts.stops - self._facts.halves
        is_large = word.is_capital and word.key not in stops
        if is_first or word.link == "space":
            is_number = word.text.isdigit() and len(word.text) < 3
            return is_large or (is_number and not is_first)
        if word.link == "apostrophe":
            is_plural = is_large and word.start - self._words[number - 1].end > 1
            is_owned = word.key == "s" and self._is_in_run(number + 1, is_first=False)
            return is_plural or is_owned
        if word.link == "dash":
            is_close = word.start - self._words[number - 1].end == 1
            return is_close and (word.is_capital or not self._is_head(number - 1))
        return word.link == "slash" and word.is_capital and self._is_head(number)

    def _is_head(self, number: int) -> bool:
        return self._has(self._facts.bodies, number) or self._has(self._facts.titles, number)

    def name_in(self, first: int, end: int) -> NameRun | None:
        """The first name in a run of capitals, with the objects that follow the run."""
        first = self._after_owner(first, end)
        title, title_end = self._title_in(first, end)
        head = self._head_in(first, title)
        if head:
            return self._body(first, min(head, title), title)
        if title == end:
            return None
        if title_end < end:
            # A person's name, mostly: "Director Tran Van Mau".
            return NameRun(title, title_end, "title")
        whole = self._grown(title_end)
        if whole > title_end or self._is_bare(title, title_end, "title"):
            return NameRun(title, whole, "title")
        return None

    def _after_owner(self, first: int, end: int) -> int:
        """The word after the place or acronym that owns the rest: "LGMO’s National Board"."""
        for number in range(end - 2, first, -1):
            owner = self._words[number - 1]
            is_owned = self._words[number].link == "apostrophe" and self._words[number].key == "s"
            if is_owned and (owner.is_acronym or self._is_place(number - 1)):
                return number + 1
        return first

    def _body(self, first: int, head: int, end: int) -> NameRun | None:
        """The name of a body whose head ends before the word `head`, in a run up to `end`."""
        person = self._person_in(head, end)
        if head < person and not self._may_follow(head):
            # "Lam Giang Court Fees": what is large after a head is another thing, mostly.
            return NameRun(first, head, "body") if self._has_two(first, head) else None
        whole = self._grown(person) if person in (head, end) else person
        if whole > person or self._has_two(first, person):
            return NameRun(first, whole, "body")
        return NameRun(first, person, "body") if self._is_bare(first, person, "body") else None

    def coordinate(self, first: int, end: int) -> NameRun | None:
        """A name whose head stands after "and" only: "Food and Drug Administration"."""
        number = end + 1
        if end == first or number >= len(self._words) or self._words[end].link != "space":
            return None
        is_joint = (
            self._words[end].key in self._facts.joints and self._words[number].link == "space"
        )
        last = self.end_of(number)
        while last > number and self._words[last - 1].text.isdigit():
            last -= 1
        starts = any(
            self._is_place(start) or self._words[start].is_acronym for start in (end - 1, number)
        )
        if not is_joint or starts or self._person_in(first, last) < last or last - number < 2:
            return None
        head = self._head_in(number, last)
        if (
            head < last
            or self._has(self._facts.bodies, number)
            or self._title_in(number, last)[0] < last
        ):
            return None
        return NameRun(first, self._grown(self.end_of(number)), "body")

    def _has_two(self, first: int, end: int) -> bool:
        words = [word for word in self._words[first:end] if not word.text.isdigit()]
        return len([word for word in words if word.link != "slash"]) > 1

    # Where names begin.

    def _title_in(self, first: int, end: int) -> tuple[int, int]:
        """The words of the first title in a run, half-open; the end twice: there is none."""
        facts = self._facts
        for number in range(first, end):
            if not self._has(facts.titles, number):
                continue
            start = number
            while start > first and self._words[start - 1].key in facts.ranks:
                start -= 1
            last = number
            while last < end and self._goes_on_as_title(last):
                last += max(self._length(facts.titles, last), 1)
            return start, self._with_second_title(number, last)
        return end, end

    def _goes_on_as_title(self, number: int) -> bool:
        """Whether a word belongs to the title before it: "Director General", "Chief Executive"."""
        titles, word = self._facts.titles, self._words[number]
        is_between = word.key in self._facts.ranks and self._has(titles, number + 1)
        return self._has(titles, number) or self._has(self._facts.standing, number) or is_between

    def _with_second_title(self, number: int, end: int) -> int:
        """The word after a title and the one that a comma joins to it: "Minister, Chairman"."""
        if end >= len(self._words) or self._words[end].link != "comma":
            return end
        pair = [word.key for word in self._words[number : number + 2]]
        return self.end_of(end) if self._facts.joined.length_at(pair) else end

    def _head_in(self, first: int, end: int) -> int:
        """The word after the last head noun of a run; 0: it has none."""
        for number in range(end - 1, first, -1):
            length = self._length(self._facts.faint, number)
            if length and number + length == end:
                return end
        for number in range(end - 1, first - 1, -1):
            if self._has(self._facts.bodies, number):
                return number + 1
        return 0

    def _may_follow(self, number: int) -> bool:
        """Whether a word after a head may belong to the name: a place, an acronym, a number."""
        word = self._words[number]
        is_number = word.text.isdigit() or word.link == "dash"
        return is_number or word.is_acronym or self._is_place(number)

    def _person_in(self, first: int, end: int) -> int:
        """The word in a run where a person's name begins, or its end."""
        for number in range(first, end):
            if self._words[number].key in self._facts.surnames and not self._is_place(number):
                return number
        return end

    def _is_bare(self, first: int, end: int, kind: Kind) -> bool:
        """Whether a head alone is a name: "the Ministry has", not "Committee members"."""
        words = self._words
        if kind == "body" and not all(
            self._has(self._facts.bare, number) for number in range(first, end)
        ):
            return False
        if not words[first].opens:
            return True
        follower = words[end] if end < len(words) and words[end].link == "space" else None
        is_verb = follower is not None and self._has(self._facts.verbs, end)
        return follower is None or follower.is_capital or is_verb

    # How names go on.

    def _grown(self, end: int) -> int:
        """The word up to which a name goes on over prepositions, commas and "and"."""
        while end < len(self._words):
            last = self._object_end(end)
            if last == end:
                return end
            end = self._enumerated(self._enumerated(last))
        return end

    def _object_end(self, end: int) -> int:
        """The word after "of …", or the same word: nothing of the kind follows."""
        facts, bridge = self._facts, self._words[end]
        is_bridge = bridge.key in facts.bridges or (
            bridge.key in facts.first_bridges and self._is_head(end - 1)
        )
        if bridge.link != "space" or bridge.is_capital or not is_bridge:
            return end
        start = end + 1
        while start < len(self._words) and self._words[start].key in facts.articles:
            start += 1
        if start >= len(self._words) or self._words[start].link != "space":
            return end
        last = self.end_of(start)
        title, title_end = self._title_in(start, last)
        last = title_end if title == start else title
        return last if last > start else end

    def _enumerated(self, end: int) -> int:
        """The word after "…, Metrology and Quality", where that belongs to the object before."""
        if self._is_place(end - 1) or self._words[end - 1].is_acronym:
            return end
        if self._has(self._facts.bodies, end - 1):
            return end
        number, last = end, min(end + _MOST_IN_ENUMERATION, len(self._words))
        while number < last and self._words[number].link == "comma":
            if self._words[number].key in self._facts.joints:
                break
            member = self._member_end(number)
            if member == number:
                return end
            number = member
        if number >= len(self._words) or self._words[number].key not in self._facts.joints:
            return end
        is_plain = number == end or self._words[number].link in ("space", "comma")
        number += 1
        last = self._member_end(number) if is_plain else number
        if last == number and self._words[number - 1].link == "space" and self._is_article(number):
            # "Natural Resources and the Environment", but not "and the Red Cross".
            number += 1
            last = self._member_end(number) if self.end_of(number) == number + 1 else number
        return last if last > number and self._words[number].link == "space" else end

    def _is_article(self, number: int) -> bool:
        return number < len(self._words) and self._words[number].key in self._facts.articles

    def _member_end(self, number: int) -> int:
        """The word after a member of an enumeration; the word itself: another name begins."""
        if number >= len(self._words):
            return number
        end = self.end_of(number)
        title, _ = self._title_in(number, end)
        is_person = self._person_in(number, number + 1) == number
        is_other = self._is_place(number) or is_person or title < end
        # "Politics and Public Administration": a faint head is what a body may be about.
        is_body = any(self._has(self._facts.bodies, word) for word in range(number, end))
        if end - number == 1 and is_body:
            # "Department of Personnel and Organization".
            is_body = end < len(self._words) and self._words[end].key in self._facts.bridges
        has_acronym = any(word.is_acronym for word in self._words[number:end])
        if is_other or is_body or has_acronym or not 0 < end - number <= _MOST_IN_MEMBER:
            return number
        after = self._words[end : end + 2]
        # "War invalids and Social Affairs": the small word belongs to the member.
        is_small = len(after) == 2 and after[0].link == "space" and after[1].link == "space"
        if is_small and after[1].key in self._facts.joints and after[0].key.isalpha():
            return end if after[0].key in self._facts.bridges else end + 1
        return end

    # What stands at a word.

    def _is_place(self, number: int) -> bool:
        """Whether a place begins or ends at a word."""
        return any(
            start >= 0 and self._length(self._facts.places, start) > number - start
            for start in (number, number - 1, number - 2)
        )

    def _has(self, phrases: Phrases, number: int) -> bool:
        return self._length(phrases, number) > 0

    def _length(self, phrases: Phrases, number: int) -> int:
        if number >= len(self._words) or not phrases.begin_with(self._words[number].key):
            return 0
        return phrases.length_at(keys_from(self._words, number))
