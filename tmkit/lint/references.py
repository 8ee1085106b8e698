"""TG4: where ids and references of concepts lead."""

from __future__ import annotations

import difflib
from collections import deque
from collections.abc import Iterator, Sequence

from tmkit.lint.context import Context, Index
from tmkit.lint.rule import Case, Hit, Rule, term
from tmkit.model import Concept, ConceptFile

__all__ = ["RULES"]

_KEYS = ("broader", "related", "replaced_by")
# Events after which others carry a body's tasks on.
_HANDED_ON = ("renamed", "merged", "split")

# Longer circles are no slip of a person, and take too long to follow from each of their concepts.
_MOST_SEEN = 1000


def repeated_ids(file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG401: an id that another file has too, whatever its glossary and the case of its letters."""
    files = context.index.by_id.get(concept.id.lower(), ())
    if len(files) > 1:
        other = next(each for each in files if each is not file)
        yield Hit("id", {"id": concept.id, "other": other.path})


def dangling_references(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG410: a reference to a concept that is not there. One that is there but broken counts."""
    known = context.index.by_id
    for key in _KEYS:
        for target in getattr(concept, key):
            if target not in known:
                near = difflib.get_close_matches(target, known, 1)
                details = {"key": key, "target": target, "near": near[0] if near else "–"}
                yield Hit(key, details)


def circular_references(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG411: references that lead back to where they begin."""
    if concept.id in concept.related:
        yield Hit("related", {"key": "related", "path": _shown([concept.id, concept.id])})
    for key, circular in context.index.circular.items():
        if concept.id in circular:
            way = _way_back(concept, key, context.index)
            if way:
                yield Hit(key, {"key": key, "path": _shown(way)})


def _way_back(concept: Concept, key: str, index: Index) -> Sequence[str]:
    """The shortest way from a concept to itself over references of one key; () where none is."""
    before: dict[str, str] = {}
    ways = deque([concept.id])
    while ways and len(before) < _MOST_SEEN:
        here = ways.popleft()
        found = index.concept(here)
        for target in getattr(found, key) if found else ():
            if target == concept.id:
                way = [target, here]
                while way[-1] != concept.id:
                    way.append(before[way[-1]])
                return way[::-1]
            if target not in before and target in index.circular[key]:
                before[target] = here
                ways.append(target)
    return ()


def _shown(way: Sequence[str]) -> str:
    return " → ".join(way)


def lost_successors(_file: ConceptFile, concept: Concept, context: Context) -> Iterator[Hit]:
    """TG413: a concept has ended, and nothing that holds follows it.

    Where a concept is not approved itself, its successor need not be approved either.
    """
    kind = concept.event.kind if concept.event else ""
    if not concept.replaced_by and concept.status != "rejected":
        if kind in _HANDED_ON:
            yield Hit("event.type", {"found": f'event.type = "{kind}", replaced_by = []'})
        elif concept.status == "deprecated" and not kind:
            yield Hit("status", {"found": 'status = "deprecated", replaced_by = []'})
    unfit = ["deprecated", "rejected"]
    unfit += ["draft", "review"] if concept.status in ("approved", "deprecated") else []
    for target in concept.replaced_by:
        successor = context.index.concept(target)
        if successor and successor.status in unfit:
            found = f'replaced_by = ["{target}"], {target}: status = "{successor.status}"'
            yield Hit("replaced_by", {"found": found})


def _history(*actions: str) -> str:
    days = (f"2026-01-{day:02d}" for day in range(5, 28))
    people = {"proposed": "Lan"}
    return "\n".join(
        f'[[history]]\ndate = "{day}"\nby = "{people.get(action, "Minh")}"\naction = "{action}"\n'
        for day, action in zip(days, actions, strict=False)
    )


def _concept(english: str, vietnamese: str, context_en: str, context_vi: str) -> str:
    return term("en", english, context=context_en, source="scales#1") + term(
        "vi", vietnamese, context=context_vi, source="scales#1"
    )


_SCALE = _concept("scale", "cân", "Check the scale every year.", "Kiểm tra cân hằng năm.")
_BALANCE = _concept(
    "balance", "cân phân tích", "Keep the balance dry.", "Giữ cân phân tích khô ráo."
)
_ENDED = _history("proposed", "approved", "deprecated")

RULES = (
    Rule(
        "TG401",
        check=repeated_ids,
        bad=Case({"scale": _SCALE, "other/scale": 'id = "scale"\n' + _BALANCE}),
        good=Case({"scale": _SCALE, "other/balance": 'id = "balance"\n' + _BALANCE}),
    ),
    Rule(
        "TG410",
        check=dangling_references,
        bad=Case({"scale": 'related = ["balence"]\n' + _SCALE, "balance": _BALANCE}),
        good=Case({"scale": 'related = ["balance"]\n' + _SCALE, "balance": _BALANCE}),
    ),
    Rule(
        "TG411",
        check=circular_references,
        bad=Case(
            {
                "scale": 'broader = ["balance"]\n' + _SCALE,
                "balance": 'broader = ["scale"]\n' + _BALANCE,
            }
        ),
        good=Case({"scale": _SCALE, "balance": 'broader = ["scale"]\n' + _BALANCE}),
    ),
    Rule(
        "TG413",
        check=lost_successors,
        bad=Case({"scale": 'status = "deprecated"\n' + _SCALE + _ENDED}),
        good=Case(
            {
                "scale": 'status = "deprecated"\nreplaced_by = ["balance"]\n' + _SCALE + _ENDED,
                "balance": 'status = "approved"\n' + _BALANCE + _history("proposed", "approved"),
            }
        ),
    ),
)
