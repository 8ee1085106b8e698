"""TG2, 207 to 209: spaces, brackets and stops that are in the way of a search for a term."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tmkit.lexicon import facts_of
from tmkit.lint.context import Context
from tmkit.lint.fields import texts_of
from tmkit.lint.rule import Case, Hit, Rule, term
from tmkit.model import Concept, ConceptFile, Fix

__all__ = ["RULES"]

_OPENING = {")": "(", "]": "[", "}": "{", "”": "“", "»": "«"}
_BRACKETS = regex.compile(r"[()\[\]{}“”«»]")
# "a) …", "điểm b)", "1)": a number of a list, closed by a bracket that nothing opens.
_NUMBERED = regex.compile(r"(?:(?<=^)|(?<=[\s;]))[\p{L}\p{N}]{1,2}\)")
# [0; 1), ]a, b[: an interval that is open on one side.
_INTERVAL = regex.compile(r"[\[\](][^\s;,()\[\]]{1,12}[;,] ?[^\s;,()\[\]]{1,12}[\[\])]")
# Not " …", " .5", " .NET", and not the colon of "1 : 2" and "17025 : 2017".
_SPACED = regex.compile(
    r"(?<=\S) +(?=[,;!?)\]](?!\S*[-(])|\.(?:\s|$)|:(?:\s|$))(?!(?<=\d +): *\d)|(?<=[(\[]) +(?=\S)"
)
# One of these has every file that the pattern could find anything in.
_SIGNS = (" ,", " ;", " !", " ?", " )", " ]", " .", " :", "( ", "[ ", "\\")
# Words that are written with a stop: with another in them, or short and known, or a letter.
_SHORTENED = regex.compile(
    r"(?i)(?<!\p{L})(?:\S*\.\S*|\p{L}|etc|ltd|co|corp|inc|jr|sr|no|art|dept|est|approx|max|min"
    r"|vol|fig|ed|eds|st|sec|ch|al|tel|p|pp|tp|tx|tt|đv)\.$"
)
_AT_END = regex.compile(r"[.;,:]$")


def spaces_before_signs(file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG207: a space before a comma, a stop or the like; quotations stay as they are."""
    if not any(sign in file.raw for sign in _SIGNS):
        return
    for each in texts_of(concept):
        found = None if each.quoted else _SPACED.search(each.text)
        if found:
            around = each.text[max(found.start() - 10, 0) : found.end() + 10]
            fix = Fix(each.field, _SPACED.sub("", each.text))
            yield Hit(each.field, {"text": around}, fix)


def unpaired_brackets(_file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG208: a bracket or a quotation mark without the other of its pair, in our own words."""
    for each in texts_of(concept):
        if each.role in ("term", "definition") and (sign := _unpaired_in(each.text)):
            yield Hit(each.field, {"sign": sign, "text": each.text[:80]})


def _unpaired_in(text: str) -> str:
    signs = _BRACKETS.findall(text)
    if not signs:
        return ""
    opened: list[str] = []
    for sign in _BRACKETS.findall(_NUMBERED.sub("", _INTERVAL.sub("", text))):
        if sign not in _OPENING:
            opened.append(sign)
        elif not opened or opened.pop() != _OPENING[sign]:
            return str(sign)
    return opened[-1] if opened else ""


def final_signs(_file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG209: a stop, a comma or the like at the end of a term."""
    for number, each in enumerate(concept.terms):
        text = each.text
        if text[-1] not in ".;,:" or each.kind in ("abbreviation", "acronym", "phrase"):
            continue
        known = {word.lower() for word in facts_of(each.lang).abbreviations}
        last = text.rsplit(maxsplit=1)[-1]
        if text.endswith(("..", "…")) or _SHORTENED.search(text) or last.lower() in known:
            continue
        field = f"term[{number}].term"
        # Whoever wrote a comma may have meant to go on.
        fix = Fix(field, text.rstrip(".;,: "), is_safe=text.endswith("."))
        yield Hit(field, {"term": text, "sign": text[-1]}, fix)


RULES = (
    Rule(
        "TG207",
        check=spaces_before_signs,
        bad=Case({"level": 'note = "Of water , not of quality."'}),
        good=Case({"level": 'note = "Of water, not of quality."'}),
    ),
    Rule(
        "TG208",
        check=unpaired_brackets,
        bad=Case({"level": term("en", "level (of water") + term("vi", "mức (nước)")}),
        good=Case({"level": term("en", "level (of water)") + term("vi", "mức (nước)")}),
    ),
    Rule(
        "TG209",
        check=final_signs,
        bad=Case({"level": term("en", "water level.") + term("vi", "mức nước")}),
        good=Case({"level": term("en", "Water Level Co.") + term("vi", "mức nước, v.v.")}),
    ),
)
