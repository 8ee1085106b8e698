"""str → str: what is stored (`clean`), and what is compared (`fold`, `unmarked`)."""

from tmkit.text.cleaning import clean
from tmkit.text.folding import fold, unmarked
from tmkit.text.language import language_of

__all__ = ["clean", "fold", "language_of", "unmarked"]
