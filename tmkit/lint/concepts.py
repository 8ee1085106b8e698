"""TG4: whether the terms of one concept go together."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tmkit.lang import primary
from tmkit.lexicon.shapes import is_acronym
from tmkit.lint.clashes import SHORT, meet
from tmkit.lint.context import ENDED, Context, Use
from tmkit.lint.rule import Case, Hit, Rule, term
from tmkit.model import Concept, ConceptFile, Fix, Term
from tmkit.settings import GlossarySettings
from tmkit.text import fold

__all__ = ["RULES"]


def unclear_preference(file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG405: of a language two terms of one type are preferred at one time, or none is."""
    if concept.status in ENDED:
        return
    preferred: dict[tuple[str, str], list[int]] = defaultdict(list)
    lacking: dict[str, int] = {}
    for number, each in enumerate(concept.terms):
        if each.status == "preferred":
            # A variant beside a full form is not the one to prefer.
            kind = "fullForm" if each.kind == "variant" else each.kind
            preferred[each.lang, kind].append(number)
        lacking.setdefault(primary(each.lang), number)
    for lang, _ in preferred:
        lacking.pop(primary(lang), None)
    for lang, number in lacking.items():
        all_ = [each for each in concept.terms if primary(each.lang) == lang]
        yield _preference(number, lang, all_, 0)
    for (lang, _), numbers in preferred.items():
        for place, number in enumerate(numbers[1:], start=1):
            rivals = [each for each in numbers[:place] if _compete(file, concept, each, number)]
            if rivals:
                both = [concept.terms[each] for each in (*rivals, number)]
                yield _preference(number, lang, both, len(both))


def _preference(number: int, lang: str, terms: Sequence[Term], count: int) -> Hit:
    shown = "; ".join(each.text for each in terms)
    return Hit(f"term[{number}].status", {"lang": lang, "terms": shown, "count": count})


def _compete(file: ConceptFile, concept: Concept, one: int, other: int) -> bool:
    """Whether only one of two preferred terms can be: of one usage, time and part of speech.

    Nor compete a term that stands there twice, which TG407 tells, and an acronym that is called a
    full form, which TG504 tells.
    """
    first, second = concept.terms[one], concept.terms[other]
    return (
        first.usage == second.usage
        and first.text.lower() != second.text.lower()
        and is_acronym(first.text) == is_acronym(second.text)
        and not _differ(first.part_of_speech, second.part_of_speech)
        and meet(Use(file, concept, one), Use(file, concept, other))
    )


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def missing_languages(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG406: a language of the project in which the concept has no term.

    A term in a language that the project does not have is meant for one of them; TG104 says so.
    """
    there = {primary(each.lang) for each in concept.terms}
    wanted = {primary(lang): lang for lang in context.languages}
    if concept.status in ENDED or not there <= wanted.keys():
        return
    for tag, lang in wanted.items():
        if tag not in there:
            yield Hit("id", {"lang": lang, "id": concept.id})


def repeated_terms(file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG407: a term that the concept has already in that language, at that time."""
    seen: dict[tuple[str, str], int] = {}
    for number, each in enumerate(concept.terms):
        # Spellings that differ by their capitals, MoU and MOU, are worth an entry in short forms.
        text = each.text if each.kind in SHORT else each.text.lower()
        first = seen.setdefault((each.lang, " ".join(text.split())), number)
        if first == number or _differ(concept.terms[first].part_of_speech, each.part_of_speech):
            continue
        if meet(Use(file, concept, first), Use(file, concept, number)):
            fix = _without(file, number) if _adds_nothing(each, concept.terms[first]) else None
            yield Hit(f"term[{number}].term", {"term": each.text, "lang": each.lang}, fix)


def _adds_nothing(repeated: Term, first: Term) -> bool:
    """Whether all that is said of a term is said of the first one too."""
    names = Term.__dataclass_fields__
    return all(getattr(repeated, name) in ("", getattr(first, name)) for name in names)


def _without(file: ConceptFile, number: int) -> Fix | None:
    """The file without a term, where its lines can be taken out: no comment belongs to them."""
    lines = file.raw.splitlines(keepends=True)
    start = file.places.get(f"term[{number}]", (0, 0))[0] - 1
    if start < 0 or lines[start].strip() != "[[term]]":
        return None
    after = (n for n in range(start + 1, len(lines)) if lines[n].startswith("["))
    stop = next(after, len(lines))
    if any("#" in line for line in lines[start:stop]):
        return None
    return Fix("", "".join(lines[:start] + lines[stop:]))


def unknown_subjects(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG414: a subject that the settings of the glossary do not name."""
    subjects = context.settings_of(file).subjects if context.settings.glossary else ()
    names = [name for name, _ in subjects]
    if names and concept.subject not in names:
        # The name in the other language, or in other letters, is the same subject.
        same = {fold(each): name for name, other in subjects for each in (name, other)}
        meant = same.get(fold(concept.subject))
        near = [meant] if meant else difflib.get_close_matches(concept.subject, names, 1) or names
        fix = Fix("subject", meant) if meant else None
        yield Hit("subject", {"subject": concept.subject, "near": ", ".join(near)}, fix)


def impossible_periods(_file: ConceptFile, concept: Concept, _context: Context) -> Iterator[Hit]:
    """TG416: a term that holds until a day before it begins to."""
    for number, each in enumerate(concept.terms):
        if each.valid_until and each.valid_from > each.valid_until:
            details = {"from": each.valid_from, "until": each.valid_until}
            yield Hit(f"term[{number}].until", details)


_SCALE = term("en", "scale") + term("vi", "cân")
_SUBJECTS = GlossarySettings(subjects=(("testing", "thử nghiệm"),))

RULES = (
    Rule(
        "TG405",
        check=unclear_preference,
        bad=Case({"metre": term("en", "metre") + term("en", "meter") + term("vi", "mét")}),
        good=Case(
            {
                "metre": term("en", "metre", usage="GB")
                + term("en", "meter", usage="US")
                + term("vi", "mét")
            }
        ),
    ),
    Rule(
        "TG406",
        check=missing_languages,
        bad=Case({"scale": term("en", "scale")}),
        good=Case({"scale": _SCALE}),
    ),
    Rule(
        "TG407",
        check=repeated_terms,
        bad=Case({"scale": _SCALE + term("vi", "cân", "variant", "admitted")}),
        good=Case({"scale": _SCALE + term("vi", "cái cân", "variant", "admitted")}),
    ),
    Rule(
        "TG414",
        check=unknown_subjects,
        bad=Case({"scale": 'subject = "tests"\n' + _SCALE}, settings=_SUBJECTS),
        good=Case({"scale": _SCALE}, settings=_SUBJECTS),
    ),
    Rule(
        "TG416",
        check=impossible_periods,
        bad=Case(
            {
                "scale": term("en", "scale", **{"from": "2026-03-01", "until": "2025-02-28"})
                + term("vi", "cân")
            }
        ),
        good=Case(
            {
                "scale": term("en", "scale", **{"from": "2025-02-28", "until": "2026-03-01"})
                + term("vi", "cân")
            }
        ),
    ),
)
