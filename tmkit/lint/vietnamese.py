"""TG3, 301 to 303: Vietnamese marks that are missing or wrong, and broken syllables."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from tmkit.lang import primary
from tmkit.lexicon.shapes import is_acronym
from tmkit.lint.attested import (
    NEVER,
    RARE,
    Pair,
    is_attested,
    is_likelier,
    is_seen,
    is_syllabic,
    lexicon_of,
    look_alikes_of,
    words_in,
)
from tmkit.lint.context import Context
from tmkit.lint.fields import texts_of
from tmkit.lint.rule import Case, Hit, Rule, term
from tmkit.lint.texts import misread
from tmkit.model import Concept, ConceptFile, Fix, Term
from tmkit.text import fold, is_syllable, is_unmarked_syllable, language_of, unmarked

__all__ = ["RULES"]

# A term that is listed so that nobody uses it may be misspelt on purpose.
_UNUSED = ("forbidden", "deprecated", "superseded")
_SHORT = ("acronym", "abbreviation")

_ONSETS = "b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu?|r|s|t|th|tr|v|x|f|j|w|z"
_VOWELS = "aăâeêioôơuưy"
# One onset, one run of vowels, one coda: built like a syllable, right or wrong; Krông, nitơ and
# Đắk are built unlike any.
_SHAPE = regex.compile(rf"(?:{_ONSETS})?[{_VOWELS}]{{1,4}}(?:c|ch|m|n|ng|nh|p|t|gn|nhg|gh|h)?")
# Onsets that are written otherwise before such vowels, which stand here without marks. No foreign
# word begins as those of the first row.
_ONSET_SLIPS = (
    *((regex.compile("^ngh(?=[aou])"), "ng"), (regex.compile("^ng(?=[ei])"), "ngh")),
    *((regex.compile("^gh(?=[aou])"), "g"), (regex.compile("^g(?=e)"), "gh")),
    *((regex.compile("^c(?=[eiy])"), "k"), (regex.compile("^k(?=[aou])"), "c")),
)
# Vietnamese letters and marks, decomposed.
_WRITTEN = regex.compile("[a-zđ\u0300-\u0303\u0306\u0309\u031b\u0323]+")
_CLUSTER = regex.compile("^(?:xt|[bcdđfghklpstvx])(?=[lrhkptn])")
_LOAN_LETTERS = regex.compile("[fjwz]")
# The hook above and the dot below: no loan word has them.
_NATIVE_TONES = regex.compile("[\u0309\u0323]")
_TONES = regex.compile("[\u0300\u0301\u0303\u0309\u0323]")
# Vowels that stand together in words from elsewhere alone: điốt, viôlông.
_FOREIGN_VOWELS = regex.compile(r"(?<!^g)i[oôơăâ]")
_MARKED = regex.compile(r"[\p{L}\p{M}--[a-zA-Z]]", flags=regex.VERSION1)
# A word for itself: no part of a code, of a number or of a transcription (Ô-xtrây-li-a).
_ALONE = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}_./&'’-])\p{L}[\p{L}\p{M}]*(?![\p{L}\p{M}\p{N}_/&'’-])"
)


def _terms(concept: Concept, *, used: bool) -> Iterator[tuple[int, Term]]:
    """The Vietnamese terms that are words; used: without those that should not be."""
    for number, each in enumerate(concept.terms):
        skipped = each.status in _UNUSED if used else each.status == "forbidden"
        if is_syllabic(each.lang) and each.kind not in _SHORT and not skipped:
            yield number, each


def without_marks(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG301: a term, a definition or a context typed without any Vietnamese mark."""
    for number, each in _terms(concept, used=False):
        meant = "" if _MARKED.search(each.text) else _with_marks(each, concept, context)
        if meant:
            field = f"term[{number}].term"
            fix = Fix(field, meant, is_safe=False)
            yield Hit(field, {"term": each.text, "meant": meant}, fix)
    for text in texts_of(concept):
        is_prose = text.role in ("definition", "context") and text.text.isascii()
        if not is_prose or not is_syllabic(text.lang):
            continue
        words = words_in(text.text)
        lost = [word for word in words if _has_lost(word)]
        is_long = len(words) > 3 and len(lost) > 1
        is_likely = is_long and language_of(text.text) == primary(text.lang)
        if is_likely and _english_words(words) < len(lost):
            meant = _restored(words, text.lang, concept, context)
            yield Hit(text.field, {"term": text.text[:60], "meant": meant[:60]})


