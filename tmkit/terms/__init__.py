"""Segments and translation units → acronyms, long forms, names, term candidates."""

from tmkit.terms.acronyms import find_acronyms
from tmkit.terms.known import KnownNames, same_name
from tmkit.terms.links import AcronymLedger, Sighting, sightings_of
from tmkit.terms.names import NameMention, find_names

__all__ = [
    "AcronymLedger",
    "KnownNames",
    "NameMention",
    "Sighting",
    "find_acronyms",
    "find_names",
    "same_name",
    "sightings_of",
]
