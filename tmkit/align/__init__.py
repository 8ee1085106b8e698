"""Segments ↔ segments: beads, by dynamic programming over length and anchors.

`scoring` says what a bead is worth and knows nothing of the search; `search` finds the best path
through the worth of beads and knows nothing else; `learned` is what a corpus tells beforehand.
"""

from tmkit.align.beads import SIGNATURE, align
from tmkit.align.learned import Counts, Learned, count, learn
from tmkit.align.scoring import WHOLE, Weights

__all__ = ["SIGNATURE", "WHOLE", "Counts", "Learned", "Weights", "align", "count", "learn"]
