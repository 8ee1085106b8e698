"""Brackets, quotation marks, the sign at the end, and spaces, each against the source's."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tmkit.lint.marks import words_alone
from tmkit.lint.units import Pair, Side, UnitCase, UnitContext, UnitHit, UnitRule

__all__ = ["RULES", "spaced_signs"]

_PAIRS = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【", "」": "「", "》": "《"}
_BRACKETS = regex.compile(r"[()\[\]{}（）【】「」《》]")
# 1) and đ) begin items, at the start or after a sign; :) and ;-) are faces.
_ITEM = regex.compile(
    r"(?<=^\s*|[.;:,]\s+|[–—-]\s+)(?:\p{L}|\d{1,3}|[ivx]{2,5})\)|[:;]-?[()](?!\p{L})"
)
_LABEL = regex.compile(r"\s*(\p{L}|\d{1,3})(\)?)\s")


def brackets(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """Brackets of the target that have no partner, where those of the source have one."""
    if "(" in pair.target or _BRACKETS.search(pair.target):
        alone = _unpaired(pair.target)
        expected = [sign for sign, _ in _unpaired(pair.source)]
        if alone and [sign for sign, _ in alone] != expected:
            more = (each for each in alone if each[0] not in expected)
            sign, place = next(more, alone[0])
            yield UnitHit("target", (place, place + 1), {"sign": sign})
            return
    one, other = (_LABEL.match(text) for text in (pair.source, pair.target))
    if one and other and one[2] and not other[2] and one[1].casefold() == other[1].casefold():
        yield UnitHit("target", other.span(1), {"sign": ")"})


def _unpaired(text: str) -> list[tuple[str, int]]:
    """The brackets without a partner, with their places; marks of items do not count."""
    alone = words_alone(text)
    open_: list[tuple[str, int]] = []
    closed: list[tuple[str, int]] = []
    for match in _BRACKETS.finditer(alone):
        sign = match.group()
        if sign not in _PAIRS:
            open_.append((sign, match.start()))
        elif open_ and open_[-1][0] == _PAIRS[sign]:
            open_.pop()
        else:
            closed.append((sign, match.start()))
    items = {match.end() - 1 for match in _ITEM.finditer(alone)}
    items |= {match.start() for match in _ITEM.finditer(alone) if match.group()[0] in ":;"}
    return sorted((each for each in (*open_, *closed) if each[1] not in items), key=lambda x: x[1])


_QUOTES = {"“": "”", "«": "»", "„": "“", "‹": "›"}
# Feet and inches; what else stands behind a figure closes a quotation.
_INCH = regex.compile(r'(?<=\d)"(?=\s?[x×\d(]|\s*$)')


def quotation_marks(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """Quotation marks of the target that are not closed, or not opened, where the source's are."""
    alone = _unquoted(pair.target)
    if alone is not None and _unquoted(pair.source) is None:
        yield UnitHit("target", (alone, alone + 1), {"sign": pair.target[alone]})


def _unquoted(text: str) -> int | None:
    """The place of the first quotation mark without a partner, None where there is none."""
    alone = words_alone(text)
    straight = [place for place, sign in enumerate(alone) if sign == '"']
    if len(straight) % 2:
        straight = [each for each in straight if not _INCH.match(alone, each)]
    if len(straight) % 2 and not _is_curled(alone):
        return straight[-1]
    return _uncurled(alone)


def _is_curled(text: str) -> bool:
    """Whether a straight mark may be the partner of a curled one."""
    return (text.count("“") + text.count("”") + text.count('"')) % 2 == 0


def _uncurled(text: str) -> int | None:
    open_: list[tuple[str, int]] = []
    for place, sign in enumerate(text):
        if open_ and sign in (_QUOTES[open_[-1][0]], '"'):
            open_.pop()
        elif sign in "“«„‹":
            open_.append((sign, place))
        elif sign in "”»›" and '"' not in text[:place]:
            return place
    return open_[0][1] if open_ else None


# What may stand behind the last sign: closing quotes and brackets, marks of bold print, codes.
_TAIL = regex.compile(r"[\s\"'”’»›)\]}）】」》*_~`\ufffc]+$")
_ENDS = {
    sign: kind
    for kind, signs in enumerate(("..!…。！", "?？", ":：", ";；", ",，、"))
    for sign in signs
}
_ETC = regex.compile(r"(?:\bv\.v|\bvv|\betc|\be\.g|\bInc|\bLtd|\bCo|\b\p{Lu}|\bp\.m|\ba\.m)\.$")


