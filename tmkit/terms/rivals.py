"""What stands for a term where its own translation does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tmkit.lang import primary
from tmkit.terms.counting import TermCounts, Texts, count_terms
from tmkit.terms.grams import tokens_of
from tmkit.terms.pairs import in_order, surface

__all__ = ["stand_ins"]

# Linked once, a run of words stands there by chance; in few units a third link may be missed.
_LEAST = 2
# A longer run that is there nearly as often is what is meant: kiểm định, not kiểm.
_AS_OFTEN = 0.8
# Units that are linked together.
_SHARD = 5_000
_MOST = 3


def stand_ins(
    texts: Sequence[tuple[str, str]], languages: tuple[str, str], terms: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """For each term, a language and a text, what it is linked with most often; the first is likely.

    texts: of units, in the order of the languages, in which the terms stand and what translates
    them is not known. What is linked once is not named.
    """
    ordered = in_order(languages)
    turned = ordered != languages
    counts = TermCounts()
    for start in range(0, len(texts), _SHARD):
        shard = texts[start : start + _SHARD]
        counts.add(count_terms([Texts("", *(p[::-1] if turned else p)) for p in shard], ordered))
    found = {}
    by_side = [_by_side(counts, side) for side in (0, 1)]
    for tag, text in dict.fromkeys(terms):
        side = int(primary(tag) != primary(ordered[0]))
        runs = counts.sources if side else counts.targets
        linked = by_side[side].get(_key(text, tag), {})
        found[tag, text] = tuple(surface(key, runs[key]) for key in _chosen(linked))
    return found


def _key(text: str, tag: str) -> str:
    tokens = tokens_of([text], tag)
    return " ".join(tokens.words[number] for number in tokens.types)


def _by_side(counts: TermCounts, side: int) -> dict[str, dict[str, int]]:
    """By the run of one side the runs of the other with how often they are linked."""
    found: dict[str, dict[str, int]] = {}
    for pair, count in counts.pairs.items():
        found.setdefault(pair[side], {})[pair[1 - side]] = count.count
    return found


def _chosen(linked: Mapping[str, int]) -> list[str]:
    """The runs linked most often; of runs inside one another the longest that is as often there."""
    often = {key: count for key, count in linked.items() if count >= _LEAST}
    order = sorted(often, key=lambda key: (-often[key], key))
    chosen: list[str] = []
    for key in order:
        longer = [each for each in order if _is_part(key, each)]
        best = max(
            (each for each in longer if often[each] >= _AS_OFTEN * often[key]),
            key=lambda each: (len(each.split()), often[each], each),
            default=key,
        )
        if not any(_is_part(best, each) or _is_part(each, best) for each in chosen):
            chosen += [best] if best not in chosen else []
    return chosen[:_MOST]


def _is_part(run: str, whole: str) -> bool:
    return run != whole and f" {run} " in f" {whole} "
