"""What the dialects of TBX know: data categories, at which levels they stand, their picklists.

Own tables after ISO 30042:2019 with its public dialects, and ISO 30042:2008 with TBX-Basic 2008.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["DIALECTS", "METATYPES", "Categories", "Category"]


class Category(NamedTuple):
    """A data category. levels: of "concept", "lang" and "term"; values: () when any text goes."""

    element: str
    levels: frozenset[str]
    values: tuple[str, ...] = ()


Categories = Mapping[str, Category]

_LEVELS = {"c": "concept", "l": "lang", "t": "term"}
_STATUS = (
    "preferredTerm-admn-sts admittedTerm-admn-sts deprecatedTerm-admn-sts supersededTerm-admn-sts"
)
_TYPES = "fullForm acronym abbreviation shortForm variant phrase"
_PLACES = (
    "checkBox comboBox comboBoxElement dialogBox groupBox informativeMessage interactiveMessage "
    "menuItem progressBar pushButton radioButton slider spinBox tab tableText textBox toolTip "
    "user-definedType"
)


def _table(rows: str) -> dict[str, Category]:
    """Rows of: category, element, levels, values."""
    table = {}
    for row in filter(None, map(str.split, rows.splitlines())):
        name, element, levels, *values = row
        table[name] = Category(element, frozenset(_LEVELS[each] for each in levels), tuple(values))
    return table


_MIN = _table(f"""
    administrativeStatus termNote t {_STATUS}
    customerSubset admin ct
    externalCrossReference xref clt
    partOfSpeech termNote t noun verb adjective adverb other
    subjectField descrip c
""")
_BASIC = _MIN | _table(f"""
    context descrip t
    crossReference ref ct
    definition descrip cl
    geographicalUsage termNote t
    grammaticalGender termNote t masculine feminine neuter other
    projectSubset admin ct
    responsibility transacNote clt
    source admin clt
    termLocation termNote t {_PLACES}
    termType termNote t {_TYPES}
    transactionType transac clt origination modification
    xGraphic xref cl
""")
_BASIC_2008 = _BASIC | _table("""
    crossReference ref clt
    customerSubset admin clt
    partOfSpeech termNote t noun verb adjective adverb properNoun other
    projectSubset admin clt
    termLocation termNote t
    xGraphic xref clt
""")
_CONCEPT_RELATIONS = """
    associatedConcept broaderConceptGeneric broaderConceptPartitive
    coordinateConceptGeneric coordinateConceptPartitive relatedConcept relatedConceptBroader
    relatedConceptNarrower sequentiallyRelatedConcept spatiallyRelatedConcept
    subordinateConceptGeneric subordinateConceptPartitive superordinateConceptGeneric
    superordinateConceptPartitive temporallyRelatedConcept conceptPosition
"""
_PLAIN = {
    ("termNote", "t"): """
        abbreviatedFormFor antonymTerm etymology falseFriend grammaticalValency homograph
        lionHotkey partOfSpeech pronunciation shortFormFor termLocation termStructure
        timeRestriction transferComment usageNote
    """,
    ("admin", "clt"): """
        annotatedNote applicationSubset businessUnitSubset conceptOrigin databaseType domainExpert
        entrySource environmentSubset indexHeading keyword originatingDatabase
        originatingInstitution originatingPerson productSubset searchTerm sortKey
        sourceIdentifier subsetOwner
    """,
    ("descrip", "clt"): """
        audio classificationCode definition example explanation figure otherBinaryData table video
    """,
    ("descrip", "cl"): _CONCEPT_RELATIONS,
    ("descrip", "c"): "antonymConcept thesaurusDescriptor",
    ("descrip", "t"): "characteristic quantity range sampleSentence unit",
    ("xref", "clt"): "corpusTrace xAudio xMathML xSource xVideo",
    ("ref", "clt"): "see",
    ("transacNote", "clt"): "usageCount",
}
_DEFAULT_2008 = (
    _BASIC_2008
    | _table(
        "\n".join(
            f"{name} {element} {levels}"
            for (element, levels), names in _PLAIN.items()
            for name in names.split()
        )
    )
    | _table(f"""
    administrativeStatus termNote t {_STATUS} standardizedTerm-admn-sts legalTerm-admn-sts regulatedTerm-admn-sts
    animacy termNote t animate inanimate otherAnimacy
    directionality termNote t monodirectional bidirectional incommensurate undetermined
    elementWorkingStatus admin clt starterElement workingElement consolidatedElement archiveElement importedElement exportedElement
    frequency termNote t commonlyUsed infrequentlyUsed rarelyUsed
    grammaticalGender termNote t masculine feminine neuter otherGender
    grammaticalNumber termNote t singular plural dual mass otherNumber
    language-planningQualifier termNote t recommendedTerm nonstandardizedTerm proposedTerm newTerm
    normativeAuthorization termNote t standardizedTerm preferredTerm admittedTerm deprecatedTerm supersededTerm legalTerm regulatedTerm
    processStatus termNote t unprocessed provisionallyProcessed finalized
    proprietaryRestriction termNote t trademark serviceMark tradeName
    register termNote t colloquialRegister neutralRegister technicalRegister in-houseRegister bench-levelRegister slangRegister vulgarRegister
    reliabilityCode descrip clt 1 2 3 4 5 6 7 8 9 10
    securitySubset admin clt public confidential
    temporalQualifier termNote t archaicTerm outdatedTerm obsoleteTerm
    termProvenance termNote t transdisciplinaryBorrowing translingualBorrowing loanTranslation neologism
    termType termNote t abbreviation acronym clippedTerm commonName entryTerm equation formula fullForm initialism internationalScientificTerm internationalism logicalExpression partNumber phraseologicalUnit shortForm shortcut sku standardText string symbol synonym synonymousPhrase transcribedForm transliteratedForm variant
    transactionType transac clt origination input modification check approval withdrawal standardization exportation importation proposal userAccess
""")  # noqa: E501 # one category, one row
)
_MIN_2013 = _MIN | _table(f"""
    administrativeStatus termNote t {_STATUS} preferred admitted notRecommended obsolete
    partOfSpeech termNote t noun verb adjective adverb properNoun other
""")

DIALECTS: dict[str, Categories] = {
    "TBX-Core": {},
    "TBX-Min": _MIN,
    "TBX-Basic": _BASIC,
    "TBX-Basic 2008": _BASIC_2008,
    "TBX-Default 2008": _DEFAULT_2008,
    "TBX-Min 2013": _MIN_2013,
}

METATYPES: dict[str, str] = {
    "usageStatus": "termNote",
    "contextType": "descripNote",
    "definitionType": "descripNote",
    "noteSource": "adminNote",
    "sourceType": "adminNote",
    **{name: category.element for name, category in _DEFAULT_2008.items()},
}
"""Which element of style DCA a category is, for style DCT, where it is an element itself."""
