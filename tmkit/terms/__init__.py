"""Segments and translation units → acronyms, long forms, names, term candidates."""

from tmkit.terms.acronyms import find_acronyms
from tmkit.terms.known import KnownNames, same_name
from tmkit.terms.links import AcronymLedger, Sighting, sightings_of
from tmkit.terms.names import NameMention, find_names
from tmkit.terms.pairs import TermCollector, extract_terms

__all__ = [
    "AcronymLedger",
    "KnownNames",
    "NameMention",
    "Sighting",
    "TermCollector",
    "extract_terms",
    "find_acronyms",
    "find_names",
    "same_name",
    "sightings_of",
]
