"""Segments ↔ segments: beads, by dynamic programming over length and anchors.

`scoring` says what a bead is worth and knows nothing of the search; `search` finds the best path
through the worth of beads and knows nothing else.
"""

from tmkit.align.beads import SIGNATURE, align

__all__ = ["SIGNATURE", "align"]
