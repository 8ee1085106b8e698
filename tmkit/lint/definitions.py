"""TG4: the wording of definitions, and of what else is written with the terms of the glossary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest

import regex

from tmkit.lang import primary
from tmkit.lexicon.facts import LanguageFacts, facts_of
from tmkit.lint.clashes import SHORT, are_of_one_subject
from tmkit.lint.context import ENDED, IN_USE, Avoided, Context, Index, Use, words_in
from tmkit.lint.rule import Case, Hit, Rule, term
from tmkit.model import Concept, ConceptFile, Fix
from tmkit.text import fold

__all__ = ["RULES"]

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
# A stop that belongs to the last word: v.v., U.S., p.m.
_SHORTENED = regex.compile(
    r"(?:\p{L}\.\p{L}{1,3}|(?<!\p{L})(?:etc|Co|Corp|Inc|Ltd|No|\p{L})|\.\.)\.$"
)
# "The Hague", "An Giang": no article, but a part of a name.
_NAMED = regex.compile(r"\p{Lu}\p{Ll}+ \p{Lu}")
_INSIDE = regex.compile(r"[.!?]\s+\p{Lu}")


def avoided_terms(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG409: a forbidden or deprecated term in a definition, a context or a preferred term.

    A context quotes: there a deprecated term may stand. Of one word only what its own concept or
    its subject forbids counts, in another it may be right; and none counts inside a longer term.
    """
    avoided = context.index.avoided
    if not avoided or concept.status in ENDED:
        return
    for field, lang, text in _texts(concept):
        known = avoided.get(primary(lang), {})
        words = words_in(text)
        if known.keys().isdisjoint(words):
            continue
        candidates = _candidates(known, words)
        folded = fold(text) if candidates else ""
        for wanted, use in candidates:
            if (
                wanted in folded
                and _counts(use, concept, field)
                and _is_written(use.term.text, text)
                and _stands(wanted, folded, context.index, lang, field)
            ):
                details = {"term": use.term.text, "status": use.term.status, "id": use.concept.id}
                yield Hit(field, details)


def _candidates(
    known: Mapping[str, Mapping[str, Sequence[Avoided]]], words: Sequence[str]
) -> Collection[Avoided]:
    """The avoided terms of which the first two words, or the only one, stand among words."""
    found = {}
    for first, second in zip_longest(words, words[1:], fillvalue=""):
        if first in known:
            for each in (*known[first].get(second, ()), *known[first].get("", ())):
                found[id(each)] = each
    return found.values()


def _texts(concept: Concept) -> Iterator[tuple[str, str, str]]:
    """The texts that are written with terms: field, language, text."""
    for lang, definition in concept.definition.items():
        yield f"definition.{lang}", lang, definition
    for number, each in enumerate(concept.terms):
        if each.context and each.status in IN_USE:
            yield f"term[{number}].context", each.lang, each.context
        if each.status == "preferred":
            yield f"term[{number}].term", each.lang, each.text


def _counts(use: Use, concept: Concept, field: str) -> bool:
    """Whether a term that is avoided is to be avoided in a field of a concept."""
    if field.endswith(".context") and use.term.status != "forbidden":
        return False
    if use.concept.id == concept.id:
        # What is forbidden is often a part of the right term: uncertainty of measurement.
        return not field.endswith(".term")
    return " " in use.term.text or are_of_one_subject(use.concept, concept)


def _is_written(term_: str, text: str) -> bool:
    """Whether a term that is a name, with a capital, stands as a name in a text; others do."""
    return not term_[:1].isupper() or term_ in text


def _stands(wanted: str, text: str, index: Index, lang: str, field: str) -> bool:
    """Whether a term stands in a text, and not inside a longer one that may be written."""
    if not _whole(wanted).search(text):
        return False
    longer = index.longer_terms(primary(lang), wanted)
    # A preferred term is one of those that may be written itself.
    itself = text if field.endswith(".term") else ""
    return bool(_whole(wanted).search(_without((each for each in longer if each != itself), text)))


def _without(terms: Iterable[str], text: str) -> str:
    """A text without terms, all folded."""
    for each in terms:
        if each in text:
            text = _whole(each).sub(" ", text)
    return text


@lru_cache(maxsize=1 << 12)
def _whole(words: str) -> regex.Pattern[str]:
    return regex.compile(
        rf"(?<![\p{{L}}\p{{M}}\p{{N}}]){regex.escape(words)}(?![\p{{L}}\p{{M}}\p{{N}}])"
    )


