"""What was changed in concepts, as Markdown for people who do not read TOML."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from tmkit import messages
from tmkit.model import Concept, Finding, Term, Translated

__all__ = ["Effect", "Section", "Unit", "write"]

# What Markdown makes something of; a name after @ would be called, whatever stands before it.
_SIGNS = regex.compile(r"([\\`*_\[\]|~#])")
_BLANKS = regex.compile(r"[\s\p{Cc}\p{Cf}]+")
_NONE = "–"
_WIDTH = 200
"""Of a text that is quoted of a unit."""


class Unit(NamedTuple):
    """A unit that a concept makes wrong. sign: "≠" or "!", as `tmkit impact` has them.

    term: what stands there, "" where that is not known; source, target: "" where others may not
    read them.
    """

    sign: str
    reference: str
    term: str
    source: str
    target: str


class Effect(NamedTuple):
    """What a concept makes wrong in a memory. given: its source terms; shown: some of the units."""

    given: Sequence[str]
    units: int
    wrong: int
    avoided: int
    shown: Sequence[Unit]


class Section(NamedTuple):
    """A concept that was changed: None where it is new, or gone; and what was found in it.

    counts: how often the corpus has terms, by language and text; translated: how they fare as
    translations, by language; both as far as that is known.
    """

    id: str
    before: Concept | None
    after: Concept | None
    findings: Sequence[Finding]
    counts: Mapping[tuple[str, str], int] = {}
    translated: Mapping[str, Translated] = {}
    effect: Effect | None = None


def write(
    sections: Sequence[Section], others: Sequence[Finding], ref: str, language: str = "en"
) -> str:
    """The summary. others: findings in other concepts, or in none; ref: since when."""
    return "\n".join(_Writer(language).lines(sections, others, ref)) + "\n"


class _Writer:
    def __init__(self, language: str) -> None:
        self._language = language

    def lines(
        self, sections: Sequence[Section], others: Sequence[Finding], ref: str
    ) -> Iterator[str]:
        yield f"# {self._say('summary-title', ref=_escaped(ref))}"
        yield ""
        findings = [each for section in sections for each in section.findings] + [*others]
        counts = {
            "added": sum(each.before is None for each in sections),
            "gone": sum(each.after is None for each in sections),
            "changed": sum(bool(each.before and each.after) for each in sections),
            "errors": sum(each.severity == "error" for each in findings),
            "warnings": sum(each.severity == "warning" for each in findings),
        }
        yield self._say("summary-counts", **counts) if sections else self._say("summary-none")
        remarks = [each for each in others if not each.place.id]
        if remarks:
            yield from ("", *map(self._finding, remarks))
        for section in sections:
            yield from self._section(section)
        elsewhere = [each for each in others if each.place.id]
        if elsewhere:
            yield from ("", f"## {self._say('summary-elsewhere')}", "")
            yield from (f"- `{each.place.id}`: {self._said(each)}" for each in elsewhere)

    def _section(self, section: Section) -> Iterator[str]:
        one = section.after or section.before
        name = one.terms[0].text if one and one.terms else ""
        kind = "added" if section.before is None else "changed" if section.after else "gone"
        title = f"{_escaped(name)} (`{section.id}`): {self._say(f'summary-{kind}')}"
        yield from ("", f"## {title.strip()}", "")
        if one is None:
            yield self._say("summary-broken")
        else:
            yield from self._concept(section.before, section.after)
            yield from self._evidence(section)
        if section.effect:
            yield from self._effect(section.effect)
        if section.findings:
            yield from ("", f"**{self._say('summary-findings')}**", "")
            yield from map(self._finding, section.findings)

    def _concept(self, before: Concept | None, after: Concept | None) -> Iterator[str]:
        one = after or before
        assert one is not None
        statuses = dict.fromkeys(self._status(each) for each in (before, after))
        yield f"{self._say('summary-status')}: {' → '.join(statuses)} · {_escaped(one.subject)}"
        yield from self._table(before, after)
        known = {(term.lang, term.context) for term in before.terms} if before else set()
        for term in after.terms if after else ():
            if term.context and (term.lang, term.context) not in known:
                source = f" ({_escaped(term.source)})" if term.source else ""
                yield from ("", f"> {_escaped(term.lang)}: {_escaped(term.context)}{source}")
        acts = after.history[len(before.history) if before else 0 :] if after else ()
        if acts:
            yield ""
        for act in acts:
            done = self._say(f"act-{act.action}", by=_escaped(act.by))
            yield f"- {act.date}: {done}" + (f" – {_escaped(act.note)}" if act.note else "")

    def _table(self, before: Concept | None, after: Concept | None) -> Iterator[str]:
        """Terms and definitions, as they were and as they are."""
        heads = (self._say(f"summary-{key}") for key in ("lang", "before", "after"))
        yield from ("", f"| {' | '.join(heads)} |", "| --- | --- | --- |")
        for lang, old, new in _pairs(before, after):
            was, is_ = (self._term(each) if each else _NONE for each in (old, new))
            yield f"| {_escaped(lang)} | {was} | {is_ if was != is_ else '='} |"
        old_texts = before.definition if before else {}
        new_texts = after.definition if after else {}
        for lang in dict.fromkeys([*old_texts, *new_texts]):
            was, is_ = (_of(texts, lang) for texts in (old_texts, new_texts))
            label = self._say("summary-definition", lang=_escaped(lang))
            yield f"| {label} | {was} | {is_ if was != is_ else '='} |"

    def _term(self, term: Term) -> str:
        kind, status = self._say(f"term-{term.kind}"), self._say(f"xlsx-term-status-{term.status}")
        return f"**{_escaped(term.text)}** ({kind}, {status})"

    def _status(self, concept: Concept | None) -> str:
        if concept is None:
            return _NONE
        return self._say(f"xlsx-status-{concept.status}")

    def _evidence(self, section: Section) -> Iterator[str]:
        """How often the corpus has the terms, those that are gone too, and what it prefers."""
        if not section.counts:
            return
        yield from ("", f"**{self._say('summary-corpus')}**", "")
        for lang in dict.fromkeys(lang for lang, _ in section.counts):
            counts = ", ".join(
                f"{_escaped(text)} {count}×"
                for (tag, text), count in section.counts.items()
                if tag == lang
            )
            line = f"- {_escaped(lang)}: {counts}"
            told = section.translated.get(lang)
            if told and told.units:
                said = self._say("summary-translated", units=told.units, own=told.own)
                line += f" – {said}"
                if told.rivals:
                    rivals = ", ".join(f"{_escaped(text)} {n}×" for text, n in told.rivals)
                    line += self._say("summary-rivals", rivals=rivals)
            yield line

    def _effect(self, effect: Effect) -> Iterator[str]:
        yield from ("", f"**{self._say('summary-impact')}**", "")
        counts = {"units": effect.units, "wrong": effect.wrong, "avoided": effect.avoided}
        given = _escaped(", ".join(effect.given))
        yield self._say("summary-impact-counts", given=given, **counts)
        if effect.shown:
            yield ""
        for unit in effect.shown:
            named = f" ({_escaped(unit.term)})" if unit.term else ""
            texts = " → ".join(_escaped(_short(text)) for text in unit[3:] if text)
            yield f"- {unit.sign} {_escaped(unit.reference)}{named}" + (texts and f": {texts}")

    def _finding(self, each: Finding) -> str:
        return f"- {self._said(each)}"

    def _said(self, each: Finding) -> str:
        said = " ".join(_escaped(part) for part in (each.message, each.help) if part)
        # What is said of no concept is said of a file or a folder.
        where = "" if each.place.id else f" {_escaped(each.place.path)}:"
        return f"{self._say(each.severity)} {each.code}:{where} {said}"

    def _say(self, key: str, **details: object) -> str:
        return messages.message(key, self._language, **details)


def _pairs(
    before: Concept | None, after: Concept | None
) -> Iterator[tuple[str, Term | None, Term | None]]:
    """The terms beside what they were: of the same text, else the next one of their language."""
    old = list(before.terms) if before else []
    new = list(after.terms) if after else []
    same = {(term.lang, term.text) for term in old} & {(term.lang, term.text) for term in new}
    gone = [term for term in old if (term.lang, term.text) not in same]
    for term in new:
        was = next((each for each in old if (each.lang, each.text) == (term.lang, term.text)), None)
        yield term.lang, was or _taken(gone, term.lang), term
    yield from ((term.lang, term, None) for term in gone)


def _taken(terms: list[Term], lang: str) -> Term | None:
    number = next((number for number, term in enumerate(terms) if term.lang == lang), None)
    return None if number is None else terms.pop(number)


def _of(texts: Mapping[str, str], lang: str) -> str:
    return _escaped(texts[lang]) if lang in texts else _NONE


def _short(text: str) -> str:
    return textwrap.shorten(text, _WIDTH, placeholder=" …")


def _escaped(text: str) -> str:
    """A text that Markdown shows as it is, on one line."""
    plain = html.escape(_BLANKS.sub(" ", text), quote=False)
    return _SIGNS.sub(r"\\\1", plain).replace("@", "@<!-- -->")
