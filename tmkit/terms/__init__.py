"""Segments and translation units → acronyms, long forms, term candidates."""

from tmkit.terms.acronyms import find_acronyms
from tmkit.terms.links import AcronymLedger, Sighting, sightings_of
from tmkit.terms.pairs import TermCollector, extract_terms

__all__ = [
    "AcronymLedger",
    "Sighting",
    "TermCollector",
    "extract_terms",
    "find_acronyms",
    "sightings_of",
]