def circular_definitions(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG412: a definition that says the term itself.

    A term of one syllable is part of many words: there only the beginning of a definition counts.
    """
    for lang, definition in concept.definition.items():
        lower = definition.lower()
        for each in concept.terms:
            if each.lang != lang or each.kind in SHORT or each.status not in IN_USE:
                continue
            if each.text.lower() in lower and _is_circular(each.text, definition, lang, context):
                yield Hit(f"definition.{lang}", {"term": each.text, "lang": lang})
                break


def _is_circular(text: str, definition: str, lang: str, context: Context) -> bool:
    wanted, found, facts = fold(text), fold(definition), facts_of(lang)
    # What is folded to nothing has only signs that nobody sees.
    if not wanted or not _is_written(text, definition):
        return False
    # "Calibration is …" is bad form, TG415, but not yet a circle.
    rest = found[_length_of_announcement(found, wanted, facts) :]
    if facts.heads_first and " " not in wanted:
        return _WORD.findall(rest)[:1] == [wanted]
    rest = _without(context.index.longer_terms(primary(lang), wanted), rest)
    before = (rest[: each.start()].rstrip() for each in _whole(wanted).finditer(rest))
    # Names begin with their heads: "tổ chức tiêu chuẩn quốc tế" is an organization.
    heads = facts.heads if facts.heads_first else ()
    return any(not left.endswith(heads) for left in before)


def _length_of_announcement(definition: str, wanted: str, facts: LanguageFacts) -> int:
    """How many characters of a definition say "TERM is": 0 where it begins otherwise."""
    found = [*_WORD.finditer(definition)]
    words = [each.group() for each in found]
    own = _WORD.findall(wanted)
    for first in (0, facts.openers.length_at(words)):
        joint = facts.defining.length_at(words[first + len(own) :])
        if joint and words[first : first + len(own)] == own:
            end: int = found[first + len(own) + joint - 1].end()
            return end
    return 0


def ill_formed_definitions(
    _file: ConceptFile, concept: Concept, _context: Context
) -> Iterator[Hit]:
    """TG415: a definition that is a sentence, or begins with an article; after ISO 704."""
    for lang, definition in concept.definition.items():
        field = f"definition.{lang}"
        facts = facts_of(lang)
        beginning = _opener(definition, concept, lang, facts)
        if beginning:
            yield Hit(field, {"what": f"{beginning} …", "lang": lang})
        if definition.endswith(".") and not _SHORTENED.search(definition):
            phrase = definition.removesuffix(".")
            fix = Fix(field, phrase) if phrase.strip() and not _INSIDE.search(phrase) else None
            yield Hit(field, {"what": f"… {definition.split()[-1]}", "lang": lang}, fix)


def _opener(definition: str, concept: Concept, lang: str, facts: LanguageFacts) -> str:
    """With what a definition begins that it should not: an article, "TERM is"; or ""."""
    lower = definition.lower()
    words = lower.split(maxsplit=3)
    if facts.openers.length_at(words):
        is_name = facts.true_openers.length_at(words) or _NAMED.match(definition)
        return "" if is_name else definition.split(maxsplit=1)[0]
    for each in concept.terms:
        if each.lang == lang and lower.startswith(each.text.lower()):
            length = _length_of_announcement(fold(definition), fold(each.text), facts)
            if length:
                return fold(definition)[:length]
    return ""


_LEVEL = term("en", "level") + term("vi", "mức")

RULES = (
    Rule(
        "TG409",
        check=avoided_terms,
        bad=Case(
            {
                "level": 'definition.vi = "chỗ mà thang chia độ chỉ tới"\n'
                + term("en", "level")
                + term("vi", "mức"),
                "scale": term("en", "scale mark")
                + term("vi", "vạch chia")
                + term("vi", "thang chia độ", "variant", "forbidden"),
            }
        ),
        good=Case(
            {
                "level": 'definition.vi = "chỗ mà vạch chia chỉ tới"\n' + _LEVEL,
                "scale": term("en", "scale mark")
                + term("vi", "vạch chia")
                + term("vi", "thang chia độ", "variant", "forbidden"),
            }
        ),
    ),
    Rule(
        "TG412",
        check=circular_definitions,
        bad=Case({"level": 'definition.en = "position on a scale, that is the level"\n' + _LEVEL}),
        good=Case({"level": 'definition.en = "position on a scale"\n' + _LEVEL}),
    ),
    Rule(
        "TG415",
        check=ill_formed_definitions,
        bad=Case({"level": 'definition.en = "a position on a scale"\n' + _LEVEL}),
        good=Case({"level": 'definition.en = "position on a scale"\n' + _LEVEL}),
    ),
)
