"""TG3, 304 to 307: which of two right spellings, which language, which capitals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import regex

from tmkit.lang import primary
from tmkit.lexicon import phrases_of
from tmkit.lint.attested import (
    Pair,
    has_i,
    is_syllabic,
    lexicon_of,
    pairs_of,
    spelling_of,
    spellings_of,
    words_in,
)
from tmkit.lint.context import Context
from tmkit.lint.fields import Text, texts_of
from tmkit.lint.rule import Case, Hit, Rule, term
from tmkit.model import Concept, ConceptFile, Fix, Term
from tmkit.settings import GlossarySettings
from tmkit.text import fold, is_syllable, language_of, toned

__all__ = ["RULES"]

_UNUSED = ("forbidden", "deprecated", "superseded")
_SHORT = ("acronym", "abbreviation")
# How many words a text has, at least, before its language can be told by its small words.
_TELLING = 4
# Endings that no word has which Vietnamese took over as it is: marketing, but not calibration.
_ENGLISH_ENDING = regex.compile(r"(?:[st]ion|ment|ness|ility|ivity|ance|ence|ship|able|ology|ed)s?")
# Vietnamese standards name substances as IUPAC does.
_CHEMICAL = regex.compile(
    r"(?:ox|chlor|fluor|brom|iod|sulf|hydr|carb|nitr)ide$|"
    r"(?:nitr|sulf|phosph|carbon|acet|silic|chrom|permangan)ate$|(?:nitr|sulf)ite$|\bacid$"
)
# The language that the lexicon joins with Vietnamese.
_OTHER = "en"
# What is no longer than this may be "of" or "the".
_SHORT_WORD = 3


def tone_placement(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG304: tones that stand elsewhere than the glossary has them; quotations stay as they are."""
    style = context.settings_of(file).tones
    for each in texts_of(concept) if style else ():
        text = each.text if each.quoted or not is_syllabic(each.lang) else toned(each.text, style)
        if text != each.text:
            pairs = zip(words_in(each.text), words_in(text), strict=True)
            found, meant = next((one, other) for one, other in pairs if one != other)
            yield Hit(each.field, {"found": found, "meant": meant}, Fix(each.field, text))


