"""SRX 2.0: segmentation rules exchanged between tools (LISA/GALA, 2008)."""

from __future__ import annotations

import hashlib

from lxml import etree

from tmkit.errors import FormatError
from tmkit.model import LanguageRules, SrxRule, SrxRules

__all__ = ["read"]


def read(raw: bytes, path: str) -> SrxRules:
    """The rules of an SRX file.

    digest: the first four hexadecimal digits of the SHA-256 of the file, for the signature.
    Raises FormatError for a file that is no SRX 2.0.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise FormatError("xml-syntax", path, line, details={"reason": error.msg}) from error
    if etree.QName(root).localname != "srx" or root.get("version") != "2.0":
        raise FormatError("srx-root", path)
    for entity in root.iter(etree.Entity):
        # Left out, it would make another rule of this one without a word.
        details = {"name": (entity.text or "").strip("&;")}
        raise FormatError("xml-entity", path, entity.sourceline or 0, details=details)
    header = root.find("{*}header")
    return SrxRules(
        cascade=header is not None and header.get("cascade") == "yes",
        maps=tuple(
            (each.get("languagepattern", ""), each.get("languagerulename", ""))
            for each in root.iterfind(".//{*}languagemap")
        ),
        languages=tuple(map(_language_of, root.iterfind(".//{*}languagerule"))),
        digest=hashlib.sha256(raw).hexdigest()[:4],
    )


def _language_of(element: etree._Element) -> LanguageRules:
    rules = tuple(
        SrxRule(
            breaks=rule.get("break", "yes") == "yes",
            before=rule.findtext("{*}beforebreak") or "",
            after=rule.findtext("{*}afterbreak") or "",
        )
        for rule in element.iterfind("{*}rule")
    )
    return LanguageRules(element.get("languagerulename", ""), rules)
