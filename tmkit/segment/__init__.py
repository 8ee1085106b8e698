"""Text → segments, by SRX rules."""

from tmkit.segment.engine import Segmenter

__all__ = ["Segmenter"]