def other_languages(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG305: a term, definition or context that is in the other language of the project."""
    free = {f"term[{n}].term" for n, each in enumerate(concept.terms) if _is_free(each)}
    tags = {primary(tag) for tag in context.languages}
    for each in texts_of(concept):
        lang = primary(each.lang)
        is_ours = each.role != "other" and lang in tags and not each.field.endswith(".full")
        if not is_ours or each.field in free:
            continue
        if word := _copied(each, other := next(tag for tag in tags if tag != lang), concept):
            yield Hit(each.field, {"text": word, "lang": lang, "other": other})
            continue
        # What has Vietnamese letters is not English, what has none not Vietnamese: not looked at.
        if bool(_VIETNAMESE.search(each.text)) is is_syllabic(lang):
            continue
        if language_of(each.text) == other and _is_foreign(each, other, concept):
            yield Hit(each.field, {"text": each.text[:60], "lang": lang, "other": other})


def _is_free(given: Term) -> bool:
    """Whether a term may be foreign: an acronym, a foreign name, what is not to be used."""
    is_name = given.part_of_speech == "properNoun" and is_syllabic(given.lang)
    # What the lexicon translates has a Vietnamese name: World Trade Organization.
    is_foreign_name = is_name and not (
        given.text in phrases_of(_OTHER) and given.text not in phrases_of(primary(given.lang))
    )
    return is_foreign_name or given.kind in _SHORT or given.status in _UNUSED


def _is_foreign(text: Text, other: str, concept: Concept) -> bool:
    """Whether a text that looks like another language is no name and no loan word."""
    words = words_in(text.text)
    if text.role != "term":
        return len(words) >= _TELLING
    if is_syllabic(other):
        return _is_vietnamese(text.text, words, other, concept)
    if not text.text.isascii() or all(map(str.isupper, words)) or _CHEMICAL.search(text.text):
        return False
    return _is_english(text.text, words, primary(text.lang))


def _copied(text: Text, other: str, concept: Concept) -> str:
    """A word of a term that was left as the term of the other language has it; "" where none was.

    The lexicon translates it, and has it on the other side alone: container is both.
    """
    if text.role != "term" or not is_syllabic(text.lang):
        return ""
    lang = primary(text.lang)
    given = {
        w for each in concept.terms if primary(each.lang) == other for w in words_in(each.text)
    }
    words = [word for word in words_in(text.text) if len(word) > _SHORT_WORD and word in given]
    if not words:
        return ""
    english, own = _small_words(other), _small_words(lang)
    # Website and team are on one side too, and yet loan words; measurement and quality are not.
    ended = (word for word in words if _ENGLISH_ENDING.search(word[-6:]))
    return next((word for word in ended if word in english and word not in own), "")


def _is_english(text: str, words: list[str], lang: str) -> bool:
    """Whether a term under another language is English, and none of its loan words."""
    known, english = _small_words(lang), _small_words(_OTHER)
    has_acronym = any(len(word) > 1 and word.isupper() for word in words)
    if has_acronym and len(words) <= _SHORT_WORD:
        return False  # QR code, PIN code
    if text in phrases_of(_OTHER) and len(words) > 1:
        return text not in phrases_of(lang)
    names = [word[:1].isupper() for word in words if word not in _SMALL]
    if all(names):
        # A name; one with small words is that of a body, and English: Department of Trade.
        return len(words) > len(names) > 1
    foreign = [word for word in words if word.lower() not in known]
    if len(words) == 1:
        return bool(foreign and _ENGLISH_ENDING.search(words[0].lower()[-6:]))
    is_long = sum(len(word) > _SHORT_WORD for word in foreign) > 1
    return is_long and 2 * sum(word.lower() in english for word in foreign) >= len(foreign)


_VIETNAMESE = regex.compile(r"[ăâđêôơưạ-ỹ]", flags=regex.IGNORECASE)
_SMALL = frozenset(("of", "for", "and", "the", "on", "in", "to", "with"))


def _is_vietnamese(text: str, words: list[str], lang: str, concept: Concept) -> bool:
    """Whether a term is Vietnamese, and no dish or dress that English calls by its name."""
    marked = [word for word in words if not word.isascii() and is_syllable(word)]
    if not marked or any(word[:1].isupper() for word in marked):
        # Names of places and persons: Đà Nẵng. A body in whole is told by its words in small.
        return len(words) >= _TELLING and len(marked) > len(words) // 2
    same = any(fold(each.text) == fold(text) for each in concept.terms if each.lang == lang)
    return len(words) > 1 and not (same and fold(text) not in lexicon_of(lang).phrases)


@cache
def _small_words(lang: str) -> frozenset[str]:
    """The words that the lexicon writes in small letters somewhere."""
    words = (word for phrase in phrases_of(lang) for word in words_in(phrase))
    return frozenset(word for word in words if word.islower())


def i_or_y(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG306: a word that other concepts write with y instead of i, or the other way round."""
    for number, each in enumerate(concept.terms):
        if not is_syllabic(each.lang) or each.status in _UNUSED:
            continue
        pairs = pairs_of(context.index, each.lang)
        for pair in pairwise(words_in(fold(each.text))):
            rival = _rival(pair, each.lang, concept, context) if any(map(has_i, pair)) else None
            # The spelling of most concepts is not reported.
            if rival and len(pairs[rival]) >= len(pairs[pair]):
                found, other = " ".join(pair), " ".join(rival)
                details = {"found": found, "other": other, "concept": min(pairs[rival])}
                yield Hit(f"term[{number}].term", details)
                break


def _rival(pair: Pair, lang: str, concept: Concept, context: Context) -> Pair | None:
    """The commonest other spelling of two words in other concepts."""
    pairs = pairs_of(context.index, lang)
    spellings = spellings_of(context.index, lang).get(spelling_of(pair), ())
    others = (each for each in spellings if each != pair and pairs[each] - {concept.id})
    return max(others, key=lambda other: (len(pairs[other]), other), default=None)


def capitals(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG307: a term whose capitals are not those that its context, or another concept, has."""
    for number, each in enumerate(concept.terms):
        if not is_syllabic(each.lang) or each.kind in _SHORT or each.status in _UNUSED:
            continue
        attested = _attested_case(each, concept, context)
        if attested:
            meant, where = attested
            field = f"term[{number}].term"
            fix = Fix(field, meant, is_safe=False)
            yield Hit(field, {"found": each.text, "meant": meant, "where": where}, fix)


def _attested_case(given: Term, concept: Concept, context: Context) -> tuple[str, str] | None:
    """How a term is written elsewhere, and where; None where it is written as it stands."""
    if given.context:
        written = _in_context(given)
        return (written, "context") if written else None
    small = given.text.lower()
    if given.text == small:
        name = lexicon_of(primary(given.lang)).names.get(fold(small), "")
        if name.lower() == small and any(map(str.isupper, name[1:])):
            return name, "en-vi.tsv"
    for use in context.index.others(given, concept):
        other = use.term
        is_same = use.concept.subject == concept.subject and other.text.lower() == small
        if is_same and other.text != given.text and other.text in other.context:
            return other.text, use.concept.id
    return None


def _in_context(given: Term) -> str:
    """How the context of a term writes it, where it does so in one other way only; else ""."""
    small = given.context.lower()
    if given.text in given.context or len(small) != len(given.context):
        return ""
    found = regex.search(rf"(?<!\w){regex.escape(given.text.lower())}(?!\w)", small)
    at = found.start() if found else 0
    written = given.context[at : at + len(given.text)] if found else ""
    if not written or written.isupper():
        return ""
    if _BEGINS.search(given.context[:at]):
        # The first letter is a capital in any case.
        written = given.text[0] + written[1:]
    if written[1:] == given.text[1:] and given.text[0].islower():
        return ""  # "luật" in "Luật Đo lường": a longer name begins with it
    return written if written != given.text else ""


# What a sentence or an item of a list begins behind.
_BEGINS = regex.compile(r"(?:^|[.!?:;…]|\p{N}[.)]|(?:^|\s)\p{L}\)|[-–—•“\"(])\s*$")

RULES = (
    Rule(
        "TG304",
        check=tone_placement,
        bad=Case(
            {"harmony": term("en", "harmony") + term("vi", "hài hoà")},
            settings=GlossarySettings(tones="old"),
        ),
        good=Case(
            {"harmony": term("en", "harmony") + term("vi", "hài hòa")},
            settings=GlossarySettings(tones="old"),
        ),
    ),
    Rule(
        "TG305",
        check=other_languages,
        bad=Case({"record": term("en", "test record") + term("vi", "calibration certificate")}),
        good=Case({"mail": term("en", "email") + term("vi", "email")}),
    ),
    Rule(
        "TG306",
        check=i_or_y,
        bad=Case(
            {
                "technique": term("en", "technique") + term("vi", "kĩ thuật"),
                "technician": term("en", "technician") + term("vi", "nhân viên kỹ thuật"),
            }
        ),
        good=Case(
            {
                "technique": term("en", "technique") + term("vi", "kỹ thuật"),
                "technician": term("en", "technician") + term("vi", "nhân viên kỹ thuật"),
            }
        ),
    ),
    Rule(
        "TG307",
        check=capitals,
        bad=Case(
            {
                "ministry": term("en", "Ministry of Health")
                + term("vi", "bộ y tế", context="Đó là quy định của Bộ Y tế.")
            }
        ),
        good=Case(
            {
                "ministry": term("en", "Ministry of Health")
                + term("vi", "Bộ Y tế", context="Đó là quy định của Bộ Y tế.")
            }
        ),
    ),
)
