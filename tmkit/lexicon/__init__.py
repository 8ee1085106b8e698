"""What words are worth: numbers by value, shared names, translations, facts on each language."""

from tmkit.lexicon.facts import LanguageFacts, NameFacts, Phrases, facts_of
from tmkit.lexicon.seed import bands_of, known_words, phrases_of, seed_of
from tmkit.lexicon.translations import Bitext, Translations, train
from tmkit.lexicon.wordlinks import link_words
from tmkit.lexicon.words import Words, anchors_of, keys_of, words_of

__all__ = [
    "Bitext",
    "LanguageFacts",
    "NameFacts",
    "Phrases",
    "Translations",
    "Words",
    "anchors_of",
    "bands_of",
    "facts_of",
    "keys_of",
    "known_words",
    "link_words",
    "phrases_of",
    "seed_of",
    "train",
    "words_of",
]