def _has_lost(word: str) -> bool:
    """Whether a word can be a syllable only with marks: chuan, luong, chat."""
    return is_unmarked_syllable(word) and not is_syllable(word)


def _english_words(words: Sequence[str]) -> int:
    return sum(word.lower() in _foreign() for word in words)


def _foreign() -> frozenset[str]:
    """The words of English that the lexicon has."""
    return lexicon_of("en").words


def _with_marks(given: Term, concept: Concept, context: Context) -> str:
    """What a term of ASCII letters would be with its marks; "" where it has lost none."""
    all_words, key, lang = words_in(given.text), fold(given.text), given.lang
    words = [word for word in all_words if not is_acronym(word)]
    if not words or not all(map(is_unmarked_syllable, words)):
        return ""
    lexicon = lexicon_of(lang)
    if key in lexicon.phrases:
        return ""
    if cited := _cited(words_in(key), given.context):
        return " ".join(map(_cased, cited, all_words))
    lost = sum(map(_has_lost, words))
    if len(words) == 1:
        found = lexicon.words_by_plain.get(key, ())
        return _cased(found[0], words[0]) if lost and found and key not in _foreign() else ""
    pairs = _marked_pairs(words_in(key), lang, concept, context)
    is_long = lost > 1 and len(words) > 2 and _english_words(words) < lost
    is_certain = pairs and (
        # Without a syllable that needs marks, one pair may be a word that the lexicon lacks.
        lost
        or len(pairs) > 1
        or is_likelier(pairs[0][1], pairs[0][0], lang, concept.id, context, at_most=0)
    )
    return _restored(all_words, lang, concept, context) if is_certain or is_long else ""


def _marked_pairs(
    words: Sequence[str], lang: str, concept: Concept, context: Context
) -> list[tuple[Pair, Pair]]:
    """The pairs of words that nobody writes so, each with what it is with marks."""
    pairs = pairwise(words)
    unknown = (pair for pair in pairs if not is_attested(pair, lang, concept.id, context))
    return [
        (pair, alike)
        for pair in unknown
        for alike in look_alikes_of(pair, lang, concept.id, context)[:1]
    ]


def _restored(words: Sequence[str], lang: str, concept: Concept, context: Context) -> str:
    """Words with the marks that they have in attested pairs, as far as these go."""
    keys = [fold(word) for word in words]
    found = list(words)
    at = 0
    while at < len(keys) - 1:
        pair = keys[at], keys[at + 1]
        known = is_attested(pair, lang, concept.id, context)
        alike = [] if known else look_alikes_of(pair, lang, concept.id, context)
        if alike:
            found[at : at + 2] = map(_cased, alike[0], words[at : at + 2])
        at += 2 if alike or known else 1
    return " ".join(found)


def _cased(text: str, like: str) -> str:
    """A text with the capitals of another of its length."""
    if like.isupper() and len(like) > 1:
        return text.upper()
    return text.capitalize() if like[:1].isupper() else text


