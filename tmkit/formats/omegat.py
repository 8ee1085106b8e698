"""Project folders of OmegaT: where its files lie, what makes them a project, how it segments."""

from __future__ import annotations

from typing import BinaryIO

from tmkit.formats import xml
from tmkit.model import SrxRule, SrxRules

__all__ = [
    "FOLDERS",
    "GLOSSARY",
    "MEMORY",
    "PROJECT",
    "SEGMENTATION",
    "SOURCE",
    "penalised",
    "write",
    "write_segmentation",
]

PROJECT = "omegat.project"
SOURCE = "source"
MEMORY = "tm"
GLOSSARY = "glossary"
SEGMENTATION = "omegat/segmentation.conf"
"""The rules of the project, before those of the user."""
FOLDERS = (SOURCE, "target", MEMORY, GLOSSARY, "dictionary", "omegat")
"""All that OmegaT makes. Without the last one it does not take a folder for a project."""


# Of OmegaT's class SRX: to older ones it adds its own rules, without any it fails.
_CURRENT = "0.2"


def penalised(percent: int) -> str:
    """The folder, below MEMORY, whose matches OmegaT counts so many per cent lower."""
    return f"penalty-{percent:02d}"


def write(file: BinaryIO, *, source: str, target: str) -> None:
    """Write omegat.project for a pair of language tags; the folders are where OmegaT puts them.

    No tokenizer is named: OmegaT then takes the one it has for the language.
    """
    folders = "".join(
        f"<{name}_dir>__DEFAULT__</{name}_dir>\n"
        for name in ("source", "target", "tm", "glossary", "dictionary")
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<omegat>\n<project version="1.0">\n{folders}'
        f"<source_lang>{xml.text(source.upper())}</source_lang>\n"
        f"<target_lang>{xml.text(target.upper())}</target_lang>\n"
        "<sentence_seg>true</sentence_seg>\n"
        "<support_default_translations>true</support_default_translations>\n"
        "<remove_tags>false</remove_tags>\n</project>\n</omegat>\n"
    )
    file.write(text.encode("utf-8"))


def write_segmentation(file: BinaryIO, rules: SrxRules) -> None:
    """Write the rules as a project's own, so that OmegaT segments as the memory is segmented.

    The form is what Java's XMLEncoder makes of OmegaT's class SRX; versions that keep SRX files
    convert it when they open the project.
    """
    named = {language.name: language.rules for language in rules.languages}
    maps = "".join(_map(name, pattern, named[name]) for pattern, name in rules.maps)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<java class="java.beans.XMLDecoder">\n'
        '<object class="org.omegat.core.segmentation.SRX">\n<void property="mappingRules">\n'
        f"{maps}</void>\n{_property('version', _CURRENT)}</object>\n</java>\n"
    )
    file.write(text.encode("utf-8"))


def _map(name: str, pattern: str, rules: tuple[SrxRule, ...]) -> str:
    # OmegaT goes on to rules of its own for all languages: where these say nothing, nothing breaks.
    closed = (*rules, SrxRule(breaks=False, before=".", after="."))
    added = "".join(f'<void method="add">\n{_rule(rule)}</void>\n' for rule in closed)
    return (
        '<void method="add">\n<object class="org.omegat.core.segmentation.MapRule">\n'
        f"{_property('language', name)}{_property('pattern', pattern)}"
        f'<void property="rules">\n<object class="java.util.ArrayList">\n{added}</object>\n'
        "</void>\n</object>\n</void>\n"
    )


def _rule(rule: SrxRule) -> str:
    breaks = '<void property="breakRule"><boolean>true</boolean></void>\n' if rule.breaks else ""
    return (
        '<object class="org.omegat.core.segmentation.Rule">\n'
        f"{_property('beforebreak', rule.before)}{_property('afterbreak', rule.after)}"
        f"{breaks}</object>\n"
    )


def _property(name: str, value: str) -> str:
    return f'<void property="{name}"><string>{xml.text(value)}</string></void>\n'
