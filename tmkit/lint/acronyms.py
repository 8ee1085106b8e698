"""TG5: acronyms and what they stand for."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import lru_cache

import regex

from tmkit.lang import primary
from tmkit.lexicon.facts import facts_of
from tmkit.lexicon.initials import is_short_for
from tmkit.lexicon.shapes import is_acronym, letters_of
from tmkit.lint.clashes import SHORT, are_of_one_subject, meet
from tmkit.lint.context import ENDED, IN_USE, Context, Use
from tmkit.lint.rule import Case, Hit, Rule, term
from tmkit.model import Concept, ConceptFile, Fix, Term
from tmkit.text import fold

__all__ = ["RULES"]

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_POSSESSIVE = regex.compile(r"['’]s(?!\p{L})")
# CO2, NaCl: a formula has digits, or small letters in its elements.
_FORMULA = regex.compile(r"(?=.*[\p{Ll}\d])(?:\p{Lu}\p{Ll}?\d*)+")


def lone_acronyms(_file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG501: an acronym of which the concept does not say what it stands for.

    That of the other language will do where the letters come from there: BoA, TCP in Vietnamese.
    """
    for number, each in enumerate(concept.terms):
        if each.kind == "acronym" and not _is_expanded(each, concept):
            yield Hit(f"term[{number}].term", {"term": each.text, "lang": each.lang})


def _is_expanded(acronym: Term, concept: Concept) -> bool:
    if acronym.full:
        return True
    lang = primary(acronym.lang)
    for other in concept.terms:
        if other.kind not in SHORT:
            if primary(other.lang) == lang or _stands_for(acronym.text, other):
                return True
        elif other.full and primary(other.lang) != lang and other.text == acronym.text:
            return True
    return False


