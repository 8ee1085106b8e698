"""What words are worth: numbers by value, shared names, translations, facts on each language.

The facts are read at once; what counts with numpy is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tmkit.lexicon.facts import LanguageFacts, NameFacts, Phrases, facts_of
from tmkit.lexicon.figures import Date, Figure, code_spans, figures_in
from tmkit.lexicon.mentions import Mention, Mentions, Quotations, is_mentioned, longest
from tmkit.lexicon.negations import NegationFacts, negation_facts_of
from tmkit.lexicon.numerals import Value
from tmkit.lexicon.phrases import phrases_of
from tmkit.lexicon.quantities import QuantityFacts, Unit, quantity_facts_of

if TYPE_CHECKING:
    from tmkit.lexicon.seed import bands_of, known_words, seed_of
    from tmkit.lexicon.translations import Bitext, Translations, train
    from tmkit.lexicon.wordlinks import link_words
    from tmkit.lexicon.words import Words, anchors_of, keys_of, words_of

__all__ = [
    "Bitext",
    "Date",
    "Figure",
    "LanguageFacts",
    "Mention",
    "Mentions",
    "NameFacts",
    "NegationFacts",
    "Phrases",
    "QuantityFacts",
    "Quotations",
    "Translations",
    "Unit",
    "Value",
    "Words",
    "anchors_of",
    "bands_of",
    "code_spans",
    "facts_of",
    "figures_in",
    "is_mentioned",
    "keys_of",
    "known_words",
    "link_words",
    "longest",
    "negation_facts_of",
    "phrases_of",
    "quantity_facts_of",
    "seed_of",
    "train",
    "words_of",
]

_HOME = {
    **dict.fromkeys(("bands_of", "known_words", "seed_of"), "seed"),
    **dict.fromkeys(("Bitext", "Translations", "train"), "translations"),
    "link_words": "wordlinks",
    **dict.fromkeys(("Words", "anchors_of", "keys_of", "words_of"), "words"),
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
