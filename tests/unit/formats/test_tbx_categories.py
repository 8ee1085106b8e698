"""The tables of data categories against the published constraints, where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tmkit.formats.tbx_categories import DIALECTS

# A slip in the published file: "legalTermadmn- sts".
SLIPS = {"legalTermadmn-", "sts"}


@pytest.mark.parametrize(
    ("dialect", "name"),
    [("TBX-Basic 2008", "TBXBasicXCSV02.xcs"), ("TBX-Default 2008", "TBXXCSV02.xcs")],
)
def test_a_picklist_is_that_of_the_constraints(shared: Path, dialect: str, name: str) -> None:
    parser = etree.XMLParser(load_dtd=False, no_network=True)
    published = etree.parse(shared / "schemas" / name, parser)
    compared = 0
    for spec in published.iterfind(".//datCatSet/*"):
        category = DIALECTS[dialect].get(spec.get("name", ""))
        contents = spec.find("contents")
        if category is None or contents is None or contents.get("datatype") != "picklist":
            continue
        words = set((contents.text or "").split())
        assert spec.tag == f"{category.element}Spec"
        assert words - SLIPS == set(category.values) - (
            {"legalTerm-admn-sts"} if words & SLIPS else set()
        )
        compared += 1
    assert compared >= 5
