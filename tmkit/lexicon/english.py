"""English inflection, as much as a lexicon of base forms needs."""

from __future__ import annotations

__all__ = ["singular", "stem"]

_VOWELS = frozenset("aeiouy")
_HISSING = ("ss", "x", "zz", "ch", "sh")
# Plurals of the learned vocabulary, and some of the common one.
_IRREGULAR = {
    "analyses": "analysis",
    "appendices": "appendix",
    "axes": "axis",
    "bases": "basis",
    "biases": "bias",
    "bonuses": "bonus",
    "buses": "bus",
    "caches": "cache",
    "campuses": "campus",
    "censuses": "census",
    "children": "child",
    "criteria": "criterion",
    "crises": "crisis",
    "curricula": "curriculum",
    "focuses": "focus",
    "gases": "gas",
    "hypotheses": "hypothesis",
    "indices": "index",
    "lenses": "lens",
    "matrices": "matrix",
    "men": "man",
    "people": "person",
    "phenomena": "phenomenon",
    "statuses": "status",
    "syntheses": "synthesis",
    "theses": "thesis",
    "vertices": "vertex",
    "viruses": "virus",
    "women": "woman",
}
# What ends in s and is no plural, or means something else without it.
_UNCHANGED = frozenset(
    {
        "alias",
        "analytics",
        "atlas",
        "bias",
        "canvas",
        "customs",
        "diagnostics",
        "dynamics",
        "economics",
        "electronics",
        "ethics",
        "gas",
        "goods",
        "headquarters",
        "lens",
        "linguistics",
        "logistics",
        "mathematics",
        "means",
        "mechanics",
        "news",
        "physics",
        "politics",
        "robotics",
        "series",
        "species",
        "statistics",
    }
)
# The shortest stem that is cut free of an ending; shorter words are something else: "bed", "sing".
_SHORTEST = 3


def stem(word: str) -> str:
    """The key of an English word in lower case, the same for its regular inflections.

    "standards" → "standard"; "measured", "measuring", "measure" → "measur". It need
    not be a word; irregular forms keep keys of their own.
    """
    word = singular(word)
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= _SHORTEST and not _VOWELS.isdisjoint(root):
            doubled = len(root) > _SHORTEST and root[-1] == root[-2] and root[-1] not in "lsz"
            word = root[:-1] if doubled else root
            break
    return word[:-1] if len(word) > _SHORTEST and word.endswith("e") else word


def singular(word: str) -> str:
    """The singular of a noun in lower case: "policies" → "policy"; what is none stays or is cut."""
    if word in _UNCHANGED:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > _SHORTEST + 1 and word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if len(word) > _SHORTEST + 1 and word.endswith("es") and word[:-2].endswith(_HISSING):
        return word[:-2]
    if len(word) > _SHORTEST and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
