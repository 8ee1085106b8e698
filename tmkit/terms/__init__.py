"""Segments and translation units → acronyms, long forms, names, term candidates."""

from tmkit.terms.acronyms import definitions_of, find_acronyms, known_from
from tmkit.terms.counting import RunCount, TermCounts, Texts, count_terms
from tmkit.terms.known import KnownNames, same_name
from tmkit.terms.ledger import AcronymLedger, LedgerEntry, LongForm, Sighting, sightings_of
from tmkit.terms.namepairs import NameLedger
from tmkit.terms.names import NameMention, find_names
from tmkit.terms.pairs import (
    RankedTerm,
    cells_of,
    extract_terms,
    in_order,
    is_part,
    rank_terms,
    texts_of,
)
from tmkit.terms.rivals import stand_ins

__all__ = [
    "AcronymLedger",
    "KnownNames",
    "LedgerEntry",
    "LongForm",
    "NameLedger",
    "NameMention",
    "RankedTerm",
    "RunCount",
    "Sighting",
    "TermCounts",
    "Texts",
    "cells_of",
    "count_terms",
    "definitions_of",
    "extract_terms",
    "find_acronyms",
    "find_names",
    "in_order",
    "is_part",
    "known_from",
    "rank_terms",
    "same_name",
    "sightings_of",
    "stand_ins",
    "texts_of",
]
