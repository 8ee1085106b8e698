"""What can leave the concept files for XML and for TBX-Basic."""

from __future__ import annotations

import pytest
from lint_cases import findings_in

from tmkit.lint.rule import term

SCALE = term("en", "scale") + term("vi", "cân")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('note = "a\\u0008b"\n' + SCALE, "note"),
        ('note = "a\uffffb"\n' + SCALE, "note"),
        ('definition.vi = "a\\u000Bb"\n' + SCALE, "definition.vi"),
        (term("en", "sca\\u0001le") + term("vi", "cân"), "term[0].term"),
    ],
)
def test_a_character_that_xml_cannot_hold_is_taken_out(text: str, field: str) -> None:
    found = [each for each in findings_in({"scale": text}) if each.code == "TG801"]
    assert [each.place.field for each in found] == [field]
    assert found[0].fix
    assert found[0].fix.text in ("ab", "scale")


@pytest.mark.parametrize("note", ["a\\tb", "a\\nb", 'say \\"a\\"', "\U0001f600"])
def test_what_xml_can_hold_is_left_alone(note: str) -> None:
    found = findings_in({"scale": f'note = "{note}"\n' + SCALE})
    assert [each for each in found if each.code == "TG801"] == []


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (term("en", "scale", "initialism"), "TG802"),
        (term("en", "scale", "fullForm", "standardized"), "TG802"),
        (term("en", "scale", pos="pronoun"), "TG802"),
        (term("en", "scale", "fulform"), "TG104"),
        (term("en", "scale", "fullForm", "prefered"), "TG104"),
        (term("en", "scale", pos="nuon"), "TG104"),
        (term("en", "scale", usage="British"), "TG104"),
    ],
)
def test_a_value_of_tbx_that_its_basic_dialect_lacks_is_told_from_a_wrong_one(
    terms: str, code: str
) -> None:
    assert [each.code for each in findings_in({"scale": terms + term("vi", "cân")})] == [code]