def wrong_marks(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG302: two words of a term that nobody writes so, and that are attested with other marks."""
    for number, each in _terms(concept, used=True):
        if each.text.isascii() or is_seen(number, concept, context):
            continue
        field = f"term[{number}].term"
        words = words_in(fold(each.text))
        slip = _slip_in(words, each.lang, concept, context) or _slip_beside(each, words)
        if slip:
            found, meant = (" ".join(pair) for pair in slip)
            text = _replaced(each.text, slip)
            fix = Fix(field, text, is_safe=False) if text != each.text else None
            yield Hit(field, {"found": found, "meant": meant}, fix)


def _slip_in(
    words: Sequence[str], lang: str, concept: Concept, context: Context
) -> tuple[Pair, Pair] | None:
    """The first pair with wrong marks, and the pair that is meant."""
    pairs = list(pairwise(words))
    known = [is_attested(pair, lang, concept.id, context) for pair in pairs]
    for at, pair in enumerate(pairs):
        # Carbon dioxide may be written with đ or with d: no syllables, no slip of marks.
        is_native = all(is_unmarked_syllable(unmarked(word)) for word in pair)
        if known[at] or not is_native or _is_quoted(pair, concept):
            continue
        # A word that an attested neighbour covers is right, [tiêu chuẩn] sản, and one that is a
        # word with it is the half of no other, [đồng hồ] so.
        covered = (at > 0 and known[at - 1], at + 1 < len(pairs) and known[at + 1])
        beside = (pairs[at - 1] if at else None, pairs[at + 1] if at + 1 < len(pairs) else None)
        is_half = any(each and " ".join(each) in lexicon_of(lang).phrases for each in beside)
        for alike in look_alikes_of(pair, lang, concept.id, context):
            changed = [one != other for one, other in zip(pair, alike, strict=True)]
            is_free = not any(c and d for c, d in zip(covered, changed, strict=True))
            # What another concept has is attested whatever stands beside it.
            rare = NEVER if is_half else RARE
            is_slip = sum(changed) == 1 and is_free
            if is_slip and is_likelier(alike, pair, lang, concept.id, context, at_most=rare):
                return pair, alike
    return None


def _is_quoted(pair: Pair, concept: Concept) -> bool:
    """Whether the concept's own definition or contexts have a pair, too."""
    texts = (each.text for each in texts_of(concept) if each.role in ("definition", "context"))
    pairs = (pairwise(words) for words in map(words_in, map(fold, texts)))
    return any(pair in each for each in pairs)


def _slip_beside(given: Term, words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]] | None:
    """The term, and what its own context has in its place, where one word differs by its marks."""
    meant = _cited(words, given.context) if len(words) > 1 else []
    differing = sum(one != other for one, other in zip(words, meant, strict=False))
    return (words, meant) if differing == 1 else None


def _cited(words: Sequence[str], context: str) -> Sequence[str]:
    """The words as a context has them where it has them with other marks only; else nothing."""
    text, key = f" {' '.join(words_in(fold(context)))} ", f" {' '.join(words)} "
    at = -1 if not context or key in text else unmarked(text).find(unmarked(key))
    meant = text[at : at + len(key)].split() if at >= 0 else []
    return meant if len(meant) == len(words) else ()


def _replaced(text: str, slip: tuple[Sequence[str], Sequence[str]]) -> str:
    """A text with words in the place of others of its own, capitals as they are."""
    old, new = slip
    pattern = regex.compile(r"[\W\d_]+".join(map(regex.escape, old)), regex.IGNORECASE)
    composed = iter(new)

    def replace(found: regex.Match[str]) -> str:
        return regex.sub(
            r"[^\W\d_]+", lambda word: _cased(next(composed), word.group()), found.group()
        )

    replaced: str = pattern.sub(replace, text, count=1)
    return replaced


