"""Sources of terms against the corpus they name; and short quotations from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tmkit.lang import primary
from tmkit.lexicon import Quotations
from tmkit.model import Concept, Passage, SourceSeen, TranslationUnit
from tmkit.text import document_of, fold, is_reference

__all__ = ["SourceCheck", "references_of", "shortened"]

# Places named at most where a quotation stands in many.
_MOST_PLACES = 3
# A quotation shows how a term is used, not what the document says; in characters.
_LONGEST = 120
# A memory that holds what is aligned may lack so much of the end of a document.
_GAP = 2
_Place = tuple[int, int]
"""A term by the numbers of its concept and its own."""


class SourceCheck:
    """Whether the references of terms in one language hold, told by the passages that go by."""

    def __init__(self, concepts: Sequence[Concept], tag: str) -> None:
        self._tag = tag
        self._wanted: dict[_Place, str] = {}
        self._quoted: dict[_Place, int] = {}
        contexts: dict[str, int] = {}
        for number, concept in enumerate(concepts):
            for place, term in enumerate(concept.terms):
                if primary(term.lang) == primary(tag) and is_reference(term.source):
                    self._wanted[number, place] = term.source
                    if term.context:
                        index = contexts.setdefault(term.context, len(contexts))
                        self._quoted[number, place] = index
        self._quotations = Quotations(contexts, tag)
        self._references = set(self._wanted.values())
        self._documents = {document_of(reference) for reference in self._references}
        self._there: set[str] = set()
        self._places: dict[int, dict[str, None]] = defaultdict(dict)
        self._ends: dict[str, int] = {}
        self._has_references = False

    def add(self, passage: Passage) -> None:
        """Take in a passage."""
        segments = passage.segments[self._tag]
        for reference, _ in segments:
            self._note(reference, partial=passage.partial)
        for number in self._quotations.find(passage.texts[self._tag]):
            places = self._places[number]
            inside = [name for name, text in segments if number in self._quotations.find(text)]
            for reference in inside or [name for name, _ in segments]:
                # Those that are asked for are kept, however many there are.
                if len(places) < _MOST_PLACES or reference in self._references:
                    places[reference] = None

    def _note(self, reference: str, *, partial: bool) -> None:
        document = document_of(reference)
        self._has_references |= bool(document)
        if reference in self._references:
            self._there.add(reference)
        if partial and document in self._documents:
            number = int(reference.rpartition("#")[2])
            self._ends[document] = max(self._ends.get(document, 0), number)

    def seen(self, concept: int, term: int) -> SourceSeen | None:
        """What is wrong with the source of a term; None where nothing is, or nothing can be told.

        A corpus without references tells nothing, nor does a memory of what stands in its gaps.
        """
        key = concept, term
        source = self._wanted.get(key)
        if source is None or not self._has_references:
            return None
        places = self._places[self._quoted[key]] if key in self._quoted else {source: None}
        is_there = source in self._there
        if is_there and source in places:
            return None
        number = int(source.rpartition("#")[2])
        found = tuple(places)[:_MOST_PLACES] if key in self._quoted else ()
        end = _GAP * self._ends.get(document_of(source), 0)
        if not is_there and not found and 0 < number <= end:
            return None
        return SourceSeen(is_there, found)


def shortened(text: str, term: str) -> str:
    """What stands around a term, with … where it is cut; so many characters at most."""
    text = " ".join(text.split())
    if len(text) <= _LONGEST:
        return text
    # Where folding changes lengths, or the words are inflected, the beginning has to do.
    at = max(fold(text).find(fold(term)), 0) if len(fold(text)) == len(text) else 0
    start = max(0, min(at - (_LONGEST - len(term)) // 2, len(text) - _LONGEST))
    end = start + _LONGEST
    head, tail = start and text.find(" ", start) + 1, text.rfind(" ", 0, end)
    head = head if 0 < head <= at else start
    tail = tail if end < len(text) and tail > at + len(term) else end
    return ("… " if head else "") + text[head:tail].strip() + (" …" if tail < len(text) else "")


def references_of(unit: TranslationUnit, languages: tuple[str, str]) -> dict[str, tuple[str, ...]]:
    """The segments of each side, by language, as the build or the memory it wrote says them.

    None of a unit that comes from elsewhere.
    """
    if unit.origin:
        documents = unit.origin.documents
        sides = [
            [str(number + 1) for number in side]
            for side in (unit.origin.source, unit.origin.target)
        ]
    else:
        props = dict(unit.props)
        document = props.get("x-tmkit-document", "")
        documents = (document, document)
        sides = [side.split(",") for side in props.get("x-tmkit-segments", "").split(" ")]
    if not documents[0] or len(sides) != 2:
        return {}
    return {
        tag: tuple(f"{document}#{number}" for number in side)
        for tag, document, side in zip(languages, documents, sides, strict=True)
    }
