r"""PO: message catalogues of GNU gettext (manual, "The Format of PO Files"), read only.

The header names character encoding and target language. msgids are English by gettext's custom;
the header field X-Source-Language may say otherwise. An entry with plural forms is a unit for each
form: the first translates msgid, the others msgid_plural; a single form, as Vietnamese has it,
translates both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from tmkit import lang
from tmkit.codes import finding
from tmkit.errors import FormatError
from tmkit.formats import stream
from tmkit.model import Finding, Memory, MemoryHeader, Place, TranslationUnit, Variant

__all__ = ["read"]

_UNDETERMINED = "und"
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"[ \t]*')
_KEYWORD = re.compile(r"(domain|msgctxt|msgid_plural|msgid|msgstr(?:\[(\d{1,3})\])?)(?=[\s\"]|$)")
_BYTES = re.compile(r"(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}))+")
_BYTE = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3}))")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SAID = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_CHARSET = re.compile(r"charset=([^\s;]+)", re.IGNORECASE)
Report = Callable[[Finding], None]


def read(path: Path, on_finding: Report | None = None, *, language: str = "en") -> Memory:
    """The entries of a PO file; they are read from the file anew at each iteration.

    Entries that are not translated have one variant. Props: `state` "fuzzy", the other `flags`,
    `context` (msgctxt), `reference`, `previous`, `plural` (number of the form). Comments are notes.
    Obsolete entries (#~) are left out, and on_finding is told their number while iterating, as it
    is of a header that names no language; language: of its messages.
    Raises FormatError, here or while iterating, with the line where the file breaks.
    """
    header = _header_of(path)
    # Not by its truth: a collector that is empty yet is false.
    report = on_finding if on_finding is not None else (lambda _finding: None)
    return Memory(MemoryHeader(header.source), _Units(path, header, report, language))


@dataclass(frozen=True, slots=True)
class _Header:
    """What the entry with an empty msgid says."""

    charset: str
    source: str
    target: str


@dataclass(slots=True)
class _Entry:
    """An entry while it is read. texts: by keyword, "msgstr[0]" for one."""

    line: int
    texts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    previous: list[str] = field(default_factory=list)

    @property
    def is_header(self) -> bool:
        return self.texts.get("msgid") == "" and "msgctxt" not in self.texts

    def forms(self) -> Iterator[tuple[str, str, str]]:
        """Source, translation and number of the form ("" without plural)."""
        single = self.texts["msgid"]
        if "msgid_plural" not in self.texts:
            yield single, self.texts["msgstr"], ""
            return
        plural = self.texts["msgid_plural"]
        numbers = [key for key in self.texts if key.startswith("msgstr[")]
        for n in range(max(2, len(numbers))):
            form = n if len(numbers) > 1 else 0
            yield (plural if n else single), self.texts[f"msgstr[{form}]"], str(form)


@dataclass(frozen=True, slots=True)
class _Units:
    path: Path
    header: _Header
    report: Report
    language: str

    def __iter__(self) -> Iterator[TranslationUnit]:
        parser = _Parser(str(self.path), self.header.charset)
        number = 0
        for entry in parser.entries(self.path):
            if entry.is_header:
                continue
            for source, translation, form in entry.forms():
                number += 1
                yield self._unit(entry, number, (source, translation), form)
        if number and self.header.target == _UNDETERMINED:
            self._tell("TQ801", 1, tag=_UNDETERMINED)
        if parser.obsolete:
            self._tell("TQ802", parser.obsolete_line, count=parser.obsolete)

    def _tell(self, code: str, line: int, **details: object) -> None:
        self.report(finding(code, Place(str(self.path), line), self.language, **details))

    def _unit(
        self, entry: _Entry, number: int, texts: tuple[str, str], form: str
    ) -> TranslationUnit:
        languages = (self.header.source, self.header.target)
        variants = tuple(
            Variant(tag, (text,)) for tag, text in zip(languages, texts, strict=True) if text
        )
        state = "fuzzy" if "fuzzy" in entry.flags else ""
        props = (
            ("state", state),
            ("context", entry.texts.get("msgctxt", "")),
            ("plural", form),
            ("flags", ", ".join(flag for flag in entry.flags if flag != "fuzzy")),
            ("reference", " ".join(entry.references)),
            ("previous", "\n".join(entry.previous)),
        )
        kept = tuple(prop for prop in props if prop[1])
        return TranslationUnit(str(number), variants, None, tuple(entry.notes), kept)


def _header_of(path: Path) -> _Header:
    # Latin-1 takes any bytes; what the header says of encoding and language is ASCII.
    first = next(_Parser(str(path), "latin-1").entries(path), None)
    text = first.texts.get("msgstr", "") if first and first.is_header else ""
    fields = dict(re.findall(r"^([\w-]+):[ \t]*(.*?)[ \t]*$", text, re.MULTILINE))
    found = _CHARSET.search(fields.get("Content-Type", ""))
    # A template (.pot) says CHARSET where its translator has to fill something in.
    charset = found.group(1) if found and found.group(1) != "CHARSET" else "utf-8"
    try:
        b" ".decode(charset)
    except (LookupError, ValueError) as error:
        line, details = first.line if first else 1, {"charset": charset}
        raise FormatError("po-charset", str(path), line, details=details) from error
    source = _tag(fields.get("X-Source-Language", "")) or "en"
    return _Header(charset, source, _tag(fields.get("Language", "")) or _UNDETERMINED)


def _tag(text: str) -> str:
    """POSIX locale names are no language tags: vi_VN, sr@latin."""
    return lang.canonical(text.replace("_", "-"))


class _Parser:
    """Reads entries line by line. obsolete: how many were left out, obsolete_line: the first."""

    def __init__(self, path: str, charset: str) -> None:
        self.path, self.charset = path, charset
        self.obsolete = self.obsolete_line = 0

    def entries(self, path: Path) -> Iterator[_Entry]:
        """The entries that are not obsolete, in their order."""
        entry = _Entry(1)
        keyword = ""
        for number, line in self._lines(path):
            if not line:
                continue
            if entry.texts and _begins_entry(line, keyword):
                yield self._complete(entry)
                entry, keyword = _Entry(number), ""
            if line.startswith("#"):
                self._comment(entry, line, number)
                continue
            if not entry.texts:
                entry.line = number
            keyword = self._text(entry, line, number, keyword)
        if entry.texts:
            yield self._complete(entry)

    def _lines(self, path: Path) -> Iterator[tuple[int, str]]:
        with stream.unpacked(path) as chunks:
            first = next(chunks, b"")
            mark, encoding = next(
                (each for each in stream.MARKS if first.startswith(each[0])), (b"", "")
            )
            # A mark says more of the encoding than the header, which tools forget to change.
            self.charset = encoding or self.charset
            rows = _rows(chain([first[len(mark) :]], chunks), "\n".encode(self.charset))
            for number, data in enumerate(rows, start=1):
                yield number, self._decoded(data, number).strip(" \t\r\n\f\v")

    def _decoded(self, data: bytes, line: int) -> str:
        try:
            return data.decode(self.charset)
        except UnicodeError as error:
            start = error.start if isinstance(error, UnicodeDecodeError) else 0
            details = {"charset": self.charset, "byte": f"0x{data[start]:02X}"}
            raise FormatError("not-in-charset", self.path, line, details=details) from error

    def _comment(self, entry: _Entry, line: str, number: int) -> None:
        mark, rest = line[1:2], line[2:].strip()
        if mark == "~":
            if _KEYWORD.match(rest) and rest.startswith("msgid") and "_" not in rest[:6]:
                self.obsolete += 1
                self.obsolete_line = self.obsolete_line or number
        elif mark in (",", "="):
            entry.flags += [flag.strip() for flag in rest.split(",") if flag.strip()]
        elif mark == ":":
            entry.references.append(rest)
        elif mark == "|":
            entry.previous.append(rest)
        elif line[1:].strip():
            entry.notes.append(rest if mark == "." else line[1:].strip())

    def _text(self, entry: _Entry, line: str, number: int, keyword: str) -> str:
        """Take in a line that is no comment; returns the keyword its text belongs to."""
        found = _KEYWORD.match(line)
        if found:
            keyword = found.group(1)
            if keyword == "msgstr[" or keyword in entry.texts:
                raise self._error(line, number)
            entry.texts[keyword] = ""
            line = line[found.end() :].lstrip()
        if not keyword or (not found and not line.startswith('"')):
            raise self._error(line, number)
        entry.texts[keyword] += "".join(self._strings(line, number))
        return keyword

    def _strings(self, line: str, number: int) -> Iterator[str]:
        position = 0
        while position < len(line):
            found = _STRING.match(line, position)
            if not found:
                raise self._error(line, number)
            yield self._unescaped(found.group(1), number)
            position = found.end()

    def _unescaped(self, text: str, number: int) -> str:
        if "\\" not in text:
            return text
        # Doubled backslashes apart, so that what follows one is not taken for an escape.
        pieces = text.split("\\\\")
        return "\\".join(self._piece(piece, number) for piece in pieces)

    def _piece(self, text: str, number: int) -> str:
        def bytes_of(found: re.Match[str]) -> str:
            values = _BYTE.findall(found.group())
            codes = [int(hexadecimal, 16) if hexadecimal else int(octal, 8)
                     for hexadecimal, octal in values]  # fmt: skip
            if max(codes) > 255:
                raise self._error(found.group(), number)
            said = self._decoded(bytes(codes), number)
            return said.replace("\\", "\\\\")

        def letter_of(found: re.Match[str]) -> str:
            letter = found.group(1)
            if letter in _SAID:
                return _SAID[letter]
            if letter in "\"'?\\":
                return letter
            raise self._error(found.group(), number)

        return _ESCAPE.sub(letter_of, _BYTES.sub(bytes_of, text))

    def _complete(self, entry: _Entry) -> _Entry:
        """The entry. Raises FormatError when it lacks something."""
        texts = entry.texts
        if "domain" in texts:
            texts.pop("domain")
        missing = "msgid" if "msgid" not in texts else ""
        wanted = "msgstr[0]" if "msgid_plural" in texts else "msgstr"
        missing = missing or (wanted if wanted not in texts else "")
        forms = sorted(int(key[7:-1]) for key in texts if key.startswith("msgstr["))
        if forms and "msgid_plural" not in texts:
            missing = "msgid_plural"
        elif forms != list(range(len(forms))):
            missing = f"msgstr[{next(n for n, form in enumerate(forms) if n != form)}]"
        if missing:
            raise FormatError("po-entry", self.path, entry.line, details={"missing": missing})
        return entry

    def _error(self, text: str, line: int) -> FormatError:
        return FormatError(
            "po-syntax", self.path, line, details={"text": " ".join(text[:60].split())}
        )


def _rows(chunks: Iterable[bytes], end: bytes) -> Iterator[bytes]:
    """The lines of a file, without what ends them."""
    rest = b""
    for chunk in chunks:
        start = max(0, len(rest) - len(end) + 1)
        rest += chunk
        while (found := rest.find(end, start)) >= 0:
            # In UTF-16 the bytes of an end may also stand across two characters.
            if found % len(end):
                start = found + 1
                continue
            yield rest[:found]
            rest, start = rest[found + len(end) :], 0
    if rest:
        yield rest


def _begins_entry(line: str, keyword: str) -> bool:
    """Whether a line begins another entry than the one that is being read."""
    found = _KEYWORD.match(line)
    if found is None:
        return line.startswith("#") and keyword.startswith("msgstr")
    if keyword == "domain":
        return False
    name = found.group(1)
    return name in ("msgctxt", "domain") or (name == "msgid" and keyword not in ("msgctxt", ""))
