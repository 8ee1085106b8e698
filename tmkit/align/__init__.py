"""Segments ↔ segments: beads, by dynamic programming over length and words.

`scoring` says what a bead is worth and knows nothing of the search; `search` finds the best path
through the worth of beads and knows nothing else; `coarse` says where in long texts to look;
`confidence` how sure a bead is; `learned` what a corpus tells beforehand; `documents` which texts
may translate one another at all.
"""

from tmkit.align.beads import (
    SIGNATURE,
    Prepared,
    align,
    align_documents,
    align_prepared,
    count_beads,
    prepare,
)
from tmkit.align.documents import Bag, bag_of, likely_pairs
from tmkit.align.learned import Counts, Learned, learn
from tmkit.align.scoring import WHOLE, Weights

__all__ = [
    "SIGNATURE",
    "WHOLE",
    "Bag",
    "Counts",
    "Learned",
    "Prepared",
    "Weights",
    "align",
    "align_documents",
    "align_prepared",
    "bag_of",
    "count_beads",
    "learn",
    "likely_pairs",
    "prepare",
]
