"""Written numbers → what they may be worth."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tmkit.lexicon.numerals import NUMERAL, numeral, roman


def values(text: str, sign: str | None = None) -> list[str]:
    return [" ".join(str(value) for value in each) for each in numeral(text, sign).readings]


@pytest.mark.parametrize(
    ("text", "sign", "expected"),
    [
        ("007", None, ["7"]),
        ("1.500", None, ["1500", "3/2"]),
        ("1.500", ",", ["1500"]),
        ("1.500", ".", ["3/2"]),
        ("3.26", None, ["163/50"]),
        ("3.26", ",", ["163/50"]),
        ("0,125", None, ["1/8"]),
        ("1.234.567", None, ["1234567"]),
        ("1.234,5", None, ["2469/2"]),
        ("12 345", None, ["12345", "12 345"]),
        ("1,2", None, ["6/5", "1 2"]),
        ("1,2,3", None, ["1.2.3", "1 2 3"]),
        ("2.4.1", None, ["2.4.1", "2 4 1"]),
        ("14½", None, ["29/2"]),
        ("½", None, ["1/2"]),
    ],
)
def test_a_number_has_the_values_that_its_separators_allow(
    text: str, sign: str | None, expected: list[str]
) -> None:
    assert NUMERAL.fullmatch(text)
    assert values(text, sign) == expected


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("1500", ""),
        ("1.500", ",."),
        ("3.26", "."),
        ("1.234.567", ","),
        ("0,125", ","),
        ("2.4.1", ""),
    ],
)
def test_the_form_of_a_number_tells_its_decimal_sign(text: str, signs: str) -> None:
    assert numeral(text).signs == signs


@pytest.mark.parametrize(
    ("text", "value"), [("IV", 4), ("XXI", 21), ("MCMXC", 1990), ("IIII", None), ("", None)]
)
def test_roman_numerals_have_values(text: str, value: int | None) -> None:
    assert roman(text) == value


def test_values_are_exact() -> None:
    assert numeral("0.1").readings == ((Fraction(1, 10),),)
