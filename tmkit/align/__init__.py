"""Segments ↔ segments: beads, by dynamic programming over length and words.

`scoring` says what a bead is worth and knows nothing of the search; `search` finds the best path
through the worth of beads and knows nothing else; `coarse` says where in long texts to look;
`confidence` how sure a bead is; `learned` what a corpus tells beforehand.
"""

from tmkit.align.beads import SIGNATURE, align, align_documents, count_beads
from tmkit.align.learned import Counts, Learned, learn
from tmkit.align.scoring import WHOLE, Weights

__all__ = [
    "SIGNATURE",
    "WHOLE",
    "Counts",
    "Learned",
    "Weights",
    "align",
    "align_documents",
    "count_beads",
    "learn",
]
