"""SRX 2.0: rules read, other files refused."""

from __future__ import annotations

import pytest

from tmkit.errors import FormatError
from tmkit.formats import srx
from tmkit.model import LanguageRules, SrxRule

RULES = r"""<?xml version="1.0"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="yes"/>
<body><languagerules><languagerule languagerulename="Tides">
<rule break="no"><beforebreak>\bapprox\.</beforebreak><afterbreak>\s</afterbreak></rule>
<rule><beforebreak>[.?!]</beforebreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern="en.*" languagerulename="Tides"/></maprules></body>
</srx>"""


def test_rules_are_read_in_their_order() -> None:
    rules = srx.read(RULES.encode(), "tides.srx")
    exception = SrxRule(breaks=False, before=r"\bapprox\.", after=r"\s")
    stop = SrxRule(breaks=True, before="[.?!]", after="")
    assert rules.languages == (LanguageRules("Tides", (exception, stop)),)
    assert (rules.cascade, rules.maps) == (True, (("en.*", "Tides"),))


def test_the_digest_changes_with_the_file() -> None:
    one = srx.read(RULES.encode(), "tides.srx").digest
    assert len(one) == 4
    assert one != srx.read(RULES.replace("[.?!]", "[.]").encode(), "tides.srx").digest


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("", "xml-syntax", 1),
        ("Tides\n", "xml-syntax", 1),
        ('<srx version="2.0">\n<header>\n', "xml-syntax", 3),
        ('<srx version="1.0"/>', "srx-root", 0),
        ('<tmx version="2.0"/>', "srx-root", 0),
    ],
)
def test_a_file_that_is_no_srx_2_is_refused(text: str, key: str, line: int) -> None:
    with pytest.raises(FormatError) as caught:
        srx.read(text.encode(), "tides.srx")
    assert (caught.value.key, caught.value.path, caught.value.line) == (key, "tides.srx", line)


def test_an_entity_in_a_rule_is_refused() -> None:
    text = RULES.replace("<srx", '<!DOCTYPE srx [<!ENTITY e "x">]>\n<srx').replace(
        "[.?!]", "[.&e;]"
    )
    with pytest.raises(FormatError):
        srx.read(text.encode(), "tides.srx")
