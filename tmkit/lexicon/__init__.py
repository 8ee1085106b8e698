"""What words are worth: numbers by value, shared names, translations, facts on each language."""

from tmkit.lexicon.facts import LanguageFacts, NameFacts, Phrases, facts_of
from tmkit.lexicon.figures import Date, Figure, code_spans, figures_in
from tmkit.lexicon.negations import NegationFacts, negation_facts_of
from tmkit.lexicon.numerals import Value
from tmkit.lexicon.quantities import QuantityFacts, Unit, quantity_facts_of
from tmkit.lexicon.seed import bands_of, known_words, phrases_of, seed_of
from tmkit.lexicon.translations import Bitext, Translations, train
from tmkit.lexicon.wordlinks import link_words
from tmkit.lexicon.words import Words, anchors_of, keys_of, words_of

__all__ = [
    "Bitext",
    "Date",
    "Figure",
    "LanguageFacts",
    "NameFacts",
    "NegationFacts",
    "Phrases",
    "QuantityFacts",
    "Translations",
    "Unit",
    "Value",
    "Words",
    "anchors_of",
    "bands_of",
    "code_spans",
    "facts_of",
    "figures_in",
    "keys_of",
    "known_words",
    "link_words",
    "negation_facts_of",
    "phrases_of",
    "quantity_facts_of",
    "seed_of",
    "train",
    "words_of",
]
