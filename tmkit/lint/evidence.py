"""TG6: whether the corpus bears a concept out. What was not asked of it is reported, not passed."""

from __future__ import annotations

from collections.abc import Iterator

from tmkit.lang import primary
from tmkit.lexicon import is_mentioned
from tmkit.lint.attested import is_syllabic
from tmkit.lint.context import Context
from tmkit.lint.rule import Case, Hit, Rule, Said, term
from tmkit.model import Attested, Concept, ConceptFile, Fix, SourceSeen, Term
from tmkit.text import fold_loosely, is_reference

__all__ = ["RULES"]

_USABLE = ("preferred", "admitted")
_SHORT = ("acronym", "abbreviation", "shortForm")
# What nobody is told to use need not be used.
_GONE = ("rejected", "deprecated")
# The corpus prefers what stands there so many times as often, and not by chance.
_TIMES, _LEAST = 2, 3


def approved_without_evidence(
    _file: ConceptFile, concept: Concept, _context: Context
) -> Iterator[Hit]:
    """TG601: an approved concept of which a language has neither source nor context."""
    if concept.status != "approved":
        return
    for tag in dict.fromkeys(each.lang for each in concept.terms):
        usable = [
            (number, each)
            for number, each in enumerate(concept.terms)
            if each.lang == tag and each.status in _USABLE
        ]
        if usable and not any(each.source or each.context for _, each in usable):
            number, first = usable[0]
            yield Hit(f"term[{number}].term", {"term": first.text})


