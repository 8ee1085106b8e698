"""Whatever the published schemas refuse, tmkit validate refuses, near its place (TMKIT_SHARED)."""

from __future__ import annotations

import copy
import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from tmkit.model import Finding
from tmkit.tasks.validating import validate

pytest.importorskip("elementpath")

TMX = """\
<tmx version="1.4">
<header creationtool="gauge" creationtoolversion="2" segtype="sentence" o-tmf="gauge"
 adminlang="en" srclang="en" datatype="plaintext" creationdate="20240501T000000Z">
<note>All of it.</note>
<prop type="x-project">Tides</prop>
<ude name="letters" base="cp1258">
<map unicode="#xF8FF" code="#xF0"/>
</ude>
</header>
<body>
<tu tuid="1" srclang="en" usagecount="2">
<note xml:lang="en">Seen.</note>
<prop type="x-domain">sea</prop>
<tuv xml:lang="en" creationdate="20240501T000000Z">
<prop type="x-mark">a</prop>
<seg>The <bpt i="1" x="1">b</bpt>gate<ept i="1">b</ept> is
<ph x="2">x<sub type="alt">open</sub></ph> <it pos="begin" x="3">i</it> <hi x="4">shut</hi></seg>
</tuv>
<tuv xml:lang="vi">
<seg>Cửa mở.</seg>
</tuv>
</tu>
</body>
</tmx>
"""
EVERY = 5  # so many mutations of a file for one that is tried: all take a minute
Element = etree._Element  # noqa: SLF001 # its only name
Mutation = Callable[[Element], bool]


def deleted(element: Element) -> bool:
    """Take an element out and leave its tail."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return False
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    element.tail = None
    parent.remove(element)
    return True


def doubled(element: Element) -> bool:
    """Put a copy before an element."""
    parent = element.getparent()
    if parent is not None:
        parent.insert(parent.index(element), copy.deepcopy(element))
    return parent is not None


def put_last(element: Element) -> bool:
    """Move an element behind the others."""
    parent = element.getparent()
    if parent is not None and deleted(element):
        parent.append(element)
    return parent is not None


def put_first(element: Element) -> bool:
    """Move an element before the others."""
    parent = element.getparent()
    if parent is not None and deleted(element):
        parent.insert(0, element)
    return parent is not None


def renamed(element: Element) -> bool:
    """Give an element a name of no standard."""
    space = etree.QName(element).namespace
    element.tag = f"{{{space}}}tide" if space else "tide"
    return element.getparent() is not None


def filled(element: Element) -> bool:
    """Write text into an element."""
    element.text = f"{element.text or ''}stray"
    return True


def with_attribute(name: str, value: str) -> Mutation:
    """Give an element an attribute, or its attribute another value."""

    def change(element: Element) -> bool:
        element.set(name, value)
        return True

    return change


def without_attribute(name: str) -> Mutation:
    """Take an attribute away."""

    def change(element: Element) -> bool:
        del element.attrib[name]
        return True

    return change


def mutations(root: Element) -> Iterator[tuple[int, Mutation]]:
    """Every mutation of every element, with its number."""
    for number, element in enumerate(root.iter("*")):
        for each in (deleted, doubled, put_last, put_first, renamed, filled):
            yield number, each
        yield number, with_attribute("tide", "high")
        for name in map(str, element.attrib):
            yield number, without_attribute(name)
            yield number, with_attribute(name, "?? ?")


def checker_of(shared: Path) -> Callable[[str, str], tuple[str, list[tuple[str, int, str]]]]:
    spec = importlib.util.spec_from_file_location("c", shared / "tools" / "validate_formats.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.check  # type: ignore[no-any-return] # a tool without annotations


def sound_files(repository: Path, folder: Path) -> Iterator[Path]:
    older = TMX.replace("xml:lang", "lang").replace('"1.4"', '"1.2"')
    for version, text in (("1.4", TMX), ("1.2", older)):
        (folder / f"{version}.tmx").write_text(text, encoding="utf-8")
        yield folder / f"{version}.tmx"
    yield from sorted((repository / "tests" / "golden" / "tbx").glob("*[!y].tbx"))


def test_every_mutation_that_a_schema_refuses_is_an_error_near_it(
    shared: Path, repository: Path, tmp_path: Path
) -> None:
    check = checker_of(shared)
    refused, missed = 0, []
    for path in sound_files(repository, tmp_path):
        # Written as the mutants are, so that lines are the same.
        root = etree.fromstring(etree.tostring(etree.parse(path).getroot()))
        for number, mutation in list(mutations(root))[::EVERY]:
            copied = copy.deepcopy(root)
            element = list(copied.iter("*"))[number]
            owner = element if number == 0 else element.getparent()
            if owner is None or not mutation(element):
                continue
            mutant = tmp_path / f"mutant{path.suffix}"
            mutant.write_bytes(etree.tostring(copied))
            if check(str(mutant), str(shared / "schemas"))[1]:
                refused += 1
                first = owner.sourceline or 1
                last = first + etree.tostring(owner, with_tail=False).count(b"\n") + 1
                if not any(first <= line <= last for line in lines_of_errors(mutant)):
                    missed.append((path.name, element.tag, number))
    assert refused > 250
    assert missed == []


def lines_of_errors(path: Path) -> list[int]:
    found: list[Finding] = []
    validate([path], on_finding=found.append)
    return [each.place.line for each in found if each.severity == "error"]
