"""PDF (ISO 32000) → lines of text with their places, by PDFium in a process of its own.

PDFium is fast and knows each letter's box, but it is C++ and takes a file at its word: a page of
600 KB that unpacks to 300 MB costs 15 seconds and 6 GB. So it runs in a child with bounded memory
and time, and what the child dies of is a finding.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import regex

from tmkit.errors import FormatError

__all__ = ["Contents", "Line", "contents"]

# A book of 5,000 pages is 100 MB with its pictures and takes PDFium 50 seconds.
_MOST_BYTES = 500_000_000
_MOST_PAGES = 20_000
_MOST_CHARACTERS = 50_000_000
_SECONDS = 180
# Beside the file itself, which PDFium may hold twice.
_MEMORY = 1 << 30
# PDFium's own words for a file that asks for a password or a certificate.
_LOCKED = ("password", "security")
# Wider than any space of a justified line: between columns and cells. In type sizes.
_GUTTER = 2.5
# A gap that is a space, where the page has none, in type sizes.
_SPACE = 0.16
# A bullet or number hangs far from its text.
_HANGING = 3
_MARK = regex.compile(r"[\d.]+[.)]?|\p{L}{1,2}[.)]|[^\p{L}\d]")
_HYPHENS = "\x02\ufffe"
_ENDS = "\r\n" + _HYPHENS


class Line(NamedTuple):
    """A line, or the part of it in one column.

    page: from 1. left, right, base: in points (1/72 inch) on the page as it is shown, base grows
    upward. size: of the type, in points. weight: 400 is normal, 0 where it changes. first: width of
    the first word. cell: whether other parts stand beside it.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    weight: int
    first: float
    cell: bool


class Contents(NamedTuple):
    """What is in the file: the lines in their order, and what it says of itself by PDF's names."""

    pages: int
    lines: list[Line]
    information: dict[str, str]


class _Letter(NamedTuple):
    text: str
    left: float
    right: float
    number: int  # -1: a space that PDFium put where the page has none


