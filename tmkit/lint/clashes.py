"""TG4: concepts that stand in one another's way: two for one thing, one term for two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tmkit.lang import primary
from tmkit.lint.context import ENDED, Context, Use
from tmkit.lint.rule import Case, Hit, Rule, term
from tmkit.model import Concept, ConceptFile, Term
from tmkit.text import fold

__all__ = ["RULES", "SHORT", "are_of_one_subject", "meet"]

SHORT = ("acronym", "abbreviation", "shortForm")
"""Kinds of terms that stand for a longer one."""


class _Namesake(NamedTuple):
    """Another concept of the subject, and the names it shares.

    numbers: language → the number of the name here. use: the name there.
    """

    use: Use
    numbers: Mapping[str, int]


def duplicates(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG402: another concept of the subject has the same preferred names in both languages."""
    source, target = map(primary, context.languages)
    for other, numbers in _namesakes(file, concept, context):
        if source in numbers and target in numbers:
            number = numbers[source]
            term_, translation = concept.terms[number], concept.terms[numbers[target]]
            pair = f"{term_.text} – {translation.text}"
            yield Hit(f"term[{number}].term", {"pair": pair, "other": other.concept.id})


def rival_translations(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG403: the source term is preferred in another concept, which translates it otherwise."""
    return _one_side(file, concept, context, *map(primary, context.languages))


def ambiguous_translations(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG404: the translation is preferred in another concept, for another source term."""
    return _one_side(file, concept, context, *reversed([*map(primary, context.languages)]))


def _one_side(
    file: ConceptFile, concept: Concept, context: Context, same: str, unlike: str
) -> Iterator[Hit]:
    """The namesakes in one language whose names in the other differ.

    The place is that of the translation, whichever of the two is shared.
    """
    target = primary(context.languages[1])
    here = _name(concept, unlike)
    rivals: list[str] = []
    shared = 0
    for other, numbers in _namesakes(file, concept, context):
        there = _name(other.concept, unlike)
        if here and there and same in numbers and unlike not in numbers:
            rivals.append(f"“{there.text}” ({other.concept.id})")
            shared = numbers[same]
    if here and rivals:
        place = shared if same == target else concept.terms.index(here)
        details = {
            "term": concept.terms[shared].text,
            "subject": concept.subject,
            "here": here.text,
            "rivals": ", ".join(rivals),
        }
        yield Hit(f"term[{place}].term", details)


def _namesakes(file: ConceptFile, concept: Concept, context: Context) -> Iterator[_Namesake]:
    """The concepts of the subject that share names in one language or both."""
    shared = context.index.shared.get(file.path)
    if not shared or concept.status in ENDED:
        return
    found: dict[str, _Namesake] = {}
    for number, uses in shared:
        if not _is_name(concept.terms[number]):
            continue
        mine = Use(file, concept, number)
        for use in uses:
            if use.is_in_use and _is_name(use.term) and _can_clash(mine, use):
                namesake = found.setdefault(str(use.file.path), _Namesake(use, {}))
                assert isinstance(namesake.numbers, dict)
                namesake.numbers.setdefault(primary(use.term.lang), number)
    yield from found.values()


def _is_name(each: Term) -> bool:
    return each.status == "preferred" and each.kind not in SHORT


def _name(concept: Concept, lang: str) -> Term | None:
    terms = (each for each in concept.terms if primary(each.lang) == lang and _is_name(each))
    return next(terms, None)


def _can_clash(one: Use, other: Use) -> bool:
    return are_of_one_subject(one.concept, other.concept) and meet(one, other)


def are_of_one_subject(one: Concept, other: Concept) -> bool:
    """Whether two concepts belong to one subject, where a term has one meaning."""
    return one.subject == other.subject or fold(one.subject) == fold(other.subject)


def meet(one: Use, other: Use) -> bool:
    """Whether there is a day on which both terms hold; what ends as the other begins does not."""
    return _begins_before(one, other) and _begins_before(other, one)


def _begins_before(one: Use, other: Use) -> bool:
    ended = other.concept.event.date if other.concept.event else ""
    end = other.term.valid_until or ended
    return not end or not one.term.valid_from or one.term.valid_from < end


def forbidden_elsewhere(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG408: a term that is forbidden in one concept and preferred in another.

    A single word may be right in another subject, where the concepts share no name.
    """
    for number, uses in context.index.shared.get(file.path, ()):
        here = concept.terms[number]
        if here.status not in ("forbidden", "preferred") or concept.status in ENDED:
            continue
        wanted = "preferred" if here.status == "forbidden" else "forbidden"
        for use in uses:
            if use.term.status != wanted or use.concept.status in ENDED:
                continue
            if _are_near(here, concept, use.concept):
                mine = Use(file, concept, number)
                forbids, prefers = (mine, use) if wanted == "preferred" else (use, mine)
                details = {
                    "term": here.text,
                    "forbids": forbids.concept.id,
                    "prefers": prefers.concept.id,
                }
                yield Hit(f"term[{number}].term", details)


def _are_near(word: Term, one: Concept, other: Concept) -> bool:
    return " " in word.text or are_of_one_subject(one, other) or _share_name(one, other)


def _share_name(one: Concept, other: Concept) -> bool:
    """Whether one term is preferred in both."""
    names = {(each.lang, fold(each.text)) for each in one.terms if each.status == "preferred"}
    return any(
        (each.lang, fold(each.text)) in names for each in other.terms if each.status == "preferred"
    )


_SCALE = term("en", "scale") + term("vi", "cân")
_OTHER_SUBJECT = 'subject = "music"\n'

RULES = (
    Rule(
        "TG402",
        check=duplicates,
        bad=Case({"scale": _SCALE, "scales": _SCALE}),
        good=Case({"scale": _SCALE, "scale-in-music": _OTHER_SUBJECT + _SCALE}),
    ),
    Rule(
        "TG403",
        check=rival_translations,
        bad=Case({"scale": _SCALE, "dial": term("en", "scale") + term("vi", "thang đo")}),
        good=Case(
            {
                "scale": _SCALE,
                "scale-in-music": _OTHER_SUBJECT + term("en", "scale") + term("vi", "âm giai"),
            }
        ),
    ),
    Rule(
        "TG404",
        check=ambiguous_translations,
        bad=Case({"scale": _SCALE, "balance": term("en", "balance") + term("vi", "cân")}),
        good=Case(
            {"scale": _SCALE, "balance": term("en", "balance") + term("vi", "cân phân tích")}
        ),
    ),
    Rule(
        "TG408",
        check=forbidden_elsewhere,
        bad=Case(
            {
                "scale": _SCALE + term("vi", "thang", "variant", "forbidden"),
                "ladder": term("en", "ladder") + term("vi", "thang"),
            }
        ),
        good=Case(
            {
                "scale": _SCALE + term("vi", "thang", "variant", "forbidden"),
                "ladder": 'subject = "household"\n' + term("en", "ladder") + term("vi", "thang"),
            }
        ),
    ),
)
