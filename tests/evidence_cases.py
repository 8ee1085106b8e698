"""The units of a rule's case as evidence."""

from __future__ import annotations

from collections.abc import Sequence

from tmkit.lint import Case
from tmkit.model import ConceptFile, TranslationUnit, Variant
from tmkit.settings import Settings
from tmkit.tasks.corpora import of_units
from tmkit.tasks.evidence import Evidence, survey


def evidence_of(case: Case, files: Sequence[ConceptFile], settings: Settings) -> Evidence | None:
    """What the units of a case say of its concepts, None where it has none."""
    if not case.units:
        return None
    concepts = [file.concept for file in files if file.concept and not case.stale]
    units = [
        TranslationUnit(reference, (Variant(source, (one,)), Variant(target, (other,))))
        for source, target in [settings.languages]
        for reference, one, other in case.units
    ]
    return survey(concepts, lambda: of_units(units, settings.languages), settings.languages)
