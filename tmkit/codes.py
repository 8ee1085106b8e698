"""Every finding code with its name and severity. What it says stands in `messages/`.

TD: documents of the corpus. TG: concept files and glossaries. TQ: translation units. TX: exchange
files, TX1 TMX.
"""

from __future__ import annotations

from dataclasses import replace

from tmkit import messages
from tmkit.errors import TmkitError
from tmkit.model import Finding, Place, Severity

__all__ = ["CODES", "finding", "finding_of"]

CODES: dict[str, tuple[str, Severity]] = {
    "TD101": ("unreadable-document", Severity.ERROR),
    "TD102": ("binary-document", Severity.ERROR),
    "TD103": ("invalid-utf-8", Severity.ERROR),
    "TD104": ("empty-document", Severity.ERROR),
    "TD105": ("damaged-docx", Severity.ERROR),
    "TD106": ("oversized-docx", Severity.ERROR),
    "TD107": ("unknown-document-type", Severity.WARNING),
    "TD108": ("two-files-one-document", Severity.ERROR),
    "TD109": ("too-deep", Severity.ERROR),
    "TD110": ("to-be-converted", Severity.WARNING),
    "TD111": ("not-bilingual", Severity.ERROR),
    "TD112": ("legacy-encoding", Severity.WARNING),
    "TD113": ("not-in-encoding", Severity.ERROR),
    "TD114": ("legacy-font", Severity.WARNING),
    "TD120": ("damaged-pdf", Severity.ERROR),
    "TD121": ("locked-pdf", Severity.ERROR),
    "TD122": ("oversized-pdf", Severity.ERROR),
    "TD123": ("scanned-pdf", Severity.ERROR),
    "TD124": ("unreadable-letters", Severity.ERROR),
    "TD125": ("damaged-xlsx", Severity.ERROR),
    "TD126": ("bad-table", Severity.ERROR),
    "TD127": ("no-cues", Severity.ERROR),
    "TD201": ("unpaired-document", Severity.INFO),
    "TD202": ("unaligned-segments", Severity.INFO),
    "TD203": ("no-translation", Severity.WARNING),
    "TD204": ("not-translated", Severity.WARNING),
    "TD205": ("confidential", Severity.INFO),
    "TD206": ("wrong-language", Severity.WARNING),
    "TD207": ("paired-by-content", Severity.INFO),
    "TD208": ("decision-not-found", Severity.WARNING),
    "TD209": ("bad-decision", Severity.ERROR),
    "TD210": ("hardly-related", Severity.WARNING),
    "TD211": ("decisions-on-nothing", Severity.WARNING),
    "TG101": ("syntax", Severity.ERROR),
    "TG102": ("unknown-key", Severity.ERROR),
    "TG103": ("missing-key", Severity.ERROR),
    "TG104": ("bad-value", Severity.ERROR),
    "TG105": ("bad-date", Severity.ERROR),
    "TG106": ("empty-text", Severity.ERROR),
    "TG107": ("unused-allow", Severity.WARNING),
    "TG108": ("file-name", Severity.ERROR),
    "TG109": ("not-canonical", Severity.WARNING),
    "TG110": ("not-utf-8", Severity.ERROR),
    "TG111": ("unreadable-concept", Severity.ERROR),
    "TG112": ("oversized-concept", Severity.ERROR),
    "TG113": ("allow-without-reason", Severity.WARNING),
    "TG401": ("duplicate-id", Severity.ERROR),
    "TG803": ("lost-in-conversion", Severity.WARNING),
    "TG804": ("not-held", Severity.WARNING),
    "TG811": ("not-in-picklist", Severity.WARNING),
    "TG812": ("wrong-level", Severity.WARNING),
    "TG813": ("unknown-category", Severity.INFO),
    "TG814": ("entry-without-id", Severity.WARNING),
    "TG815": ("repeated-id", Severity.WARNING),
    "TG816": ("bad-language", Severity.WARNING),
    "TG817": ("leads-nowhere", Severity.WARNING),
    "TG818": ("not-kept", Severity.INFO),
    "TG819": ("malformed-date-in-tbx", Severity.WARNING),
    "TG820": ("no-term", Severity.WARNING),
    "TG821": ("outer-space", Severity.WARNING),
    "TG822": ("unknown-dialect", Severity.INFO),
    "TG831": ("row-without-terms", Severity.WARNING),
    "TG832": ("unknown-column", Severity.WARNING),
    "TG833": ("row-without-id", Severity.WARNING),
    "TG834": ("rows-disagree", Severity.WARNING),
    "TG835": ("cell-without-term", Severity.WARNING),
    "TG836": ("not-read", Severity.WARNING),
    "TG837": ("no-cell-value", Severity.WARNING),
    "TG838": ("status-against-column", Severity.WARNING),
    "TQ201": ("untranslated", Severity.ERROR),
    "TQ202": ("same-as-source", Severity.ERROR),
    "TQ203": ("in-another-language", Severity.ERROR),
    "TQ204": ("empty-side", Severity.ERROR),
    "TQ301": ("not-composed", Severity.WARNING),
    "TQ302": ("mixed-tone-marks", Severity.WARNING),
    "TQ303": ("look-alike-letters", Severity.ERROR),
    "TQ304": ("damaged-characters", Severity.ERROR),
    "TQ401": ("tags-differ", Severity.ERROR),
    "TQ402": ("placeholders-differ", Severity.ERROR),
    "TQ403": ("unpaired-bracket", Severity.WARNING),
    "TQ404": ("unpaired-quotation-mark", Severity.WARNING),
    "TQ405": ("end-differs", Severity.WARNING),
    "TQ406": ("doubled-word", Severity.WARNING),
    "TQ407": ("length-differs", Severity.WARNING),
    "TQ408": ("spaces", Severity.WARNING),
    "TQ409": ("cut-into-words", Severity.INFO),
    "TQ501": ("translated-otherwise", Severity.WARNING),
    "TQ502": ("same-for-another-source", Severity.INFO),
    "TQ601": ("forbidden-term", Severity.ERROR),
    "TQ602": ("term-missing", Severity.WARNING),
    "TQ603": ("former-name", Severity.WARNING),
    "TQ801": ("no-language", Severity.WARNING),
    "TQ802": ("obsolete-entries", Severity.INFO),
    "TQ803": ("text-between-segments", Severity.WARNING),
    "TX100": ("broken-file", Severity.ERROR),
    "TX101": ("variant-without-language", Severity.ERROR),
    "TX102": ("foreign-inline-element", Severity.WARNING),
    "TX103": ("unit-without-variants", Severity.WARNING),
    "TX104": ("variant-without-segment", Severity.WARNING),
    "TX105": ("malformed-language-tag", Severity.WARNING),
    "TX106": ("unpaired-code", Severity.WARNING),
    "TX107": ("malformed-date", Severity.WARNING),
    "TX108": ("no-source-variant", Severity.WARNING),
    "TX109": ("left-out", Severity.WARNING),
    "TX110": ("incomplete-header", Severity.WARNING),
    "TX111": ("other-encoding-than-declared", Severity.WARNING),
    "TX112": ("blank-before-declaration", Severity.WARNING),
    "TX113": ("unknown-tmx-version", Severity.WARNING),
    "TX114": ("missing-attribute", Severity.WARNING),
    "TX115": ("language-twice", Severity.INFO),
    "TX116": ("stray-text", Severity.WARNING),
    "TX120": ("new-ids", Severity.INFO),
    "TX121": ("left-by-an-earlier-run", Severity.INFO),
}


def finding(code: str, place: Place, language: str = "en", /, **details: object) -> Finding:
    """The finding of a code at a place, said in a language of `messages.LANGUAGES`."""
    return Finding(
        code=code,
        severity=CODES[code][1],
        place=place,
        message=messages.message(code, language, **details),
        help=messages.help_of(code, language, **details),
    )


def finding_of(error: TmkitError, language: str = "en") -> Finding:
    """An error of one file as a finding, so that the rest can go on.

    An error without a code of its own is TX100, in its own words.
    """
    place = Place(error.path, error.line, error.column)
    told = finding(error.key if error.key in CODES else "TX100", place, language, **error.details)
    if error.key in CODES:
        return told
    message = messages.message(error.key, language, **error.details)
    hint = messages.help_of(error.key, language, **error.details)
    return replace(told, message=message, help=hint)
