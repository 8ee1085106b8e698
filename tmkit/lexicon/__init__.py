"""What words are worth: numbers by value, shared names, translations, facts on each language."""

from tmkit.lexicon.facts import LanguageFacts, NameFacts, Phrases, facts_of
from tmkit.lexicon.mentions import Mention, Mentions, Quotations, is_mentioned, longest
from tmkit.lexicon.seed import bands_of, known_words, phrases_of, seed_of
from tmkit.lexicon.translations import Bitext, Translations, train
from tmkit.lexicon.wordlinks import link_words
from tmkit.lexicon.words import Words, anchors_of, keys_of, words_of

__all__ = [
    "Bitext",
    "LanguageFacts",
    "Mention",
    "Mentions",
    "NameFacts",
    "Phrases",
    "Quotations",
    "Translations",
    "Words",
    "anchors_of",
    "bands_of",
    "facts_of",
    "is_mentioned",
    "keys_of",
    "known_words",
    "link_words",
    "longest",
    "phrases_of",
    "seed_of",
    "train",
    "words_of",
]
