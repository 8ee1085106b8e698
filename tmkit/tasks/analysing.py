"""What of some files a memory knows, before anybody translates them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tmkit.codes import finding_of
from tmkit.errors import FormatError, UsageError
from tmkit.formats import analysis as form
from tmkit.formats import files
from tmkit.memory import MemoryStore, Sought, open_store
from tmkit.model import Analysis, FileAnalysis, Finding, Volume
from tmkit.settings import Settings, load
from tmkit.tasks.sought import sought_in

__all__ = ["analyse"]

_WORD = re.compile(r"\S*\w\S*")


def analyse(
    paths: Sequence[Path],
    store: str = "",
    *,
    source: str = "",
    output: Path | None = None,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> Analysis:
    """How much of the text of some files stands in which band of `MemoryStore.analyse`.

    Repetitions and internal matches are counted across the files, in their order. source: the
    language to translate from, by default that of the settings. output: .html or .csv, written
    besides. A file that cannot be read is a finding, and the rest goes on. Raises UsageError, also
    where no file can be read; SettingsError, OutputError.
    """
    writer = _writer(output)
    settings = load(Path())
    settings = replace(settings, source=source or settings.source)
    name = store or settings.store
    with open_store(name, create=False) as memory:
        read = list(_read(paths, settings, language, on_finding))
        if not read:
            raise UsageError("nothing-readable", str(paths[0]), details={"count": len(paths)})
        result = _counted(memory, read, settings, name)
    if output:
        with files.atomic(output) as file:
            writer(result, file, language=language)
    return result


def _writer(output: Path | None) -> Callable[..., None]:
    suffix = output.suffix.lower() if output else ".html"
    if suffix not in form.WRITERS:
        details = {"suffix": suffix, "known": ", ".join(form.WRITERS)}
        raise UsageError("output-type", str(output), details=details)
    return form.WRITERS[suffix]


def _read(
    paths: Sequence[Path],
    settings: Settings,
    language: str,
    on_finding: Callable[[Finding], None],
) -> Iterator[tuple[Path, list[Sought]]]:
    for path in paths:
        try:
            yield path, sought_in(path, settings, language=language, on_finding=on_finding)
        except (FormatError, UsageError) as error:
            on_finding(finding_of(error, language))


def _counted(
    memory: MemoryStore, read: list[tuple[Path, list[Sought]]], settings: Settings, store: str
) -> Analysis:
    everything = [segment for _, segments in read for segment in segments]
    bands = memory.analyse(everything, lang=settings.source)
    weights = dict(settings.weights)
    counted = []
    for path, segments in read:
        volumes = dict.fromkeys(weights, Volume())
        for segment in segments:
            band = next(bands)
            volumes[band] += _volume(segment)
        counted.append(FileAnalysis(str(path), volumes))
    return Analysis(store, weights, tuple(counted))


def _volume(segment: Sought) -> Volume:
    text = segment.text
    return Volume(1, len(_WORD.findall(text)), len("".join(text.split())))