def end_punctuation(pair: Pair, _context: UnitContext) -> Iterator[UnitHit]:
    """A target that ends otherwise than the source: as no sentence, or as another kind."""
    if not pair.target.strip() or not pair.source.strip():
        return
    source, target = _end_of(pair.source), _end_of(pair.target)
    if source[0].isdisjoint(target[0]):
        details = {"source": source[1] or "∅", "target": target[1] or "∅"}
        end = len(pair.target.rstrip())
        yield UnitHit("target", (max(end - 1, 0), end), details)


def _end_of(text: str) -> tuple[set[int], str]:
    """The kinds of sign that a text may be said to end with, -1 for none; and the sign."""
    bare = _TAIL.sub("", text.rstrip())
    sign = bare[-1:] if bare[-1:] in _ENDS else ""
    kinds = {_ENDS.get(sign, -1)}
    return (kinds | {-1, 0} if _ETC.search(bare) else kinds), sign


_BEFORE = regex.compile(r"(?<=[\p{L}\p{N})”\"])[ \u00a0]+[,;:!?.](?=\s|$)")
_SPACES = (
    regex.compile(r"(?<=\S) {2,}(?=\S)"),
    _BEFORE,
    regex.compile(r"(?<=\p{Ll}{2})[,;!?](?=\p{L}{2})"),
    regex.compile(r"\([ \u00a0]+(?=\S)|(?<=\S)[ \u00a0]+\)"),
)


def spaces(pair: Pair, context: UnitContext) -> Iterator[UnitHit]:
    """Spaces of the target that the source has otherwise: two in a row, before a sign, at an end.

    In a text that was cut into words there are spaces before all signs: that is said once, of the
    file.
    """
    if not pair.target.strip() or context.is_spaced(pair, "target"):
        return
    side: Side = "target"
    source, target = words_alone(pair.source), words_alone(pair.target)
    for pattern in _SPACES:
        found = pattern.search(target)
        if found and not pattern.search(source):
            yield UnitHit(side, found.span(), {"around": _around(pair.target, found.span())})
            return
    ends = [(text[:1].isspace(), text[-1:].isspace()) for text in (pair.source, pair.target)]
    if ends[0] != ends[1]:
        place = 0 if ends[0][0] != ends[1][0] else len(pair.target)
        span = (max(place - 1, 0), min(place + 1, len(pair.target)))
        yield UnitHit(side, span, {"around": _around(pair.target, span)}, fix=_as_source(pair))


def _around(text: str, span: tuple[int, int]) -> str:
    return text[max(span[0] - 12, 0) : span[1] + 12].replace("\n", " ")


def _as_source(pair: Pair) -> str:
    """The target with the spaces that stand at the ends of the source."""
    source, target = pair.source, pair.target.strip()
    before = source[: len(source) - len(source.lstrip())]
    return before + target + source[len(source.rstrip()) :]


def spaced_signs(text: str) -> tuple[int, int]:
    """How many signs of a text stand behind a space as behind a word, and how many at a word."""
    return len(_BEFORE.findall(text)), len(_AT_WORD.findall(text))


_AT_WORD = regex.compile(r"(?<=[\p{L}\p{N})”\"])[,;:!?.](?=\s|$)")


RULES = (
    UnitRule(
        "TQ403",
        check=brackets,
        bad=UnitCase.of("the seal (of lead)", "niêm phong (bằng chì"),
        good=UnitCase.of("a) the seal (of lead)", "a) niêm phong (bằng chì)"),
    ),
    UnitRule(
        "TQ404",
        check=quotation_marks,
        bad=UnitCase.of("Press “Stop” now.", "Nhấn “Dừng ngay."),
        good=UnitCase.of("Press “Stop” now.", 'Nhấn "Dừng" ngay.'),
    ),
    UnitRule(
        "TQ405",
        check=end_punctuation,
        bad=UnitCase.of("Is the seal broken?", "Niêm phong bị hỏng."),
        good=UnitCase.of("Is the seal broken?", "Niêm phong có bị hỏng không?"),
    ),
    UnitRule(
        "TQ408",
        check=spaces,
        bad=UnitCase.of("the seal, the scale", "niêm phong , cái cân"),
        good=UnitCase.of("the seal, the scale", "niêm phong, cái cân"),
    ),
)
