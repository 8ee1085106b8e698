"""What words are worth: numbers by value, shared names, acronym shapes, facts on each language."""

from tmkit.lexicon.anchors import anchors_of
from tmkit.lexicon.facts import LanguageFacts, facts_of

__all__ = ["LanguageFacts", "anchors_of", "facts_of"]
