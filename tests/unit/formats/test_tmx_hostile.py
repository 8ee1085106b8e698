"""Hostile TMX: each ends in one clear error with path and line, or is read as it is."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from tmkit.errors import FormatError
from tmkit.formats import tmx

HEAD = '<tmx version="1.4"><header srclang="vi"/><body>\n'
OPEN = '<tu><tuv xml:lang="vi"><seg>'
CLOSE = "</seg></tuv></tu>"
TAIL = "</body></tmx>"


def whole(seg: str, doctype: str = "") -> bytes:
    return f"{doctype}{HEAD}{OPEN}{seg}{CLOSE}{TAIL}".encode()


def laughs(levels: int) -> str:
    """Entities of which each stands for ten of the one before."""
    rows = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels)]
    return f'<!DOCTYPE tmx [<!ENTITY a0 "ha">{"".join(rows)}]>'


def packed(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("bomb.tmx", content)
    return file.getvalue()


def chain(length: int) -> str:
    """Entities of which each stands for the one before."""
    rows = [f'<!ENTITY a{n} "&a{n - 1};">' for n in range(1, length)]
    return f'<!DOCTYPE tmx [<!ENTITY a0 "ha">{"".join(rows)}]>'


BIG = (HEAD + (OPEN + "x" * 1_000 + CLOSE) * 40_000).encode()
CASES = {
    "entity bomb": (whole("&a9;", laughs(10)), "xml-expansion"),
    "quadratic entity": (
        whole("&a;" * 2_000, f'<!DOCTYPE tmx [<!ENTITY a "{"x" * 5_000}">]>'),
        "xml-expansion",
    ),
    "many entities": (whole("&a1;", chain(100_000)), "xml-expansion"),
    "entity in itself": (whole("&a;", '<!DOCTYPE tmx [<!ENTITY a "&a;">]>'), "xml-syntax"),
    "file entity": (
        whole("&a;", '<!DOCTYPE tmx [<!ENTITY a SYSTEM "/etc/passwd">]>'),
        "xml-entity",
    ),
    "undeclared entity": (whole("a&nbsp;b", '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'), "xml-syntax"),
    "gzip bomb": (gzip.compress(BIG), "packed-too-tight"),
    "zip bomb": (packed(BIG), "packed-too-tight"),
    "truncated gzip": (gzip.compress(whole("triều"))[:-30], "xml-syntax"),
    "damaged gzip": (b"\x1f\x8b\x08\x00" + b"\xff" * 100, "unreadable"),
    "damaged zip": (b"PK\x03\x04" + b"\xff" * 100, "unreadable"),
    "codes 100,000 deep": (whole("<hi>" * 100_000 + "</hi>" * 100_000), "xml-deep"),
    "text of 20 MB": (whole("x" * 20_000_000), "xml-long"),
    "attribute of 20 MB": (whole(f'<ph x="{"x" * 20_000_000}"/>'), "xml-long"),
    "truncated": (whole("triều")[:-30], "xml-syntax"),
    "stray ampersand": (whole("a & b"), "xml-syntax"),
    "control character": (whole("a\x0bb"), "xml-control"),
    "control character by number": (whole("a&#x1F;b"), "xml-syntax"),
    "NUL": (whole("a\0b"), "xml-control"),
    "attribute twice": (whole('<ph x="1" x="2"/>'), "xml-syntax"),
    "prefix of nothing": (whole("<o:ph/>"), "xml-syntax"),
    "bytes that are no UTF-8": (whole("a@b").replace(b"@", b"\xff"), "xml-bytes"),
    "bytes that are none of windows-1252": (
        b'<?xml version="1.0" encoding="windows-1252"?>' + whole("a@b").replace(b"@", b"\x81"),
        "xml-bytes",
    ),
    "half a UTF-16 pair": (b"\xff\xfe" + "<tmx>".encode("utf-16-le") + b"\x00\xd8x\0", "xml-bytes"),
    "unknown encoding": (b'<?xml version="1.0" encoding="none"?>' + whole("x"), "xml-encoding"),
    "encoding that is no encoding": (
        b'<?xml version="1.0" encoding="zlib_codec"?>' + whole("x"),
        "xml-encoding",
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "xml-bytes"),
    "nothing": (b"", "xml-syntax"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_file_ends_in_one_clear_error(tmp_path: Path, case: str) -> None:
    content, key = CASES[case]
    path = tmp_path / "hostile.tmx"
    path.write_bytes(content)
    with pytest.raises(FormatError) as caught:
        list(tmx.read(path, lambda _finding: None))
    assert (caught.value.key, caught.value.path) == (key, str(path))
    for language in ("en", "vi"):
        assert len(caught.value.text(language).splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (whole("&a2;", laughs(3)), ["ha" * 100]),
        (whole("x" * 3_000_000), ["x" * 3_000_000]),
        (whole("<hi>" * 100 + "x" + "</hi>" * 100), ["x"]),
        (f"{HEAD}{'<x>' * 100_000}{'</x>' * 100_000}{TAIL}".encode(), []),
    ],
    ids=["a few entities", "text of 3 MB", "codes 100 deep", "foreign elements 100,000 deep"],
)
def test_what_only_looks_hostile_is_read(tmp_path: Path, content: bytes, texts: list[str]) -> None:
    path = tmp_path / "odd.tmx"
    path.write_bytes(content)
    assert [unit.text("vi") for unit in tmx.read(path)] == texts


def test_codes_too_deep_are_refused_at_the_line_of_their_unit(tmp_path: Path) -> None:
    path = tmp_path / "deep.tmx"
    path.write_bytes(whole("<hi>" * 300 + "</hi>" * 300))
    with pytest.raises(FormatError) as caught:
        list(tmx.read(path))
    assert caught.value.line == 2