def broken_syllables(_file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG303: a word that is built like a syllable and can be none."""
    terms = {f"term[{number}].term" for number, _ in _terms(concept, used=True)}
    for each in texts_of(concept):
        if each.field not in terms and (each.role != "definition" or not is_syllabic(each.lang)):
            continue
        if all(map(is_syllable, words_in(each.text))):
            continue
        for found in _ALONE.finditer(each.text):
            word = found.group()
            if is_syllable(word) or not _is_broken(word, each.text, each.lang):
                continue
            if misread(each.text, is_syllabic=True):
                break
            meant = _meant_by(word, each.lang)
            fix = None
            if meant:
                text = each.text[: found.start()] + meant + each.text[found.end() :]
                fix = Fix(each.field, text, is_safe=False)
            yield Hit(each.field, {"word": word, "meant": meant or "?"}, fix)


def _is_broken(word: str, text: str, lang: str) -> bool:
    """Whether a word that is no syllable is a Vietnamese one misspelt, no foreign word or name."""
    plain = unmarked(word).lower()
    if any(slip.match(plain) for slip, _ in _ONSET_SLIPS[:2]) and not text.isascii():
        return word.islower() or word.istitle() or not word.isascii()
    marks = [letter for letter in word.lower() if letter not in "abcdefghijklmnopqrstuvwxyz"]
    if not marks or marks == ["đ"] or not word.islower():
        return False
    return fold(word) not in lexicon_of(lang).words and not _is_loan(word.lower())


def _is_loan(word: str) -> bool:
    """Whether a small word with marks that is no syllable may be a loan word: nitơ, bêtông."""
    decomposed = unicodedata.normalize("NFD", word)
    if not _WRITTEN.fullmatch(decomposed):
        return True  # µm: other letters
    if _NATIVE_TONES.search(decomposed):
        return False
    toneless = unicodedata.normalize("NFC", _TONES.sub("", decomposed))
    if _FOREIGN_VOWELS.search(toneless):
        return True
    if _SHAPE.fullmatch(toneless):
        return False
    return bool(_parts_of(word))


def _parts_of(word: str) -> list[str]:
    """The syllables that make up a loan word, or two words run together; [] where none do."""
    if not word:
        return []
    for end in range(len(word), 0, -1):
        part = word[:end]
        # Prô, blô, xtrô: with a consonant before that Vietnamese syllables do not have.
        core = _CLUSTER.sub("", part)
        if _LOAN_LETTERS.search(part) or any(
            is_syllable(each) or is_unmarked_syllable(each) for each in (part, core)
        ):
            rest = _parts_of(word[end:])
            if rest or end == len(word):
                return [part, *rest]
    return []


def _meant_by(word: str, lang: str) -> str:
    """The syllable that is one slip away from a word; "" where none or several are."""
    plain = unmarked(word).lower()
    for slip, right in _ONSET_SLIPS:
        if onset := slip.match(plain):
            mended = _cased(right, word[:1]) + word[onset.end() :]
            if is_syllable(mended) or word.isascii():
                return mended
    known = lexicon_of(lang).words
    near = set(lexicon_of(lang).words_by_plain.get(unmarked(fold(word)), ()))
    near = {each for each in near if is_syllable(each)} or {
        each for each in _edits(fold(word)) if each in known and is_syllable(each)
    }
    return _cased(near.pop(), word) if len(near) == 1 else ""


def _edits(word: str) -> Iterator[str]:
    """The word with a letter less, and with two letters changed over."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


RULES = (
    Rule(
        "TG301",
        check=without_marks,
        bad=Case({"metrology": term("en", "metrology") + term("vi", "do luong")}),
        good=Case({"rubber": term("en", "rubber") + term("vi", "cao su")}),
    ),
    Rule(
        "TG302",
        check=wrong_marks,
        bad=Case({"gauging": term("en", "gauging") + term("vi", "kiểm đinh")}),
        good=Case({"gauging": term("en", "gauging") + term("vi", "kiểm định")}),
    ),
    Rule(
        "TG303",
        check=broken_syllables,
        bad=Case({"branch": term("en", "branch") + term("vi", "nghành")}),
        good=Case({"branch": term("en", "branch") + term("vi", "ngành")}),
    ),
)
