"""The project folder: where its documents and concepts are, and which documents belong together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path, PurePosixPath

import regex

from tmkit import ingest, lang, settings
from tmkit.codes import finding, finding_of
from tmkit.errors import FormatError, SettingsError, UsageError
from tmkit.lexicon import facts_of
from tmkit.model import Finding, Place
from tmkit.settings import Settings
from tmkit.tasks.reading import read_document

__all__ = ["Declared", "DocumentFile", "Pair", "Project", "discover", "files_in", "pairs_of"]

DECLARATIONS = "documents.toml"
"""In the corpus folder: what is known of a document that does not say it itself."""


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
    """A document on disk. id: path relative to its language folder, without suffix.

    lang: "" where only its letters can tell.
    """

    path: Path
    id: str
    lang: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What `documents.toml` says of a document, in a table named by its id.

    date: YYYY-MM-DD. confidential: it is read, and nothing of it leaves the project.
    """

    rights: str = ""
    source: str = ""
    date: str = ""
    author: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Documents that translate one another; one side is None where it is missing.

    Both sides are the same file where it holds both languages.
    """

    source: DocumentFile | None
    target: DocumentFile | None
    declared: Declared = field(default_factory=Declared)

    @property
    def files(self) -> tuple[DocumentFile, ...]:
        """The documents that are there; the one file of a bilingual document once."""
        found = tuple(file for file in (self.source, self.target) if file)
        return found[:1] if self.is_bilingual else found

    @property
    def is_bilingual(self) -> bool:
        """Whether one file holds both languages."""
        one, other = self.source, self.target
        return one is not None and other is not None and one.path == other.path

    @property
    def id(self) -> str:
        """The id that both documents share."""
        return self.files[0].id


def discover(project: Project, language: str = "en") -> tuple[list[Pair], list[Finding]]:
    """The document pairs of a project, sorted by id, and findings for files that are no document.

    Looked for in this order: language folders in the corpus folder; language folders in the project
    folder; loose files in either, with the language in their names (`x.en.txt`, `x_vi.md`) or told
    by their letters. A folder named after both languages, `en-vi`, holds bilingual documents.
    Raises UsageError when there is no document at all, SettingsError for unsound declarations.
    """
    source, target = project.settings.languages
    both = (f"{source}-{target}", f"{target}-{source}")
    corpus = project.root / project.settings.corpus
    bilingual: list[DocumentFile] = []
    for base in (corpus, project.root):
        folders = [(base / tag, tag) for tag in (source, target, *both)]
        if any(folder.is_dir() for folder, _ in folders):
            found = [file for folder, tag in folders[:2] for file in files_in(folder, tag)]
            bilingual = [file for folder, _ in folders[2:] for file in files_in(folder, "")]
            break
    else:
        base = corpus if corpus.is_dir() else project.root
        found = list(_loose(base, project.settings.languages))
    declared = _declared(base / DECLARATIONS)
    documents, findings = unique(found, language)
    whole, more = unique(bilingual, language)
    pairs = pairs_of(documents, project.settings.languages, declared)
    pairs += [Pair(file, file, declared.get(file.id, Declared())) for file in whole]
    if not pairs:
        raise UsageError("no-documents", str(project.root), details={"folder": base})
    return sorted(pairs, key=lambda pair: pair.id), findings + more


def files_in(folder: Path, tag: str) -> Iterator[DocumentFile]:
    """The files of a language folder, sorted by path; hidden ones are nobody's documents.

    A name may repeat the language of its folder: `vi/law_vi.docx` is the document `law`.
    """
    for path in sorted(folder.glob("**/*")):
        if path.is_file() and not _is_hidden(path, folder):
            name = path.relative_to(folder).with_suffix("").as_posix()
            base, named = _split_name(name, (tag,)) if tag else (name, "")
            yield DocumentFile(path, base if named else name, tag)


def _loose(folder: Path, languages: tuple[str, str]) -> Iterator[DocumentFile]:
    for path in sorted(folder.glob("*")):
        if path.is_file() and not _is_hidden(path, folder) and ingest.is_supported(path):
            yield DocumentFile(path, *_split_name(path.stem, languages))


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def _split_name(name: str, languages: tuple[str, ...]) -> tuple[str, str]:
    """A document's name and the language that its end tells: "law_vn" → ("law", "vi")."""
    for tag in languages:
        codes = {tag, lang.primary(tag), *facts_of(tag).codes}
        end = "|".join(sorted(map(regex.escape, codes), key=len, reverse=True))
        found = regex.fullmatch(rf"(.+)[._-](?:{end})", name, flags=regex.IGNORECASE)
        if found:
            return found[1], tag
    return name, ""


def _declared(path: Path) -> dict[str, Declared]:
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("settings-syntax", str(path), details={"reason": error}) from error
    return {name: _declaration(name, row, str(path)) for name, row in table.items()}


def _declaration(name: str, row: object, path: str) -> Declared:
    known = {each.name: type(each.default) for each in fields(Declared)}
    if not isinstance(row, Mapping):
        details = {"key": name, "value": row, "wanted": f'["{name}"]'}
        raise SettingsError("settings-value", path, details=details)
    for key, value in row.items():
        if key not in known:
            details = {"key": f"{name}.{key}", "near": ", ".join(known)}
            raise SettingsError("settings-key", path, details=details)
        if type(value) is not known[key]:
            details = {"key": f"{name}.{key}", "value": value, "wanted": known[key].__name__}
            raise SettingsError("settings-value", path, details=details)
    return Declared(**row)


def unique(
    files: Iterable[DocumentFile], language: str
) -> tuple[list[DocumentFile], list[Finding]]:
    """The readable documents, one for each id and language, and findings for the other files."""
    documents: dict[tuple[str, str], DocumentFile] = {}
    findings = []
    for file in files:
        twin = documents.get((file.id, file.lang))
        if not ingest.is_supported(file.path):
            findings.append(finding_of(ingest.refusal(file.path), language))
        elif twin:
            place = Place(str(file.path), id=file.id)
            findings.append(finding("TD108", place, language, other=twin.path))
        else:
            documents[file.id, file.lang] = file
    return [documents[key] for key in sorted(documents)], findings


def pairs_of(
    documents: Iterable[DocumentFile],
    languages: tuple[str, str],
    declared: Mapping[str, Declared] | None = None,
) -> list[Pair]:
    """The documents of the same id as pairs, sorted by id; the others stand alone."""
    source, target = languages
    by_id: dict[str, dict[str, DocumentFile]] = {}
    for document in documents:
        tag = document.lang or _language_of(document, source)
        by_id.setdefault(document.id, {})[tag] = document
    told = declared or {}
    return [
        Pair(sides.get(source), sides.get(target), told.get(name, Declared()))
        for name, sides in sorted(by_id.items())
        if sides.get(source) or sides.get(target)
    ]


def _language_of(document: DocumentFile, default: str) -> str:
    try:
        return read_document(document.path, document.id, "").lang or default
    except FormatError:
        # It is read again where it is used, and reported there.
        return default


def name_of(path: Path) -> str:
    """The id of a document that stands in no language folder."""
    return PurePosixPath(path.name).stem
