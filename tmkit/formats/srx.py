"""SRX 2.0: segmentation rules exchanged between tools (LISA/GALA, 2008)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from tmkit.errors import FormatError
from tmkit.formats import outline, xml
from tmkit.model import LanguageRules, SrxRule, SrxRules

__all__ = ["place_of", "read", "write"]

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="{cascade}">
<formathandle type="start" include="no"/>
<formathandle type="end" include="yes"/>
<formathandle type="isolated" include="no"/>
</header>
<body>
<languagerules>
"""


def read(raw: bytes, path: str) -> SrxRules:
    """The rules of an SRX file.

    digest: the first four hexadecimal digits of the SHA-256 of the file, for the signature.
    Raises FormatError for a file that is no SRX 2.0.
    """
    root = outline.document(raw, path)
    if etree.QName(root).localname != "srx" or root.get("version") != "2.0":
        raise FormatError("srx-root", path)
    header = root.find("{*}header")
    return SrxRules(
        cascade=header is not None and header.get("cascade") == "yes",
        maps=tuple(
            (each.get("languagepattern", ""), each.get("languagerulename", ""))
            for each in root.iterfind(".//{*}languagemap")
        ),
        languages=tuple(
            LanguageRules(each.get("languagerulename", ""), tuple(_rules_of(each)))
            for each in root.iterfind(".//{*}languagerule")
        ),
        digest=hashlib.sha256(raw).hexdigest()[:4],
    )


def place_of(pattern: str, raw: bytes, path: str) -> tuple[int, int]:
    """Line and column, from 1, where an expression first stands in a file; (0, 0) if it does not.

    The column is that of the expression where it stands on one line, as it usually does.
    """
    for element in outline.document(raw, path).iter(
        "{*}beforebreak", "{*}afterbreak", "{*}languagemap"
    ):
        if pattern in (element.text, element.get("languagepattern")):
            line = element.sourceline or 0
            text = raw.splitlines()[line - 1].decode("utf-8", "replace")
            return line, text.find(xml.text(pattern)) + 1 or 1
    return 0, 0


def write(rules: SrxRules, file: BinaryIO) -> None:
    """Write the rules as SRX 2.0, the comment of each before it."""
    file.write(_HEAD.format(cascade="yes" if rules.cascade else "no").encode())
    for language in rules.languages:
        head = f"<languagerule languagerulename={xml.attribute(language.name)}>\n"
        file.write((head + "".join(map(_rule, language.rules)) + "</languagerule>\n").encode())
    maps = "".join(
        f"<languagemap languagepattern={xml.attribute(pattern)}"
        f" languagerulename={xml.attribute(name)}/>\n"
        for pattern, name in rules.maps
    )
    tail = f"</languagerules>\n<maprules>\n{maps}</maprules>\n</body>\n</srx>\n"
    file.write(tail.encode())


def _rules_of(language: etree._Element) -> Iterator[SrxRule]:
    comment = ""
    for each in language:
        if not isinstance(each.tag, str):
            comment = (each.text or "").strip()
            continue
        if etree.QName(each).localname == "rule":
            before, after = (_expression(each, name) for name in ("beforebreak", "afterbreak"))
            yield SrxRule(each.get("break", "yes") == "yes", before, after, comment)
        comment = ""


def _expression(rule: etree._Element, name: str) -> str:
    element = rule.find(f"{{*}}{name}")
    if element is None:
        return ""
    # What a comment within it says is none of it.
    return (element.text or "") + "".join(each.tail or "" for each in element)


def _rule(rule: SrxRule) -> str:
    comment = f"<!-- {rule.comment.replace('--', '– –')} -->\n" if rule.comment else ""
    return (
        f'{comment}<rule break="{"yes" if rule.breaks else "no"}">\n'
        f"<beforebreak>{xml.text(rule.before)}</beforebreak>\n"
        f"<afterbreak>{xml.text(rule.after)}</afterbreak>\n</rule>\n"
    )
