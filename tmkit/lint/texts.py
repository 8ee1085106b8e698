"""TG2, 201 to 206: signs that a reader does not see, or that are not what they look like."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from tmkit.lint.attested import is_syllabic
from tmkit.lint.context import Context
from tmkit.lint.fields import Text, texts_of
from tmkit.lint.rule import Case, Hit, Rule, term
from tmkit.model import Concept, ConceptFile, Fix
from tmkit.text import clean, from_font, is_syllable, without_mojibake

__all__ = ["RULES", "misread"]

# What nearly every file is made of; one with anything else is looked at closely. Letters with two
# marks (U+1EA0 to U+1EF9) are Vietnamese; Ã begins most of what was read in a wrong encoding.
# The standard library's is nine times as fast here, and every file goes through it.
_STRANGE = re.compile(
    "[^\t\n\r\x20-%'-;=?-Z\\[\\]-~ÀÁÂÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ“”‘’–—…°²³µ×÷±≤≥•§]"
)

_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANK = regex.compile(f"[{_BLANKS}]")
# A number and its unit, a sign of French and its word: a no-break space holds them together.
_HELD = regex.compile(r"(?<=\p{N})[\u00a0\u2009\u202f]|[\u00a0\u2009\u202f](?=[%‰°\p{N}])")
_UNSEEN = regex.compile(r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}--[\t\n\r]]", flags=regex.VERSION1)

_PARTING = regex.compile(r"\p{L}\u200b+\p{L}")

_WORD = regex.compile(r"[\p{L}\p{M}]+")
# Letters drawn like Latin ones, and the Latin ones. Capitals of Greek and omicron are never meant
# as such beside Latin letters; the others are symbols at the ends of a word: sinα, νmax.
_ALIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТХУаеорсухѕіјԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧοﬀﬁﬂﬃﬄ",
        [*"ABESIJKMHOPCTXYaeopcyxsijqwhABEZHIKMNOPTYXo", "ff", "fi", "fl", "ffi", "ffl"],
        strict=True,
    )
)
_ALIKE |= {chr(code + 0xFEE0): chr(code) for code in (*range(0x41, 0x5B), *range(0x61, 0x7B))}
_ALIKE_INSIDE = dict(zip("αικνρυχ", "aikvpux", strict=True))
_OTHER_SCRIPT = regex.compile(r"[\p{Cyrillic}\p{Greek}ﬀ-ﬄＡ-Ｚａ-ｚ]")
_LATIN = regex.compile(r"\p{Latin}")
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
# Eth and African D are drawn like đ, a caron nearly like a breve.
_LIKE_D = regex.compile("[ðɖÐƉǎǍ]")
_LIKE = str.maketrans("ðɖÐƉǎǍ", "đđĐĐăĂ")

_RUN = regex.compile(r"\S+")
_LOST = regex.compile("[\ufffd\\p{Co}]")
# "Ti?u chu?n": what a program wrote for letters that its encoding did not have.
_ASKED = regex.compile(r"\p{L}\?\p{L}")
_FONTS = ("tcvn3", "vni")
# So few letters may be a symbol: µm, Ø 5.
_UNIT = 3

_ENTITY = regex.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z]{2,24}\d{0,2});")
_TAG = regex.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|ol|p|span|strong|sub|sup|table|td|tr|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    regex.IGNORECASE,
)
# Without their tags 10<sup>3</sup> and 103 are one.
_RAISED = regex.compile(r"<su[bp]", regex.IGNORECASE)


@lru_cache(maxsize=8)
def _is_plain(raw: str) -> bool:
    """Whether the text of a file holds nothing that a rule of this module could find."""
    return not _STRANGE.search(raw)


def _strange(file: ConceptFile, concept: Concept) -> Sequence[Text]:
    return () if _is_plain(file.raw) else texts_of(concept)


def decomposed(file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG201: letters and their marks written apart."""
    for each in _strange(file, concept):
        composed = unicodedata.normalize("NFC", each.text)
        if composed != each.text:
            words = zip(each.text.split(), composed.split(), strict=False)
            word = next((new for old, new in words if old != new), composed)
            yield Hit(each.field, {"word": word}, Fix(each.field, composed))


