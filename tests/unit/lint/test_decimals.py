"""Which decimal sign a document writes."""

from __future__ import annotations

import pytest

from tmkit.lint import Pair
from tmkit.lint.decimals import Decimals


def signs_of(*texts: tuple[str, str]) -> dict[str, str]:
    decimals = Decimals()
    for source, target in texts:
        decimals.add(Pair(source, target))
    return {lang: sign for (_, lang), sign in decimals.signs().items()}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([("3.5 mm", "3,5 mm")], {"en": ".", "vi": ","}),
        ([("1,234,567", "1.234.567")], {"en": ".", "vi": ","}),
        ([("0,002 5 mm; 0,6 mm; 1,25 mm; 2,5 mm", "0,5 mm")], {"en": ",", "vi": ","}),
        # Either may be thousands; that they differ says that each keeps to its language's way.
        ([("10,000 people", "10.000 người")], {"en": ".", "vi": ","}),
        ([("10,000 people", "10,000 người")], {}),
        ([("five people", "năm người")], {}),
        # What names a version, a clause or a date says nothing.
        ([("Wager 3.5", "Wager 3.5"), ("clause 4.5", "khoản 4.5"), ("5.6.2019", "5.6.2019")], {}),
        # Once is no proof of what is unusual, nor is a mixture.
        ([("2.5 mm", "khoảng 2.5 mm")], {"en": "."}),
        ([("2.5 mm", "khoảng 2.5 mm")] * 3, {"en": ".", "vi": "."}),
        ([("2.5 mm", "khoảng 2.5 mm"), ("3.5 mm", "3,5 mm")] * 4, {"en": "."}),
    ],
)
def test_the_sign_is_found_in_the_numbers(
    texts: list[tuple[str, str]], expected: dict[str, str]
) -> None:
    assert signs_of(*texts) == expected


def test_each_document_has_its_own_and_one_without_numbers_that_of_all() -> None:
    decimals = Decimals()
    for document, number in (("a", "2,5"), ("b", "2.5"), ("c", "1.500")):
        for _ in range(3):
            decimals.add(Pair("", f"khoảng {number} mm", document=document))
    signs = decimals.signs()
    assert (signs["a", "vi"], signs["b", "vi"]) == (",", ".")
    assert ("c", "vi") not in signs
    decimals.add(Pair("", "rồi 3,5 mm", document="a"))
    for _ in range(20):
        decimals.add(Pair("", "khoảng 2,5 mm", document="a"))
    assert decimals.signs()["c", "vi"] == ","
