"""The project folder: where its documents and concepts are, and which documents belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tmkit import ingest, settings, text
from tmkit.codes import finding, finding_of
from tmkit.errors import FormatError, UsageError
from tmkit.model import Block, Document, Finding, Place
from tmkit.settings import Settings

__all__ = [
    "DocumentFile",
    "Pair",
    "Project",
    "discover",
    "files_in",
    "pairs_of",
    "read_document",
    "unique",
]


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with its settings."""

    root: Path
    settings: Settings

    @classmethod
    def at(cls, root: Path) -> Project:
        """The project in a folder. Raises SettingsError; UsageError where there is no folder."""
        if not root.is_dir():
            raise UsageError("no-folder", str(root))
        return cls(root, settings.load(root))

    @property
    def output(self) -> Path:
        """Where the build writes."""
        return self.root / self.settings.output

    @property
    def glossaries(self) -> Path:
        """The folder of the glossaries, one folder each."""
        return self.root / self.settings.glossaries


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A document on disk. id: path relative to its language folder, without suffix."""

    path: Path
    id: str
    lang: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Documents that translate one another; one side is None where it is missing."""

    source: DocumentFile | None
    target: DocumentFile | None

    @property
    def id(self) -> str:
        """The id that both documents share."""
        one = self.source or self.target
        return one.id if one else ""


def discover(project: Project, language: str = "en") -> tuple[list[DocumentFile], list[Finding]]:
    """The documents of a project, sorted by id, and findings for files that are no document.

    Looked for in this order: language folders in the corpus folder; language folders in the project
    folder; loose files in the project folder, whose language is told by their letters.
    Raises UsageError when there is no document at all.
    """
    corpus = project.root / project.settings.corpus
    for base in (corpus, project.root):
        folders = [(base / tag, tag) for tag in project.settings.languages]
        if any(folder.is_dir() for folder, _ in folders):
            found = [file for folder, tag in folders for file in files_in(folder, tag)]
            break
    else:
        base = corpus if corpus.is_dir() else project.root
        found = list(files_in(base, "", recursive=False))
    documents, findings = unique(found, language)
    if not documents:
        raise UsageError("no-documents", str(project.root), details={"folder": base})
    return documents, findings


def files_in(folder: Path, tag: str, *, recursive: bool = True) -> Iterator[DocumentFile]:
    """The files of a language folder, sorted by path; hidden ones are nobody's documents."""
    pattern = "**/*" if recursive else "*"
    for path in sorted(folder.glob(pattern)):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and (recursive or ingest.is_supported(path)):
            yield DocumentFile(path, path.relative_to(folder).with_suffix("").as_posix(), tag)


def unique(
    files: Iterable[DocumentFile], language: str
) -> tuple[list[DocumentFile], list[Finding]]:
    """The readable documents, one for each id and language, and findings for the other files."""
    documents: dict[tuple[str, str], DocumentFile] = {}
    findings = []
    for file in files:
        place = Place(str(file.path), id=file.id)
        twin = documents.get((file.id, file.lang))
        if not ingest.is_supported(file.path):
            findings.append(finding_of(ingest.refusal(file.path), language))
        elif twin:
            findings.append(finding("TD108", place, language, other=twin.path))
        else:
            documents[file.id, file.lang] = file
    return [documents[key] for key in sorted(documents)], findings


def pairs_of(documents: Iterable[DocumentFile], languages: tuple[str, str]) -> list[Pair]:
    """The documents of the same id as pairs, sorted by id; loose documents stand alone."""
    source, target = languages
    by_id: dict[str, dict[str, DocumentFile]] = {}
    for document in documents:
        by_id.setdefault(document.id, {})[document.lang or _language_of(document, source)] = (
            document
        )
    return [Pair(sides.get(source), sides.get(target)) for _, sides in sorted(by_id.items())]


def _language_of(document: DocumentFile, default: str) -> str:
    try:
        return read_document(document).lang or default
    except FormatError:
        # It is read again where it is used, and reported there.
        return default


def read_document(file: DocumentFile) -> Document:
    """The document in a file, each block cleaned, once and here alone.

    Its language is told by its letters where the file's folder does not say it. Raises FormatError.
    """
    document = ingest.read(file.path, id=file.id, lang=file.lang)
    cleaned = (Block(block.kind, text.clean(block.text), block.place) for block in document.blocks)
    blocks = tuple(block for block in cleaned if block.text.strip())
    if not blocks:
        raise FormatError("TD104", str(file.path))
    lang = file.lang or text.language_of(" ".join(block.text for block in blocks)) or ""
    return replace(document, blocks=blocks, title=text.clean(document.title), lang=lang)
