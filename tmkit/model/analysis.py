"""How much of a text a memory knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

__all__ = ["Analysis", "FileAnalysis", "Volume"]


@dataclass(frozen=True, slots=True)
class Volume:
    """How much text there is. words: runs without blanks that hold a letter or a digit.

    characters: code points, blanks not counted. Codes count for nothing.
    """

    segments: int = 0
    words: int = 0
    characters: int = 0

    def __add__(self, other: Volume) -> Volume:
        return Volume(
            self.segments + other.segments,
            self.words + other.words,
            self.characters + other.characters,
        )


@dataclass(frozen=True, slots=True)
class FileAnalysis:
    """The text of a file by band. path: "" for that of several files together."""

    path: str
    bands: Mapping[str, Volume]

    @property
    def total(self) -> Volume:
        """The whole text."""
        return reduce(Volume.__add__, self.bands.values(), Volume())

    def weighted(self, weights: Mapping[str, int]) -> float:
        """The words, each counted by the weight of its band in percent; exact to a hundredth."""
        return sum(weights[band] * volume.words for band, volume in self.bands.items()) / 100


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a memory knows of some files. weights: percent of a new word, by band, in their order.

    store: the name of the memory.
    """

    store: str
    weights: Mapping[str, int]
    files: tuple[FileAnalysis, ...]

    @property
    def total(self) -> FileAnalysis:
        """All files together."""
        bands = {
            band: reduce(Volume.__add__, (file.bands[band] for file in self.files), Volume())
            for band in self.weights
        }
        return FileAnalysis("", bands)
