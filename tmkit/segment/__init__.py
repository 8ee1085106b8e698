"""Text → segments, by SRX rules."""

from tmkit.segment.choice import narrowed
from tmkit.segment.engine import Segmenter

__all__ = ["Segmenter", "narrowed"]
