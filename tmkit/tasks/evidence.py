"""What a corpus says of concepts, asked of the corpus itself or frozen beside the concepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tmkit.errors import UsageError
from tmkit.formats import concept, evidence
from tmkit.model import Attested, Concept, ConceptFile, CorpusSignature, Finding, Passage
from tmkit.tasks.concepts import concept_paths
from tmkit.tasks.project import Project

__all__ = ["FROZEN", "Evidence", "Frozen", "freeze", "frozen_evidence", "survey"]

FROZEN = "evidence.jsonl"
"""What a corpus said of the concepts of a folder, in that folder."""


class Evidence:
    """What a corpus says of concepts, as they were when it was asked."""

    def __init__(
        self, signature: CorpusSignature, known: Mapping[tuple[str, str], Attested]
    ) -> None:
        self.signature = signature
        self._known = known
        self._last: tuple[Concept | None, Attested | None] = (None, None)

    def of(self, about: Concept) -> Attested | None:
        """What it says of a concept; None where it was not asked, or of other terms."""
        if self._last[0] is not about:
            key = about.id, evidence.fingerprint(about)
            self._last = about, self._known.get(key)
        return self._last[1]


def survey(
    concepts: Sequence[Concept],
    passages: Callable[[], Iterable[Passage]],
    languages: tuple[str, str],
) -> Evidence:
    """What passages say of concepts; they are asked for once more where that is needed to count.

    Raises what their iteration raises.
    """
    signature, found = _surveyed(concepts, passages, languages)
    keys = ((each.id, evidence.fingerprint(each)) for each in concepts)
    return Evidence(signature, dict(zip(keys, found, strict=True)))


def _surveyed(
    concepts: Sequence[Concept],
    passages: Callable[[], Iterable[Passage]],
    languages: tuple[str, str],
) -> tuple[CorpusSignature, list[Attested]]:
    # With numpy: what was frozen is read without.
    from tmkit.tasks.attesting import Survey

    seen = Survey(concepts, languages)
    for passage in passages():
        seen.add(passage)
    seen.count_rivals(passages() if seen.name_rivals() else None)
    return seen.signature, seen.attested()


def frozen_evidence(files: Iterable[ConceptFile]) -> tuple[Evidence | None, list[Path]]:
    """What was frozen beside concept files, and the folders that have concepts and no evidence.

    None where nothing is frozen. Raises FormatError for a file that is broken.
    """
    folders = list(dict.fromkeys(file.path.parent for file in files))
    known: dict[tuple[str, str], Attested] = {}
    signature = CorpusSignature("", 0, 0)
    bare = []
    for folder in folders:
        if not (folder / FROZEN).is_file():
            bare.append(folder)
            continue
        signature, found = evidence.read(folder / FROZEN)
        known |= found
    return (Evidence(signature, known) if known else None), bare


class Frozen(NamedTuple):
    """What was written: files and concepts; and what the corpus was, and how large."""

    paths: tuple[Path, ...]
    concepts: int
    signature: CorpusSignature


def freeze(
    glossaries: Iterable[Path] = (),
    *,
    corpus: Path | None = None,
    root: Path | None = None,
    language: str = "en",
    on_finding: Callable[[Finding], None] = lambda _finding: None,
) -> Frozen:
    """Write what a corpus says of concepts beside them, in evidence.jsonl, a concept a line.

    glossaries: folders; by default those of the project. corpus: a memory, a table or a folder; by
    default the project itself. root: the project folder. Counts and what stands for terms are
    written; of texts only what stands around terms that quote no context, and only from documents
    that are not confidential. on_finding: told of broken concepts and documents. Raises UsageError,
    FormatError, SettingsError, OutputError.
    """
    project = Project.at(root or Path())
    folders = [Path(each) for each in glossaries] or [project.glossaries]
    files = [concept.read(path, language) for path in concept_paths(folders)]
    for file in files:
        for each in file.findings:
            on_finding(each)
    sound = [file for file in files if file.concept]
    if not sound:
        raise UsageError("no-concepts", str(folders[0]))
    concepts = [file.concept for file in sound if file.concept]
    from tmkit.tasks.corpora import Corpus

    given = Corpus(corpus or project.root, project.settings, language, on_finding)
    signature, found = _surveyed(concepts, given.passages, project.settings.languages)
    by_folder: dict[Path, list[tuple[Concept, Attested]]] = {}
    for file, about, attested in zip(sound, concepts, found, strict=True):
        by_folder.setdefault(file.path.parent, []).append((about, attested))
    for folder, rows in by_folder.items():
        evidence.write(folder / FROZEN, signature, rows)
    return Frozen(tuple(each / FROZEN for each in by_folder), len(concepts), signature)
