"""Which decimal sign a document writes: found in its numbers, never assumed of its language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

import regex

from tmkit.lexicon import Figure, figures_in, quantity_facts_of
from tmkit.lint.units import Pair, Side

__all__ = ["Decimals", "foreign_signs"]

# A document that writes now so, now so tells nothing; the sign that is usual in its language needs
# less to be believed than the other, which must also stand in a few numbers.
_USUAL = 0.6
_UNUSUAL = 0.8
_FEW = 3

_WORD_BEFORE = regex.compile(r"[\p{L}\p{M}\p{N}]*[^\p{L}\p{M}\p{N}]?\Z")
_HEADING = regex.compile(r"\s+\p{Lu}")
_OPPOSITE = str.maketrans(".,", ",.")


class Decimals:
    """Counts the decimal signs of documents, pair by pair."""

    def __init__(self) -> None:
        self._votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def add(self, pair: Pair) -> None:
        """Count the signs of a pair's numbers."""
        if not regex.search(r"\d[.,]\d", pair.source + pair.target):
            return
        sides: tuple[Side, Side] = ("source", "target")
        numbers = {side: list(_separated(pair, side)) for side in sides}
        texts = {side: {_text(pair, side, each) for each in numbers[side]} for side in sides}
        for side, other in zip(sides, sides[::-1], strict=True):
            lang = pair.lang(side)
            votes = self._votes[pair.document, lang]
            for each in numbers[side]:
                if len(each.signs) == 1:
                    votes[each.signs] += 1
                elif _text(pair, side, each).translate(_OPPOSITE) in texts[other]:
                    # Each side follows a rule of its own: that of its language.
                    votes[quantity_facts_of(lang).decimal] += 1

    def signs(self) -> Mapping[tuple[str, str], str]:
        """The sign of each document by its id and primary language, where it is clear.

        A document of which too few numbers tell takes that of all documents together.
        """
        whole: dict[str, Counter[str]] = defaultdict(Counter)
        for (_, lang), votes in self._votes.items():
            whole[lang].update(votes)
        found = {}
        for (document, lang), votes in self._votes.items():
            sign = _clear(votes, lang) if votes else ""
            if not sign and votes.total() < _FEW:
                sign = _clear(whole[lang], lang)
            if sign:
                found[document, lang] = sign
        return found


def _clear(votes: Counter[str], lang: str) -> str:
    for sign, count in votes.items():
        is_usual = sign == quantity_facts_of(lang).decimal
        least = _USUAL if is_usual else _UNUSUAL
        if (is_usual or count >= _FEW) and count >= least * votes.total():
            return sign
    return ""


def foreign_signs(
    pair: Pair, numbers: Iterable[Figure], signs: tuple[str | None, str]
) -> Iterator[Figure]:
    """The numbers of the target that are written with another decimal sign than its document's.

    signs: those of both documents. Where the document's is not the usual one of its language, what
    is written as usual can be read. A number that stands after the same name on both sides is that
    of a version.
    """
    other, sign = signs
    if sign != quantity_facts_of(pair.lang("target")).decimal:
        return
    for each in _decimal(pair, "target", numbers):
        text = _text(pair, "target", each)
        # 1,500 in both languages, of which one writes 1.500 for it.
        is_kept = other not in (sign, None) and each.signs == ",." and text in pair.source
        if sign not in each.signs or (is_kept and sign in text):
            yield each


def _separated(pair: Pair, side: Side) -> Iterator[Figure]:
    return _decimal(pair, side, figures_in(pair.text(side), pair.lang(side)))


def _decimal(pair: Pair, side: Side, numbers: Iterable[Figure]) -> Iterator[Figure]:
    """Numbers with separators that are quantities."""
    for each in numbers:
        if each.kind == "number" and each.signs and not each.label:
            text = pair.text(side)
            before = _WORD_BEFORE.search(text, 0, each.start)
            name = (before[0] if before else "") + _text(pair, side, each)
            other = pair.text("target" if side == "source" else "source")
            # A version, or the number of a heading.
            is_name = name[:1].isalpha() and name in other
            is_first = not text[: each.start].strip() and other.lstrip().startswith(name.lstrip())
            if not (is_name or (is_first and _HEADING.match(text, each.end))):
                yield each


def _text(pair: Pair, side: Side, figure: Figure) -> str:
    return pair.text(side)[figure.start : figure.end].partition(" ")[0]
