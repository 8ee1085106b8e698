"""Project folders of OmegaT: where its files lie, and the file that makes a folder a project."""

from __future__ import annotations

from typing import BinaryIO

from tmkit.formats import xml

__all__ = ["FOLDERS", "GLOSSARY", "MEMORY", "PROJECT", "SOURCE", "penalised", "write"]

PROJECT = "omegat.project"
SOURCE = "source"
MEMORY = "tm"
GLOSSARY = "glossary"
FOLDERS = (SOURCE, "target", MEMORY, GLOSSARY, "dictionary", "omegat")
"""All that OmegaT makes. Without the last one it does not take a folder for a project."""


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