def rival_expansions(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG502: an acronym with two expansions, in one concept or in two of one subject."""
    for number, each in enumerate(concept.terms):
        if _is_acronym(each) and each.status in IN_USE and concept.status not in ENDED:
            own = _expansions(Use(file, concept, number))
            if len(own) > 1:
                yield _rivals(number, each, own, concept.id)
    for number, uses in context.index.shared.get(file.path, ()):
        mine = Use(file, concept, number)
        if not _is_acronym(mine.term) or not mine.is_in_use:
            continue
        own = _expansions(mine)
        for use in uses:
            if use.term.kind in SHORT and use.is_in_use and _can_be_confused(mine, use):
                others = _expansions(use)
                if own and others and own.keys().isdisjoint(others):
                    yield _rivals(number, mine.term, {**own, **others}, use.concept.id)
                    break


def _is_acronym(each: Term) -> bool:
    """Whether a term is an acronym, or a short form that looks like one: ISO."""
    return each.kind == "acronym" or (each.kind in SHORT and is_acronym(each.text))


def _rivals(number: int, acronym: Term, expansions: dict[str, str], other: str) -> Hit:
    shown = "; ".join(expansions.values())
    details = {"term": acronym.text, "expansions": shown, "other": other, "lang": acronym.lang}
    return Hit(f"term[{number}].term", details)


def _can_be_confused(one: Use, other: Use) -> bool:
    return are_of_one_subject(one.concept, other.concept) and meet(one, other)


def _expansions(use: Use) -> dict[str, str]:
    """What a short form stands for, as its concept has it, by what is compared of it."""
    own = use.term
    if own.full:
        return {_key(own.full, own.lang): own.full}
    found: dict[str, str] = {}
    for number, each in enumerate(use.concept.terms):
        is_long = each.kind == "fullForm" and each.lang == own.lang and each.status in IN_USE
        if is_long and each.usage == own.usage and meet(use, use._replace(number=number)):
            found.setdefault(_key(each.text, each.lang), each.text)
    return found


@lru_cache(maxsize=1 << 14)
def _key(text: str, lang: str) -> str:
    """A name without what varies in it: function words, organisation with s or z."""
    facts = facts_of(lang)
    words = (word for word in _words(text) if word not in facts.inner)
    return " ".join(facts.singular(word).replace("z", "s") for word in words)


def _words(text: str) -> list[str]:
    return _WORD.findall(_POSSESSIVE.sub("", fold(text)))


def unexplained_letters(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG503: an acronym whose letters no name of the concept explains, and no text attests.

    One that is the same in both languages comes from a third; or its note has the words.
    """
    for number, each in enumerate(concept.terms):
        if each.kind != "acronym" or each.status not in IN_USE:
            continue
        names = [other for other in concept.terms if other.kind not in SHORT]
        if each.full and each.full not in {other.text for other in names}:
            names.insert(0, Term(each.lang, each.full))
        told = [*names, *([Term(each.lang, each.note)] if each.note else ())]
        if not _is_expanded(each, concept) or any(_stands_for(each.text, name) for name in told):
            continue
        is_borrowed = any(t.text == each.text and t.lang != each.lang for t in concept.terms)
        if is_borrowed or _is_attested(each, names, concept, context):
            continue
        own = (name for name in names if name.text == each.full or name.lang == each.lang)
        full = next(own, names[0]).text
        yield Hit(f"term[{number}].term", {"term": each.text, "full": full})


def _stands_for(acronym: str, name: Term) -> bool:
    """Whether the letters of an acronym may come from a name. Digits stand for anything: W3C."""
    # Most letters are the initials of words, in their order.
    initials = iter([word[0] for word in name.text.lower().split()])
    if all(letter in initials for letter in acronym.lower()):
        return True
    return _is_short_for(acronym, name.text, name.lang)


@lru_cache(maxsize=1 << 14)
def _is_short_for(acronym: str, text: str, lang: str) -> bool:
    facts = facts_of(lang)
    # Small letters stand inside syllables: TTg, Thủ tướng.
    capitals = "".join(letter for letter in acronym if letter.isupper())
    shown = capitals if facts.heads_first and len(capitals) > 1 else letters_of(acronym)
    letters = "".join(letter for letter in fold(shown) if not letter.isdigit())
    return len(letters) < 2 or is_short_for(
        letters, _words(text), facts.inner, by_syllables=facts.heads_first
    )


def _is_attested(acronym: Term, names: list[Term], concept: Concept, context: Context) -> bool:
    """Whether a context of the concept, or the corpus, has the one in brackets after the other."""
    pairs = [(name.text, acronym.text) for name in names]
    seen = [f"{one} ({other})" for pair in pairs for one, other in (pair, pair[::-1])]
    contexts = [fold(each.context) for each in concept.terms if each.context]
    if any(fold(text) in quoted for text in seen for quoted in contexts):
        return True
    evidence = context.evidence
    langs = {name.lang for name in names}
    return evidence is not None and any(
        evidence.count(lang, text) for lang in langs for text in seen
    )


def mistyped_acronyms(_file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG504: an acronym that is called a full form.

    A name that the concept has in no longer form is its own full form: GS1, USB.
    """
    for number, each in enumerate(concept.terms):
        if each.kind != "fullForm" or " " in each.text or each.text[1:].islower():
            continue
        if is_acronym(each.text) and _has_longer_form(each, concept):
            fix = Fix(f"term[{number}].type", "acronym", is_safe=False)
            yield Hit(f"term[{number}].type", {"term": each.text}, fix)


def _has_longer_form(acronym: Term, concept: Concept) -> bool:
    """Whether another term of the concept is not made of the acronym."""
    if acronym.full:
        return True
    names = [
        other
        for other in concept.terms
        if other.kind not in SHORT and not is_acronym(other.text) and acronym.text not in other.text
    ]
    if _FORMULA.fullmatch(acronym.text):
        return any(name.lang == acronym.lang and _stands_for(acronym.text, name) for name in names)
    return bool(names)


def wrong_expansions(_file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG505: an expansion that is no other term of the concept."""
    for number, each in enumerate(concept.terms):
        if not each.full:
            continue
        names = [other.text for other in concept.terms if other is not each]
        if each.full in names or fold(each.full) in map(fold, names):
            continue
        near = difflib.get_close_matches(each.full, names, 1)
        shown = {"term": each.text, "full": each.full, "near": near[0] if near else "–"}
        yield Hit(f"term[{number}].full", shown)


_FULL = "technical barriers to trade"
_BARRIERS = term("en", _FULL) + term("vi", "hàng rào kỹ thuật trong thương mại")
_ACRONYM = term("en", "TBT", "acronym", full=_FULL)
_TORQUE = term("en", "torque bench test") + term("vi", "thử mô men xoắn")

RULES = (
    Rule(
        "TG501",
        check=lone_acronyms,
        bad=Case(
            {"tbt": term("en", "TBT", "acronym") + term("vi", "hàng rào kỹ thuật trong thương mại")}
        ),
        good=Case({"tbt": _BARRIERS + term("en", "TBT", "acronym")}),
    ),
    Rule(
        "TG502",
        check=rival_expansions,
        bad=Case(
            {
                "tbt": _BARRIERS + _ACRONYM,
                "torque-test": _TORQUE + term("en", "TBT", "acronym", full="torque bench test"),
            }
        ),
        good=Case(
            {
                "tbt": 'subject = "trade"\n' + _BARRIERS + _ACRONYM,
                "torque-test": _TORQUE + term("en", "TBT", "acronym", full="torque bench test"),
            }
        ),
    ),
    Rule(
        "TG503",
        check=unexplained_letters,
        bad=Case({"tbt": _BARRIERS + term("en", "WTO", "acronym", full=_FULL)}),
        good=Case({"tbt": _BARRIERS + _ACRONYM}),
    ),
    Rule(
        "TG504",
        check=mistyped_acronyms,
        bad=Case({"tbt": term("en", "TBT") + term("vi", "hàng rào kỹ thuật trong thương mại")}),
        good=Case({"tbt": _BARRIERS + _ACRONYM}),
    ),
    Rule(
        "TG505",
        check=wrong_expansions,
        bad=Case(
            {"tbt": _BARRIERS + term("en", "TBT", "acronym", full="trade barriers, technical")}
        ),
        good=Case({"tbt": _BARRIERS + _ACRONYM}),
    ),
)
