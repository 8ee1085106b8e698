"""The project folder: where its documents and concepts are, and which documents belong together."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import regex

from tmkit import lang, settings, text
from tmkit.codes import finding, finding_of
from tmkit.errors import FormatError, SettingsError, UsageError
from tmkit.model import Finding, Place
from tmkit.settings import Settings

__all__ = [
    "Declared",
    "DocumentFile",
    "Pair",
    "Project",
    "discover",
    "files_in",
    "id_of",
    "language_of",
    "pair_of_files",
    "pairs_of",
    "unique",
]

_TABLES = {".xlsx", ".csv", ".tsv", ".xls", ".ods"}

DECLARATIONS = "documents.toml"
"""In the corpus or the project folder: what is known of a document that does not say it itself."""


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
    def decisions(self) -> Path:
        """What reviewers decided of the alignment, a file for each document pair."""
        return self.root / self.settings.corpus / "decisions"

    @property
    def glossaries(self) -> Path:
        """The folder of the glossaries, one folder each."""
        return self.root / self.settings.glossaries


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A document on disk. id: path relative to its language folder, without suffix.

    lang: "" where the file holds both languages.
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

    @property
    def opened(self) -> Pair:
        """The same, to be read although it is confidential; nothing of it may be exported."""
        return replace(self, declared=replace(self.declared, confidential=False))


def discover(project: Project, language: str = "en") -> tuple[list[Pair], list[Finding]]:
    """The document pairs of a project, sorted by id, and findings for files that are no document.

    Looked for in this order: language folders in the corpus folder; language folders in the project
    folder; loose files in either, with the language in their names (`x.en.txt`, `x_vi.md`) or told
    by their letters. A folder named after both languages, `en-vi`, holds bilingual documents.
    Raises UsageError when there is no document at all, SettingsError for unsound declarations.
    """
    base, found, bilingual = _search(project)
    if not found and not bilingual:
        raise UsageError("no-documents", str(project.root), details={"folder": base})
    names = {file.id for file in (*found, *bilingual)}
    declared: dict[str, Declared] = {}
    # In both: what is said in the one must hold also where the documents lie in the other.
    for folder in (project.root, project.root / project.settings.corpus):
        declared |= _declared(folder / DECLARATIONS, names)
    documents, findings = unique(found, language)
    whole, more = unique(bilingual, language)
    pairs = pairs_of(documents, project.settings.languages, declared)
    pairs += [Pair(file, file, declared.get(file.id, Declared())) for file in whole]
    return sorted(pairs, key=lambda pair: pair.id), findings + more


def _search(project: Project) -> tuple[Path, list[DocumentFile], list[DocumentFile]]:
    """The folder that has documents, its files in one language, its files in both."""
    source, target = languages = project.settings.languages
    corpus = project.root / project.settings.corpus
    bases = [base for base in (corpus, project.root) if base.is_dir()]
    for base in bases:
        folders = [(folder, tag) for tag in languages for folder in _named(base, _codes_of(tag))]
        both = _named(base, {f"{source}-{target}".lower(), f"{target}-{source}".lower()})
        if folders or both:
            return base, files_in(folders), files_in([(folder, "") for folder in both])
    for base in bases:
        found = list(_loose(base, languages))
        if found:
            return base, found, []
    return bases[0], [], []


def _named(base: Path, names: set[str]) -> list[Path]:
    return [path for path in sorted(base.glob("*")) if path.is_dir() and path.name.lower() in names]


def files_in(folders: Sequence[tuple[Path, str]]) -> list[DocumentFile]:
    """The files of language folders, sorted by path in each; hidden ones are nobody's documents.

    folders: each with its tag. A name may repeat the language of its folder: `vi/law_vi.docx` is
    the document `law`; but a file that has the very same name in both folders keeps it.
    """
    found = [
        (path, id_of(path.relative_to(folder).with_suffix("").as_posix()), tag)
        for folder, tag in folders
        for path in sorted(folder.glob("**/*"))
        if path.is_file() and not _is_hidden(path, folder)
    ]
    names = {(name, tag) for _, name, tag in found}
    tags = {tag for _, tag in folders}
    files = []
    for path, name, tag in found:
        is_mirrored = any((name, other) in names for other in tags - {tag})
        base, _ = _split_name(name, () if is_mirrored or not tag else (tag,))
        files.append(DocumentFile(path, base, tag))
    return files


def id_of(name: str) -> str:
    """The id of a document of this name, in characters that every result can hold.

    Names from other systems come decomposed (ệ as three characters), in other encodings, or with
    control characters.
    """
    return " ".join(text.clean(name.encode("utf-8", "replace").decode()).split())


def _loose(folder: Path, languages: tuple[str, str]) -> Iterator[DocumentFile]:
    from tmkit import ingest

    for path in sorted(folder.glob("*")):
        # Beside documents lie settings, licences and tables of terms; but what can be converted was
        # meant as a document.
        meant = ingest.is_supported(path) or ingest.refusal(path).key == "TD110"
        meant = meant and path.suffix.lower() not in _TABLES
        if meant and path.is_file() and not _is_hidden(path, folder):
            name, tag = _split_name(id_of(path.stem), languages)
            yield DocumentFile(path, name, tag or language_of(path, languages))


def language_of(path: Path, languages: tuple[str, str]) -> str:
    """Which of two languages a file is written in, by its letters; the first where none tells."""
    from tmkit.tasks.reading import read_document

    try:
        told = read_document(path, "", "").lang
    except FormatError:
        # It is read again where it is used, and reported there.
        told = ""
    return next((tag for tag in languages if lang.primary(tag) == told), languages[0])


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def _split_name(name: str, languages: tuple[str, ...]) -> tuple[str, str]:
    """A document's name and the language that its end tells: "law_vn" → ("law", "vi")."""
    for tag in languages:
        end = "|".join(sorted(map(regex.escape, _codes_of(tag)), key=len, reverse=True))
        found = regex.fullmatch(rf"(.+)[._-](?:{end})", name, flags=regex.IGNORECASE)
        if found:
            return found[1], tag
    return name, ""


