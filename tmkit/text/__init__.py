"""str → str: what is stored (`clean`), and what is compared (`fold`, `fold_loosely`, `unmarked`).

Beside them: which language a text is in, and the encodings from before Unicode (bytes → str).
"""

from tmkit.text.cleaning import clean
from tmkit.text.encodings import (
    ENCODINGS,
    Guess,
    canonical_encoding,
    decode,
    from_font,
    guess,
    guess_of_font,
)
from tmkit.text.folding import fold, fold_loosely, toned, unmarked
from tmkit.text.language import language_of
from tmkit.text.mojibake import without_mojibake
from tmkit.text.references import document_of, is_reference
from tmkit.text.syllables import is_syllable, is_unmarked_syllable

__all__ = [
    "ENCODINGS",
    "Guess",
    "canonical_encoding",
    "clean",
    "decode",
    "document_of",
    "fold",
    "fold_loosely",
    "from_font",
    "guess",
    "guess_of_font",
    "is_reference",
    "is_syllable",
    "is_unmarked_syllable",
    "language_of",
    "toned",
    "unmarked",
    "without_mojibake",
]
