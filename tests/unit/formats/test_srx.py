"""SRX 2.0: rules read and written, other files refused."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.errors import FormatError
from tmkit.formats import srx
from tmkit.model import LanguageRules, SrxRule, SrxRules

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


def test_an_entity_that_the_file_declares_is_read_and_any_other_refused() -> None:
    text = RULES.replace("<srx", '<!DOCTYPE srx [<!ENTITY e "x">]>\n<srx').replace(
        "[.?!]", "[.&e;]"
    )
    rules = srx.read(text.encode(), "tides.srx").languages[0].rules
    assert "[.x]" in [rule.before for rule in rules]
    with pytest.raises(FormatError):
        srx.read(text.replace("&e;", "&f;").encode(), "tides.srx")


def test_the_comment_before_a_rule_goes_with_it() -> None:
    text = RULES.replace("<rule>", "<!-- A stop. --><rule>").replace("[.?!]", "[.<!-- ! -->?!]")
    first, second = srx.read(text.encode(), "tides.srx").languages[0].rules
    assert (first.comment, second.comment, second.before) == ("", "A stop.", "[.?!]")


def test_an_expression_is_found_by_line_and_column() -> None:
    raw = RULES.encode()
    assert srx.place_of(r"\bapprox\.", raw, "") == (5, 31)
    assert srx.place_of("[.?!]", raw, "") == (6, 20)
    assert srx.place_of("en.*", raw, "") == (8, 41)
    assert srx.place_of("nowhere", raw, "") == (0, 0)


def test_an_escaped_expression_is_found_too() -> None:
    raw = RULES.replace("[.?!]", "(?&lt;!a)[.]").encode()
    assert srx.place_of("(?<!a)[.]", raw, "") == (6, 20)


# What XML can hold; a carriage return and outer white space of a comment aside.
TEXTS = st.text(st.characters(exclude_categories=["C"]), max_size=12)
WRITTEN = st.lists(st.builds(SrxRule, st.booleans(), TEXTS, TEXTS, TEXTS.map(str.strip)))


@given(WRITTEN, TEXTS, st.booleans())
def test_what_is_written_is_read_again(rules: list[SrxRule], name: str, cascade: bool) -> None:  # noqa: FBT001 # drawn
    maps = ((".*", name), (name, "other"))
    given_rules = SrxRules(cascade, maps, (LanguageRules(name, tuple(rules)),))
    file = BytesIO()
    srx.write(given_rules, file)
    again = srx.read(file.getvalue(), "again.srx")
    assert (again.cascade, again.maps, again.languages) == (cascade, maps, given_rules.languages)
    comments = [rule.comment.replace("--", "– –") for rule in rules]
    assert [rule.comment for rule in again.languages[0].rules] == comments
