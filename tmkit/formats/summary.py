"""What was changed in concepts, as Markdown for people who do not read TOML."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from tmkit import messages
from tmkit.model import Concept, Finding, Term

__all__ = ["Section", "write"]

# What Markdown makes something of; a name after @ would be called, whatever stands before it.
_SIGNS = regex.compile(r"([\\`*_\[\]|~#])")
_BLANKS = regex.compile(r"[\s\p{Cc}\p{Cf}]+")
_NONE = "–"


class Section(NamedTuple):
    """A concept that was changed: None where it is new, or gone; and what was found in it."""

    id: str
    before: Concept | None
    after: Concept | None
    findings: Sequence[Finding]


def write(
    sections: Sequence[Section], elsewhere: Sequence[Finding], ref: str, language: str = "en"
) -> str:
    """The summary. elsewhere: what the changes brought in other concepts; ref: since when."""
    return "\n".join(_Writer(language).lines(sections, elsewhere, ref)) + "\n"


class _Writer:
    def __init__(self, language: str) -> None:
        self._language = language

    def lines(
        self, sections: Sequence[Section], elsewhere: Sequence[Finding], ref: str
    ) -> Iterator[str]:
        yield f"# {self._say('summary-title', ref=_escaped(ref))}"
        yield ""
        findings = [each for section in sections for each in section.findings] + [*elsewhere]
        counts = {
            "added": sum(each.before is None for each in sections),
            "gone": sum(each.after is None for each in sections),
            "changed": sum(bool(each.before and each.after) for each in sections),
            "errors": sum(each.severity == "error" for each in findings),
            "warnings": sum(each.severity == "warning" for each in findings),
        }
        yield self._say("summary-counts", **counts) if sections else self._say("summary-none")
        for section in sections:
            yield from self._section(section)
        if elsewhere:
            yield from ("", f"## {self._say('summary-elsewhere')}", "")
            yield from (self._finding(each, with_id=True) for each in elsewhere)

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

    def _finding(self, each: Finding, *, with_id: bool = False) -> str:
        severity = self._say(each.severity)
        where = f"`{each.place.id}`: " if with_id and each.place.id else ""
        said = " ".join(_escaped(part) for part in (each.message, each.help) if part)
        return f"- {where}{severity} {each.code}: {said}"

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


def _escaped(text: str) -> str:
    """A text that Markdown shows as it is, on one line."""
    plain = html.escape(_BLANKS.sub(" ", text), quote=False)
    return _SIGNS.sub(r"\\\1", plain).replace("@", "@<!-- -->")
