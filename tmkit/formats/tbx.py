"""TBX: glossaries read in every public dialect, and written as TBX-Basic.

Read: v3 (ISO 30042:2019) Core, Min and Basic in styles DCA and DCT, v2 (ISO 30042:2008) Basic and
Default, TBX-Min of 2013. Written: see `tbx_writing`; what a dialect cannot hold: `loss`.
"""

from __future__ import annotations

from tmkit.formats.tbx_losses import Loss, kept, loss
from tmkit.formats.tbx_reading import read
from tmkit.formats.tbx_writing import DIALECTS, write

__all__ = ["DIALECTS", "Loss", "kept", "loss", "read", "write"]