def contents(raw: bytes, path: str) -> Contents:
    """The lines of a PDF and its document information.

    Raises FormatError for a file that is no PDF, is damaged or locked, or needs more than a
    document does.
    """
    # Readers look for it among the first 1024 bytes (ISO 32000-1, Annex H, note 13).
    if b"%PDF-" not in raw[:1024]:
        raise FormatError("TD120", path, details={"reason": "no %PDF"})
    if len(raw) > _MOST_BYTES:
        raise FormatError("TD122", path)
    # -P: what lies in the user's folder is not imported.
    command = (sys.executable, "-P", "-c", f"from {__name__} import main; main()")
    try:
        done = subprocess.run(  # noqa: S603 # this very module
            command, input=raw, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise FormatError("TD122", path) from error
    if done.returncode:
        raise FormatError("TD122", path)
    said = json.loads(done.stdout)
    if "key" in said:
        raise FormatError(said["key"], path, details=said["details"])
    lines = [Line(*line) for line in said["lines"]]
    return Contents(said["pages"], lines, said["information"])


def main() -> None:
    """The child: a PDF on standard input, what was found as JSON on standard output."""
    raw = sys.stdin.buffer.read()
    _bound_memory(_MEMORY + 2 * len(raw))
    try:
        said = _said(raw)
    except FormatError as error:
        said = {"key": error.key, "details": error.details}
    sys.stdout.write(json.dumps(said))


def _bound_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the bound on time alone holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _said(raw: bytes) -> dict[str, Any]:
    import pypdfium2  # type: ignore[import-untyped]  # it ships no annotations

    try:
        with pypdfium2.PdfDocument(raw) as document:
            if len(document) > _MOST_PAGES:
                raise FormatError("TD122")
            lines: list[Line] = []
            characters = 0
            for number in range(len(document)):
                found = list(_lines(document, number))
                lines += found
                characters += sum(len(line.text) for line in found)
                if characters > _MOST_CHARACTERS:
                    raise FormatError("TD122")
            information = document.get_metadata_dict(skip_empty=True)
            return {"pages": len(document), "lines": lines, "information": information}
    except pypdfium2.PdfiumError as error:
        reason = str(error).removesuffix(".")
        locked = any(word in reason.lower() for word in _LOCKED)
        raise FormatError("TD121" if locked else "TD120", details={"reason": reason}) from error


class _Text:
    """The letters of a page, as PDFium numbers them, on the page as it is shown."""

    def __init__(self, document: Any, number: int) -> None:  # noqa: ANN401 # not annotated, as above
        import ctypes

        from pypdfium2 import raw

        page = document[number]
        self.number = number + 1
        self._text = page.get_textpage()
        self._rotation = page.get_rotation()
        self._width, self._height = page.get_size()
        self._raw, self._box = raw, raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def letters(self) -> Iterator[_Letter]:
        """All of them in PDFium's order, which is the content's, with line feeds between lines."""
        raw, text, box = self._raw, self._text, self._box
        for index in range(text.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(text, index))
            raw.FPDFText_GetLooseCharBox(text, index, box)
            left, right = self._turned(box.left, box.right, box.bottom, box.top)
            is_real = letter != " " or not raw.FPDFText_IsGenerated(text, index)
            yield _Letter(letter, left, right, index if is_real else -1)

    def _turned(self, left: float, right: float, bottom: float, top: float) -> tuple[float, float]:
        turned = {
            90: (bottom, top),
            180: (self._width - right, self._width - left),
            270: (self._width - top, self._width - bottom),
        }
        return turned.get(self._rotation, (left, right)) if self._rotation else (left, right)

    def is_below(self, letter: _Letter, before: _Letter) -> bool:
        """Whether a line ends between two letters that PDFium takes for one."""
        size = before.right - before.left
        if letter.number < 0 or before.number < 0 or letter.left > before.left - size:
            return False
        return (
            abs(self.base(letter.number) - self.base(before.number)) > self.size(letter.number) / 2
        )

    def base(self, index: int) -> float:
        """How high the letter stands."""
        self._raw.FPDFText_GetCharOrigin(self._text, index, self._x, self._y)
        x, y = float(self._x.value), float(self._y.value)
        shown: dict[int, float] = {90: self._height - x, 180: self._height - y, 270: x}
        return shown.get(self._rotation, y)

    def size(self, index: int) -> float:
        """The size of its type; 1 where the file does not say."""
        return float(self._raw.FPDFText_GetFontSize(self._text, index)) or 1.0

    def weight(self, index: int) -> int:
        """The weight of its type, 400 is normal."""
        return int(self._raw.FPDFText_GetFontWeight(self._text, index))


def _lines(document: Any, number: int) -> Iterator[Line]:  # noqa: ANN401 # as above
    """The lines of a page in their order."""
    import pypdfium2

    try:
        page = _Text(document, number)
    except pypdfium2.PdfiumError as error:
        raise FormatError("TD120", details={"reason": f"{error} Page {number + 1}"}) from error
    letters: list[_Letter] = []
    for letter in page.letters():
        if letter.text in _HYPHENS:
            # PDFium's sign for a hyphen at the end of a line, instead of the end.
            letters.append(letter._replace(text="-"))
        elif letter.text not in "\r\n" and not (letters and page.is_below(letter, letters[-1])):
            letters.append(letter)
            continue
        yield from _split(letters, page)
        letters = [letter] if letter.text not in _ENDS else []
    yield from _split(letters, page)


def _split(letters: list[_Letter], page: _Text) -> Iterator[Line]:
    """The parts of a line: one, or more where it runs over columns or cells."""
    drawn = next((each for each in letters if each.number >= 0 and not each.text.isspace()), None)
    if drawn is None:
        return
    size = page.size(drawn.number)
    parts = _parts(_ordered(letters, size), size)
    for part in parts:
        first, last = part[0], part[-1]
        weights = {page.weight(first.number), page.weight(last.number)}
        space = next((each.left for each in part if each.text == " "), last.right)
        yield Line(
            text="".join(letter.text for letter in part),
            page=page.number,
            left=round(first.left, 2),
            right=round(last.right, 2),
            base=round(page.base(first.number), 2),
            size=round(page.size(first.number), 2),
            weight=weights.pop() if len(weights) == 1 else 0,
            first=round(space - first.left, 2),
            cell=len(parts) > 1,
        )


def _ordered(letters: list[_Letter], size: float) -> list[_Letter]:
    """The letters from left to right.

    A program that takes some letters from another font (Vietnamese ones, often) may draw them after
    the rest of the line; then spaces are where the gaps are.
    """
    real = [letter for letter in letters if letter.number >= 0]
    if all(one.left < other.left + size / 2 for one, other in pairwise(real)):
        return letters
    found: list[_Letter] = []
    for letter in sorted(real, key=lambda letter: (letter.left, letter.number)):
        if found and letter.left - found[-1].right > size * _SPACE:
            found.append(_Letter(" ", found[-1].right, letter.left, -1))
        found.append(letter)
    return found


def _parts(letters: list[_Letter], size: float) -> list[list[_Letter]]:
    """The letters between gutters, spaces at their ends left out."""
    words = [
        list(word)
        for is_space, word in groupby(letters, lambda each: each.text.isspace())
        if not is_space
    ]
    gaps = [other[0].left - one[-1].right for one, other in pairwise(words)]
    # A justified line of few words has wide spaces, and all of them are.
    gutter = size * (_GUTTER if min(gaps, default=0) < size else 2 * _GUTTER)
    parts = words[:1]
    for gap, word in zip(gaps, words[1:], strict=True):
        is_mark = _MARK.fullmatch("".join(each.text for each in parts[-1])) is not None
        if gap > gutter * (_HANGING if is_mark else 1):
            parts.append(word)
        else:
            parts[-1] += [_Letter(" ", word[0].left - gap, word[0].left, -1), *word]
    return parts
