"""Whether the target is a translation at all: empty, the source again, or in another language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from tmkit.lexicon import facts_of
from tmkit.lint.marks import words_alone
from tmkit.lint.units import Pair, Side, UnitCase, UnitContext, UnitHit, UnitRule
from tmkit.text import fold, language_of

__all__ = ["RULES"]

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}+)*")
_SENSE = regex.compile(r"[\p{L}\p{N}]")
# Within a run only blanks and light signs part the words.
_LIGHT = regex.compile(r"[\s,()\ufffc]*")
# Shorter runs of foreign words are names and terms.
_RUN = 4
# From so many small words on a text is in some language.
_UNKNOWN = 5
# So many words in capitals may be a name.
_NAME = 5
# Signs that stand within code, written without its marks.
_CODE = regex.compile(r"[_=<>{}\\|]|\p{L}[.(/:]+\p{L}|\(\)|\p{Ll}\p{Lu}")
_QUOTED = regex.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|«[^«»\n]*»|‘[^‘’\n]*’(?!\p{L})")
# Scripts that no language here is written in, as far as they have letters of their own.
_FOREIGN = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Arabic}\p{Hebrew}\p{Khmer}\p{Lao}]"
    r"|\p{Cyrillic}{3,}|\p{Greek}{3,}"
)


def empty(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """A side without a text, where the other one has one."""
    if pair.source.strip() and not pair.target.strip():
        yield UnitHit("target")
    elif pair.target.strip() and not pair.source.strip():
        yield UnitHit("source")


def copied(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """A target that is the source again, though it holds words to translate."""
    if _is_copy(pair) and _is_language(pair.source, pair.lang("source")):
        yield UnitHit("target")


def _is_copy(pair: Pair) -> bool:
    one, other = (" ".join(fold(text).split()) for text in (pair.source, pair.target))
    return one == other and pair.lang("source") != pair.lang("target")


def _is_language(text: str, language: str) -> bool:
    """Whether a text is a sentence or a phrase of its language, not a name, a title or code.

    Of a language that nothing is known of: whether it has words in small letters.
    """
    tokens = _unquoted(text, language).split()
    words = _WORD.findall(" ".join(token for token in tokens if not _CODE.search(token)))
    small = [word for word in words if word.islower() and len(word) > 1]
    functions = _function_words(language)
    if not functions:
        return len(small) >= 2
    if len(words) < 3 or language_of(" ".join(words)) != language:
        return False
    content = sum(fold(word) not in functions for word in small)
    # "Code of Conduct" is a name; a heading of so many words is not.
    is_long = len(words) > _NAME or len(small) - content > 2
    return content > 0 or is_long or text.rstrip()[-1] in ".!?:"


def _unquoted(text: str, language: str) -> str:
    """The words of a text, without the names that it quotes and what it quotes in another language.

    As long as it was.
    """

    def aside(found: regex.Match[str]) -> str:
        inside = found.group()
        is_name = len(inside.split()) <= _NAME
        return "\ufffc" * len(inside) if is_name or language_of(inside) != language else inside

    return _QUOTED.sub(aside, words_alone(text))


@cache
def _function_words(language: str) -> frozenset[str]:
    facts = facts_of(language)
    return facts.not_first & facts.not_last


def untranslated(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """A clause of the target that is in the language of the source."""
    source, target = pair.lang("source"), pair.lang("target")
    if source == target or _is_copy(pair) or not _function_words(source):
        return
    for start, end in _runs(_unquoted(pair.target, target), source, target):
        text = pair.target[start:end]
        yield UnitHit("target", (start, end), {"text": text if len(text) < 60 else text[:59] + "…"})
        return


def _runs(text: str, language: str, other: str) -> Iterator[tuple[int, int]]:
    """The longest runs of words that can only be a language other than the text's own."""
    run: list[regex.Match[str]] = []
    for word in _WORD.finditer(text):
        joined = run and _LIGHT.fullmatch(text, run[-1].end(), word.start())
        if run and not (joined and _can_be(word.group(), language, other)):
            yield from _told(run, language, other)
            run = []
        if _can_be(word.group(), language, other):
            run.append(word)
    yield from _told(run, language, other)


@lru_cache(maxsize=1 << 16)
def _can_be(word: str, language: str, other: str) -> bool:
    """Whether a word may stand in a run of the language: no small word that is of the other."""
    told = None if word.isupper() else language_of(word.casefold())
    return told != other or fold(word) in _function_words(language)


