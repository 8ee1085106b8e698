"""Names of bodies and titles of office in running text, lists and headings.

A name is found by its shape, head noun and capitals, or because it is known. Where both are found
at a place the longer one holds, but words in lower case that only the shape takes are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tmkit.lexicon import NameFacts, Phrases, facts_of
from tmkit.model import Span
from tmkit.terms.capital_runs import names_by_capitals
from tmkit.terms.heads_first import Kind, NameRun, names_by_head
from tmkit.terms.known import How, KnownNames, KnownRun
from tmkit.terms.running import Word, keys_from, words_in

__all__ = ["NameMention", "find_names"]

_MOST_BEFORE_BRACKET = 8


@dataclass(frozen=True, slots=True)
class NameMention:
    """The name of a body or a title of office, as the text has it.

    span: half-open code points. known: the known name it is; how: exactly, as a variant (case,
    tone placement, diacritics, Việt Nam as Vietnam), or with a slip of the pen; None: not known.
    """

    span: Span
    kind: Kind
    known: str | None = None
    how: How | None = None


def find_names(text: str, lang: str, *, known: KnownNames | None = None) -> list[NameMention]:
    """The names of bodies and the titles of office in a text, in order; they do not overlap.

    lang: BCP 47 tag; where nothing is known of the language, only known names are found. In lines
    written in capitals throughout, as headings are, too.
    """
    words = words_in(text)
    facts = facts_of(lang).names
    shapes = [run for run in _shapes(words, lang) if not _is_shouted(text, words, run)]
    if not known:
        return [NameMention(_span(words, run), run.kind) for run in shapes]
    sure = [
        run
        for run in known.runs_in(words, ranks=facts.ranks | _words_of(facts.standing))
        if not _is_inside_word(words, run, facts) and not _is_parted(words, run, facts)
    ]
    return [
        NameMention(_span(words, run), _kind_of(run.name, lang), run.name, run.how)
        if isinstance(run, KnownRun)
        else NameMention(_span(words, run), run.kind)
        for run in _merged(words, shapes, sure, facts)
    ]


def _words_of(phrases: Phrases) -> frozenset[str]:
    return frozenset(
        word for first, rests in phrases.rests.items() for rest in rests for word in (first, *rest)
    )


def _shapes(words: list[Word], lang: str) -> list[NameRun]:
    facts = facts_of(lang)
    names = names_by_head if facts.heads_first else names_by_capitals
    runs: list[NameRun] = []
    for run in names(words, facts.names):
        if not runs or runs[-1].end <= run.first:
            runs.append(run._replace(end=_bracket_after(words, run.end, facts.names)))
    return runs


def _bracket_after(words: list[Word], end: int, facts: NameFacts) -> int:
    """The word before "(ABC)", where only the rest of a name stands before it; else the same word.

    "Ủy ban Tư vấn về Tiêu chuẩn của ASEAN (ACCSQ)": the bracket is the sure end of the name.
    """
    for number in range(end, min(end + _MOST_BEFORE_BRACKET, len(words))):
        word = words[number]
        if word.link == "bracket":
            return number if word.is_acronym else end
        keys = keys_from(words, number)
        is_inside = word.key in facts.inside
        is_other = facts.verbs.length_at(keys) or word.key in facts.stops | facts.joints
        is_name = word.is_capital and facts.bodies.length_at(keys) + facts.titles.length_at(keys)
        if word.link != "space" or is_name or (is_other and not is_inside):
            return end
    return end


def _span(words: list[Word], run: NameRun | KnownRun) -> Span:
    return words[run.first].start, words[run.end - 1].end


@lru_cache(maxsize=1 << 14)
def _kind_of(name: str, lang: str) -> Kind:
    """Whether a known name is that of a body or a title."""
    return next((run.kind for run in _shapes(words_in(name), lang) if run.first == 0), "body")


def _is_shouted(text: str, words: list[Word], run: NameRun) -> bool:
    """Whether a line in capitals throughout holds the run: its capitals show no names."""
    start, end = _span(words, run)
    if any(letter.islower() for letter in text[start:end]):
        return False
    line_end = text.find("\n", end)
    line = text[text.rfind("\n", 0, start) + 1 : line_end if line_end >= 0 else len(text)]
    return not any(letter.islower() for letter in line) and " " in line.strip()


def _is_inside_word(words: list[Word], run: KnownRun, facts: NameFacts) -> bool:
    """Whether a name in lower case begins with half of another word: "cán bộ y tế"."""
    first = words[run.first]
    if first.is_capital or run.first == 0 or first.link != "space":
        return False
    return facts.compounds.length_at([words[run.first - 1].key, first.key]) > 0


def _is_parted(words: list[Word], run: KnownRun, facts: NameFacts) -> bool:
    """Whether a comma sets two names side by side: "Văn phòng, Bộ" is not "Văn phòng Bộ"."""
    heads = [
        number
        for number in range(run.first + 1, run.end)
        if words[number].link == "comma" and facts.bodies.length_at(keys_from(words, number))
    ]
    return len(heads) > run.name.count(",")


def _merged(
    words: list[Word], shapes: list[NameRun], sure: list[KnownRun], facts: NameFacts
) -> list[NameRun | KnownRun]:
    """Names by shape and known names, the better one where they overlap, in order."""
    merged: list[NameRun | KnownRun] = []
    rest = iter(shapes)
    shape = next(rest, None)
    for run in sure:
        while shape and shape.end <= run.first:
            merged.append(shape)
            shape = next(rest, None)
        if shape and shape.first < run.end and not _holds(words, run, shape, facts):
            # The shape stands, and is put in when the next known name lies behind it.
            continue
        while shape and shape.first < run.end:
            shape = next(rest, None)
        merged.append(run)
    return merged + ([shape] if shape else []) + list(rest)


def _holds(words: list[Word], run: KnownRun, shape: NameRun, facts: NameFacts) -> bool:
    """Whether a known name holds against the shape that overlaps it."""
    if run.first <= shape.first and shape.end <= run.end:
        return True
    if run.first != shape.first or run.end > shape.end:
        return run.end - run.first > shape.end - shape.first
    if run.how == "typo":
        # "Bộ trưởng Bộ Giao thông" is no slip for "Bộ trưởng Bộ Ngoại giao".
        return False
    follower = words[run.end]
    is_tail = follower.is_capital or follower.key in facts.joints | facts.bridges
    is_local = facts.localities.begin_with(follower.key) or follower.text.isdigit()
    return run.end - run.first > 2 and not is_tail and not is_local and follower.link == "space"
