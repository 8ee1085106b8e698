"""Segments and translation units → acronyms, long forms, term candidates."""

from tmkit.terms.acronyms import find_acronyms
from tmkit.terms.links import AcronymLedger, Sighting, sightings_of
from tmkit.terms.pairs import extract_terms

__all__ = ["AcronymLedger", "Sighting", "extract_terms", "find_acronyms", "sightings_of"]