def _told(run: list[regex.Match[str]], language: str, other: str) -> Iterator[tuple[int, int]]:
    """The run, or the clauses of it, as far as they are sentences rather than names and lists."""
    clauses: list[list[regex.Match[str]]] = []
    for match in run:
        before = match.string[clauses[-1][-1].end() : match.start()] if clauses else ","
        if "," in before:
            clauses.append([])
        clauses[-1].append(match)
    spans = [(each[0].start(), each[-1].end()) for each in clauses if _says(each, language, other)]
    if spans:
        yield spans[0][0], spans[-1][1]


def _says(clause: list[regex.Match[str]], language: str, other: str) -> bool:
    words = [match.group() for match in clause]
    if len(words) < _RUN or language_of(" ".join(words)) != language:
        return False
    own = _function_words(language) - _function_words(other)
    functions = sum(fold(word) in own for word in words)
    # Titles of works and names of bodies stand as they are: their words are capitalised. A name at
    # either end is no part of what is said.
    content = [word[0].islower() for word in words if fold(word) not in own]
    small = sum(content)
    capitals = len(content) - small
    if content and not small:
        return False
    while content and not content[0]:
        content.pop(0)
    while content and not content[-1]:
        content.pop()
    is_said = functions >= 1 and 2 * small >= len(content) and (functions >= 2 or small >= 2)
    return is_said and (small != 1 or capitals <= 2)


def other_language(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """A side that is in neither language it should be in, or sides that have changed places."""
    sides: tuple[Side, Side] = ("source", "target")
    for side in sides:
        text, language = words_alone(pair.text(side)), pair.lang(side)
        told = _told_language(text, language)
        if side == "target" and told in ("", pair.lang("source")) and _is_unknown(text, pair):
            told = "?"
        if told and (side == "source" or told != pair.lang("source")):
            yield UnitHit(side, None, {"language": told})
            return


def _is_unknown(text: str, pair: Pair) -> bool:
    """Whether a target is in none of the two languages: its words are built like no word of it.

    Of a target that is built of the same letters as most languages nothing is known.
    """
    target, functions = pair.lang("target"), _function_words(pair.lang("source"))
    if not (functions and _function_words(target)):
        return False
    # Names and terms are kept as they are.
    kept = set(_WORD.findall(pair.source.casefold()))
    words = [word for word in _WORD.findall(text) if word.islower() and len(word) > 1]
    if sum(fold(word) in functions for word in words) > 1:
        return False  # it is left untranslated
    own = [word for word in words if word in kept or language_of(word) == target]
    is_marked = any(not word.isascii() for word in own)
    return len(words) >= _UNKNOWN and not is_marked and 2 * len(own) <= len(words)


def _told_language(text: str, language: str) -> str:
    """What else than its language a text is in, as a tag or a script; "" where it may be right."""
    if not _function_words(language):
        return ""
    letters = len(_SENSE.findall(text))
    foreign = sum(len(found.group()) for found in _FOREIGN.finditer(text))
    if foreign and 2 * foreign >= letters:
        return "?"
    told = language_of(text)
    words = _WORD.findall(text)
    if told is None or told == language or len(words) < _RUN:
        return ""
    own = _function_words(told) - _function_words(language)
    functions = sum(fold(word) in own for word in words)
    small = sum(word.islower() and language_of(word) == told for word in words)
    return told if functions >= 2 or small >= _RUN - 1 else ""


RULES = (
    UnitRule(
        "TQ201",
        check=untranslated,
        bad=UnitCase.of(
            "If the seal is broken, the meter must be verified again.",
            "Nếu niêm phong bị hỏng, the meter must be verified again.",
        ),
        good=UnitCase.of(
            "If the seal is broken, the meter must be verified again.",
            "Nếu niêm phong bị hỏng thì phải kiểm định lại đồng hồ.",
        ),
    ),
    UnitRule(
        "TQ202",
        check=copied,
        bad=UnitCase.of("The seal is broken.", "The seal is broken."),
        good=UnitCase.of("OIML R 76", "OIML R 76"),
    ),
    UnitRule(
        "TQ203",
        check=other_language,
        bad=UnitCase.of("Nếu niêm phong bị hỏng thì phải báo ngay.", "If it is broken, call us."),
        good=UnitCase.of("If it is broken, call us.", "Nếu hỏng thì hãy gọi cho chúng tôi."),
    ),
    UnitRule(
        "TQ204",
        check=empty,
        bad=UnitCase.of("The seal is broken.", " "),
        good=UnitCase.of("The seal is broken.", "Niêm phong bị hỏng."),
    ),
)
