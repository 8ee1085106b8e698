"""Documents → blocks. A reader takes the bytes of a file and returns decoded text, not cleaned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tmkit.errors import FormatError
from tmkit.ingest import docx, html, markdown, pdf, plain, sheet, subtitles
from tmkit.ingest.furniture import Page, furnished
from tmkit.model import Document

__all__ = ["READERS", "is_supported", "read", "refusal"]

READERS: dict[str, Callable[[bytes, str], Page]] = {
    ".txt": plain.read,
    ".docx": docx.read,
    ".md": markdown.read,
    ".mdx": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".pdf": pdf.read,
    ".xlsx": sheet.read_xlsx,
    ".csv": sheet.read_csv,
    ".tsv": sheet.read_tsv,
    ".srt": subtitles.read,
}
# Files whose bytes are text.
_TEXT = {".txt", ".md", ".mdx", ".html", ".htm", ".csv", ".tsv", ".srt"}
# What users have and no reader knows: what to do about it is said for each.
_CONVERTED = {".doc", ".rtf", ".odt", ".xls", ".ods"}


def is_supported(path: Path) -> bool:
    """Whether a reader knows the type of the file, by its suffix."""
    return path.suffix.lower() in READERS


def refusal(path: Path) -> FormatError:
    """Why a file of an unknown type is not read, and how to make it readable."""
    code = "TD110" if path.suffix.lower() in _CONVERTED else "TD107"
    return FormatError(code, str(path), details={"suffix": path.suffix or path.name})


def read(
    path: Path,
    *,
    id: str,  # noqa: A002 # the name of the field
    lang: str,
    encoding: str = "",
    on_warning: Callable[[FormatError], None] = lambda _warning: None,
) -> Document:
    """The document in a file, with its blocks in reading order and what it says of itself.

    encoding: of a text file that is not UTF-8, by default guessed. `on_warning` is given what the
    user should know of a file that was read nevertheless. Raises FormatError when the file cannot
    be read or has no text.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise refusal(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FormatError("TD101", str(path), details={"reason": error.strerror}) from error
    if path.suffix.lower() in _TEXT:
        raw = plain.in_utf8(raw, str(path), encoding=encoding, on_warning=on_warning)
    page = furnished(reader(raw, str(path)))
    blocks = tuple(block for block in page.blocks if block.text.strip())
    if not blocks:
        raise FormatError("TD104", str(path))
    title = next((block.text for block in blocks if block.kind == "title"), "")
    said = {key: page.metadata.get(key, "") for key in ("date", "author", "source", "rights")}
    return Document(id=id, lang=lang, blocks=blocks, title=title, **said)
