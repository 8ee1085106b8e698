"""Segments and translation units → acronyms, long forms, term candidates."""

from tmkit.terms.acronyms import definitions_of, find_acronyms, known_from
from tmkit.terms.links import AcronymLedger, Sighting, sightings_of

__all__ = [
    "AcronymLedger",
    "Sighting",
    "definitions_of",
    "find_acronyms",
    "known_from",
    "sightings_of",
]