def context_without_term(_file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG602: a context in which its term does not stand, in any form."""
    for number, each in enumerate(concept.terms):
        if not each.context or is_mentioned(each.text, each.context, each.lang):
            continue
        # Kĩ thuật is kỹ thuật.
        term, text = fold_loosely(each.text), fold_loosely(each.context)
        if not is_syllabic(each.lang) or term not in text:
            yield Hit(f"term[{number}].context", {"term": each.text})


def source_not_there(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG603: a reference to the corpus that leads nowhere, or not to the context."""
    for number, seen in sorted(_told(concept, context).sources.items()):
        field = f"term[{number}].source"
        source = concept.terms[number].source
        fix = Fix(field, seen.places[0]) if len(seen.places) == 1 else None
        yield Hit(field, {"source": source, "what": _fate_of(seen)}, fix)


def _fate_of(seen: SourceSeen) -> Said:
    if seen.places:
        return Said("source-moved", {"places": ", ".join(seen.places)})
    return Said("source-says-other" if seen.is_there else "source-unknown")


def unattested(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG604: a preferred term that the corpus never has, nor a short form of it."""
    assert context.evidence is not None
    told = _told(concept, context)
    if concept.status in _GONE:
        return
    shortened = {
        each.lang
        for each, count in zip(concept.terms, told.counts, strict=True)
        if count and each.kind in _SHORT and each.status in _USABLE
    }
    for number, each in enumerate(concept.terms):
        if told.counts[number] or each.status != "preferred" or not _is_asked(each, context):
            continue
        if each.kind not in _SHORT and each.lang in shortened:
            continue
        if not _is_cited(each) and not _preferred_rival(each, told, context):
            segments = context.evidence.signature.segments
            yield Hit(f"term[{number}].term", {"term": each.text, "segments": segments})


def _is_cited(each: Term) -> bool:
    """Whether something else than the corpus bears a term out: a law, a standard."""
    return each.authority == "legal" or bool(each.source and not is_reference(each.source))


def _is_asked(each: Term, context: Context) -> bool:
    return primary(each.lang) in map(primary, context.languages)


def _preferred_rival(each: Term, told: Attested, context: Context) -> tuple[str, int] | None:
    """What the corpus prefers to the terms of a concept in a language, and how often it has it."""
    tag = next(tag for tag in context.languages if primary(tag) == primary(each.lang))
    fate = told.translated.get(tag)
    if fate is None or not fate.rivals or _is_cited(each):
        return None
    text, count = fate.rivals[0]
    return (text, count) if count >= max(_LEAST, _TIMES * fate.own) else None


def other_translation(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG605: a concept whose terms the corpus mostly translates otherwise; the target first."""
    told = _told(concept, context)
    if concept.status in _GONE:
        return
    source, target = context.languages
    for tag, other in ((target, source), (source, target)):
        number, own = _first(concept, tag)
        _, given = _first(concept, other)
        rival = own and given and _preferred_rival(own, told, context)
        if own and given and rival:
            own_count = told.translated[tag].own
            if tag == source and own_count:
                # A word of the target may translate several of the source, each with right.
                continue
            details = {"term": own.text, "count": own_count, "given": given.text}
            details |= {"rival": rival[0], "more": rival[1]}
            yield Hit(f"term[{number}].term", details)
            return


def _first(concept: Concept, tag: str) -> tuple[int, Term | None]:
    """The term of a concept in a language that is preferred, a full one if there is one."""
    found = [
        (number, each)
        for number, each in enumerate(concept.terms)
        if primary(each.lang) == primary(tag) and each.status == "preferred"
    ]
    return min(found, key=lambda each: each[1].kind in _SHORT, default=(0, None))


def not_asked(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG606: a concept whose terms are not those that the corpus was asked of."""
    if context.evidence and context.evidence.of(concept) is None:
        yield Hit("id", {"id": concept.id})


def _told(concept: Concept, context: Context) -> Attested:
    told = context.evidence.of(concept) if context.evidence else None
    assert told is not None
    return told


_ASKED = term("en", "seal", source="notice#1") + term("vi", "niêm phong", context="Có niêm phong.")
_OTHER = term("vi", "niêm phong")
_APPROVED = """
[[history]]
date = "2026-01-05"
by = "Lan"
action = "proposed"

[[history]]
date = "2026-01-06"
by = "Minh"
action = "approved"
"""
_VERIFICATION = term("en", "verification") + term("vi", "{}")
_UNITS = (
    ("notice#1", "The verification of the meter is due.", "Việc kiểm định công tơ đến hạn."),
    ("notice#2", "He pays for the verification.", "Ông ấy trả tiền kiểm định."),
    ("notice#3", "Verification takes a day.", "Kiểm định mất một ngày."),
    ("notice#4", "Nobody repeats the verification.", "Không ai làm lại kiểm định."),
    ("notice#5", "The verification is an inspection.", "Kiểm định là một cách giám định."),
    ("notice#6", "A seal follows the verification.", "Có niêm phong sau giám định."),
)

RULES = (
    Rule(
        "TG601",
        check=approved_without_evidence,
        bad=Case(
            {
                "seal": 'status = "approved"\n'
                + term("en", "seal", source="notice#6")
                + term("vi", "niêm phong")
                + _APPROVED
            }
        ),
        good=Case({"seal": 'status = "approved"\n' + _ASKED + _APPROVED}),
    ),
    Rule(
        "TG602",
        check=context_without_term,
        bad=Case({"seal": _OTHER + term("en", "seal", context="The clerk comes.")}),
        good=Case({"seal": _OTHER + term("en", "seal", context="… two Seals on …")}),
    ),
    Rule(
        "TG603",
        check=source_not_there,
        bad=Case({"seal": _OTHER + term("en", "seal", source="notice#9")}, units=_UNITS),
        good=Case(
            {"seal": _OTHER + term("en", "seal", source="Circular 1/2009, #9")}, units=_UNITS
        ),
        needs=("evidence",),
    ),
    Rule(
        "TG604",
        check=unattested,
        bad=Case({"seal": term("en", "sealing wax") + term("vi", "niêm phong")}, units=_UNITS),
        good=Case({"seal": term("en", "seals") + term("vi", "niêm phong")}, units=_UNITS),
        needs=("evidence",),
    ),
    Rule(
        "TG605",
        check=other_translation,
        bad=Case({"test": _VERIFICATION.format("giám định")}, units=_UNITS),
        good=Case({"test": _VERIFICATION.format("kiểm định")}, units=_UNITS),
        needs=("evidence",),
    ),
    Rule(
        "TG606",
        check=not_asked,
        bad=Case({"seal": term("en", "seal") + term("vi", "niêm phong")}, units=_UNITS, stale=True),
        good=Case({"seal": term("en", "seal") + term("vi", "niêm phong")}, units=_UNITS),
    ),
)