def stray_spaces(_file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG202: spaces at the ends of a text, two in a row, tabs; in a term also line ends."""
    for each in texts_of(concept):
        text = each.text
        if text.isprintable() and "  " not in text and text[0] != " " != text[-1]:
            continue
        tidy = regex.sub(r" *\t[ \t]*| {2,}", " ", text).strip(" \t\r\n")
        if each.role == "term":
            tidy = regex.sub(r"[ \t]*[\r\n]+[ \t]*", " ", tidy)
        if tidy != text:
            shown = text.replace("\t", "→").replace("\n", "↵")
            yield Hit(each.field, {"text": shown[:80]}, Fix(each.field, tidy))


def unseen_signs(file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG203: signs without width, control characters, soft hyphens; odd spaces where we write."""
    for each in _strange(file, concept):
        signs = [sign for sign in _UNSEEN.findall(each.text) if _is_taken_out(sign, each.text)]
        blanks = [] if each.role in ("context", "other") else _odd_blanks(each)
        found = signs + blanks
        if found:
            text = "".join(sign for sign in each.text if sign not in signs)
            text = _BLANK.sub(" ", text) if blanks else text
            names = ", ".join(f"U+{ord(sign):04X} {_name(sign)}".strip() for sign in found[:3])
            # A space without width may be all that parts two words.
            is_safe = not _PARTING.search(each.text)
            yield Hit(each.field, {"signs": names}, Fix(each.field, text, is_safe))


def _is_taken_out(sign: str, text: str) -> bool:
    """Whether cleaning takes a sign out: not from within an emoji, for one."""
    return sign not in clean(text)


def _odd_blanks(text: Text) -> list[str]:
    """The spaces of a text that are none of the keyboard; in a definition numbers hold theirs."""
    own = text.text if text.role == "term" else _HELD.sub("", text.text)
    return _BLANK.findall(own)


def _name(sign: str) -> str:
    return unicodedata.name(sign, "").lower()


def look_alikes(file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG204: letters of other scripts, and other letters, in the place of what they look like."""
    for each in _strange(file, concept):
        text = _respelt(each.text)
        text = _with_d(text, is_syllabic=is_syllabic(each.lang))
        if text != each.text:
            sign = next(old for old, new in zip(each.text, text, strict=False) if old != new)
            words = (word for word in _WORD.findall(each.text) if sign in word)
            word = next(words, each.text)
            details = {"word": word, "sign": f"U+{ord(sign):04X} {_name(sign)}"}
            yield Hit(each.field, details, Fix(each.field, text))


def _respelt(text: str) -> str:
    """The text with Latin letters for those of other scripts that only look so."""
    if not _OTHER_SCRIPT.search(text):
        return text
    # A Russian name among English words has letters that are like no Latin ones.
    is_russian = any(letter not in _ALIKE for letter in _CYRILLIC.findall(text))

    def respell(found: regex.Match[str]) -> str:
        word = found.group()
        if not _OTHER_SCRIPT.search(word) or (is_russian and not _LATIN.search(word)):
            return word
        if not _LATIN.search(word):
            is_cyrillic = len(_CYRILLIC.findall(word)) == len(word) > 1
            return "".join(map(_ALIKE.__getitem__, word)) if is_cyrillic else word
        inner = "".join(_ALIKE_INSIDE.get(letter, letter) for letter in word[1:-1])
        whole = word[0] + inner + word[-1] if len(word) > 1 else word
        return "".join(_ALIKE.get(letter, letter) for letter in whole)

    return _WORD.sub(respell, text)


def _with_d(text: str, *, is_syllabic: bool) -> str:
    """The text with đ for eth, and ă for a with caron, where they stand in Vietnamese words."""
    if not _LIKE_D.search(text):
        return text
    if not is_syllabic:
        mended = clean(text)
        return mended if len(mended) == len(text) else text

    def mend(found: regex.Match[str]) -> str:
        word = found.group()
        meant = word.translate(_LIKE)
        return meant if meant.isupper() or is_syllable(meant) else word

    return _WORD.sub(mend, text)


def garbled(file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG205: text that was read in a wrong encoding, or lost its letters."""
    is_plain = _is_plain(file.raw)
    if is_plain and file.raw.isascii() and "?" not in file.raw:
        return
    for each in texts_of(concept):
        is_ours = each.role in ("term", "definition")
        if is_plain and not is_ours:
            continue
        lost = is_ours and "?" in each.text and "/" not in each.text and _ASKED.search(each.text)
        meant = misread(each.text, is_syllabic=is_ours and is_syllabic(each.lang))
        if meant or lost or _LOST.search(each.text):
            is_safe = meant == without_mojibake(each.text)
            fix = Fix(each.field, meant, is_safe) if meant else None
            yield Hit(each.field, {"text": each.text[:80]}, fix)


def misread(text: str, *, is_syllabic: bool) -> str:
    """What a text says that was read in a wrong encoding; "" where nothing tells so.

    is_syllabic: whether it should be Vietnamese; its fonts from before Unicode are known.
    """
    if text.isascii():
        return ""
    if _STRANGE.search(text):
        mended = without_mojibake(text)
        if mended == text:
            mended = _RUN.sub(lambda found: _as_utf_8(found.group()), text)
        if mended != text:
            return mended
    if is_syllabic and not any(map(is_syllable, _marked_words(text))):
        for font in _FONTS:
            read = from_font(text, font)
            words = _WORD.findall(read)
            if read != text and len("".join(words)) > _UNIT and all(map(is_syllable, words)):
                return read
    return ""


def _marked_words(text: str) -> Iterator[str]:
    words = (found.group() for found in _WORD.finditer(text))
    return (word for word in words if not word.isascii())


def _as_utf_8(run: str) -> str:
    """A run of signs whose bytes in windows-1252 are UTF-8 as the text of these; or as it is."""
    if run.isascii() or any(map(is_syllable, _marked_words(run))):
        return run
    try:
        return run.encode("cp1252").decode()
    except UnicodeError:
        return run


def markup(file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG206: an entity or a tag of HTML, which nobody will read as such."""
    for each in _strange(file, concept):
        found = _TAG.search(each.text) or _entity_in(each.text)
        if found:
            text = _TAG.sub("", each.text)
            while _entity_in(text):
                text = html.unescape(text).replace("\u00a0", " ")
            is_safe = not _RAISED.search(each.text)
            fix = Fix(each.field, text, is_safe)
            yield Hit(each.field, {"markup": found.group()}, fix)


def _entity_in(text: str) -> regex.Match[str] | None:
    return next(
        (each for each in _ENTITY.finditer(text) if html.unescape(each.group()) != each.group()),
        None,
    )


_LEVEL = term("en", "level")
RULES = (
    Rule(
        "TG201",
        check=decomposed,
        bad=Case({"level": _LEVEL + term("vi", "mu\u031b\u0301c")}),
        good=Case({"level": _LEVEL + term("vi", "m\u1ee9c")}),
    ),
    Rule(
        "TG202",
        check=stray_spaces,
        bad=Case({"level": term("en", "water  level") + term("vi", "mức nước")}),
        good=Case({"level": term("en", "water level") + term("vi", "mức nước")}),
    ),
    Rule(
        "TG203",
        check=unseen_signs,
        bad=Case({"level": term("en", "water\u00a0level") + term("vi", "mức nước")}),
        good=Case(
            {
                "level": term("en", "water level", context="Fill 5\u00a0kg up to the water level.")
                + term("vi", "mức nước")
            }
        ),
    ),
    Rule(
        "TG204",
        check=look_alikes,
        bad=Case({"level": term("en", "quality level") + term("vi", "mức \u00d0LCL", "variant")}),
        good=Case({"level": term("en", "quality level") + term("vi", "mức ĐLCL", "variant")}),
    ),
    Rule(
        "TG205",
        check=garbled,
        bad=Case({"level": _LEVEL + term("vi", "tiÃªu")}),
        good=Case({"level": _LEVEL + term("vi", "tiêu")}),
    ),
    Rule(
        "TG206",
        check=markup,
        bad=Case({"level": term("en", "research &amp; test level") + term("vi", "mức")}),
        good=Case({"level": term("en", "research & test level") + term("vi", "mức")}),
    ),
)