def _codes_of(tag: str) -> set[str]:
    """What people write for a language, in lower case."""
    from tmkit.lexicon import facts_of

    return {tag.lower(), lang.primary(tag), *facts_of(tag).codes}


def _declared(path: Path, names: set[str]) -> dict[str, Declared]:
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("settings-syntax", str(path), details={"reason": error}) from error
    declared = {id_of(name): _declaration(name, row, str(path)) for name, row in table.items()}
    for name in sorted(declared.keys() - names):
        # Said of nothing, and the document that was meant would leave the project.
        near = difflib.get_close_matches(name, sorted(names), 1) or sorted(names)[:3]
        raise SettingsError(
            "settings-key", str(path), details={"key": name, "near": ", ".join(near)}
        )
    return declared


def _declaration(name: str, row: object, path: str) -> Declared:
    known = {each.name: type(each.default) for each in fields(Declared)}
    if not isinstance(row, Mapping):
        details = {"key": name, "value": row, "wanted": f'["{name}"]'}
        raise SettingsError("settings-value", path, details=details)
    # A date is written with quotes or without; they are the same date.
    said: dict[str, Any] = {
        key: str(value) if type(value) is date else value for key, value in row.items()
    }
    for key, value in said.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1) or known
            details = {"key": f"{name}.{key}", "near": ", ".join(near)}
            raise SettingsError("settings-key", path, details=details)
        is_sound = key != "date" or regex.fullmatch(r"\d{4}-\d\d-\d\d", str(value))
        if type(value) is not known[key] or not is_sound:
            wanted = "YYYY-MM-DD" if key == "date" else known[key].__name__
            details = {"key": f"{name}.{key}", "value": value, "wanted": wanted}
            raise SettingsError("settings-value", path, details=details)
    return Declared(**said)


def unique(
    files: Iterable[DocumentFile], language: str
) -> tuple[list[DocumentFile], list[Finding]]:
    """The readable documents, one for each id and language, and findings for the other files."""
    from tmkit import ingest

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
        by_id.setdefault(document.id, {})[document.lang] = document
    told = declared or {}
    return [
        Pair(sides.get(source), sides.get(target), told.get(name, Declared()))
        for name, sides in sorted(by_id.items())
    ]


def pair_of_files(one: Path, other: Path, languages: tuple[str, str]) -> Pair:
    """Two documents that the user pairs by hand; one id for both, whatever they are called.

    Raises UsageError for one file on both sides.
    """
    if one.samefile(other):
        raise UsageError("same-file", str(one))
    source, target = languages
    if [language_of(path, languages) for path in (one, other)] == [target, source]:
        # Named in the order of writing; the settings say what is translated into what.
        one, other = other, one
    name, _ = _split_name(id_of(one.stem), (source,))
    return Pair(DocumentFile(one, name, source), DocumentFile(other, name, target))
