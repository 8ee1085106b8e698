"""Segments and translation units → acronyms, long forms, term candidates."""

from tmkit.terms.acronyms import find_acronyms
from tmkit.terms.links import AcronymLedger, Sighting, sightings_of

__all__ = ["AcronymLedger", "Sighting", "find_acronyms", "sightings_of"]
