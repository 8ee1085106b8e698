"""Hostile and broken TBX: one clear FormatError, or the concepts; no network, no traceback."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from tmkit.errors import FormatError
from tmkit.formats import tbx
from tmkit.model import Concept, Finding

HEAD = '<tbx type="TBX-Basic" style="dca" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>'
TAIL = "</body></text></tbx>"
MARK = "never to be seen"


def entry(term: str, *, before: str = "") -> str:
    return (
        f'{before}<conceptEntry id="c1"><langSec xml:lang="en"><termSec><term>{term}</term>'
        "</termSec></langSec></conceptEntry>"
    )


def document(inner: str, *, prolog: str = "") -> bytes:
    return f"{prolog}{HEAD}{inner}{TAIL}".encode()


def doctype(subset: str) -> str:
    return f"<!DOCTYPE tbx [{subset}]>"


BOMB = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))

BROKEN = {
    "empty": b"",
    "blank": b" \n ",
    "zeros": b"\0" * 64,
    "text": b"tide;th\xe1\xbb\xa7y tri\xe1\xbb\x81u",
    "another root": b"<tmx version='1.4'><body/></tmx>",
    "root inside another": b"<x>" + document(entry("tide")) + b"</x>",
    "truncated": document(entry("tide"))[:-30],
    "truncated in a letter": document(entry("thủy triều")).split("ề".encode())[0] + b"\xe1\xbb",
    "bad bytes": document(entry("tide")).replace(b"tide", b"ti\xff\xfede"),
    "unknown encoding": b'<?xml version="1.0" encoding="x-nowhere"?>' + document(entry("x")),
    "control character": document(entry("ti\x01de")),
    "control character by number": document(entry("ti&#1;de")),
    "stray ampersand": document(entry("ebb & flow")),
    "unknown entity": document(entry("&nowhere;")),
    "entity bomb": document(entry("&e12;"), prolog=doctype(f'<!ENTITY e0 "lol">{BOMB}')),
    "entity bomb in an attribute": document(
        '<conceptEntry id="&e12;"/>', prolog=doctype(f'<!ENTITY e0 "lol">{BOMB}')
    ),
    "recursive entity": document(
        entry("&a;"), prolog=doctype('<!ENTITY a "&b;"><!ENTITY b "&a;">')
    ),
    "depth": document("<a>" * 100_000),
    "deep entry": document('<conceptEntry id="x">' * 100_000),
    "two roots": document(entry("x")) * 2,
    "attribute twice": document('<conceptEntry id="a" id="b"/>'),
    "unbound prefix": document("<min:subjectField>x</min:subjectField></conceptEntry>"),
    "compressed and cut": gzip.compress(document(entry("x")))[:-20],
    "compressed zeros": gzip.compress(bytes(40_000_000)),
    "node of 20 MB": document(entry("x" * 20_000_000)),
}


def concepts_of(content: bytes, folder: Path) -> list[Concept]:
    path = folder / "hostile.tbx"
    path.write_bytes(content)
    return list(tbx.read(path))


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_ends_in_one_clear_error(kind: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        concepts_of(BROKEN[kind], tmp_path)
    said = str(caught.value)
    assert "hostile.tbx" in said
    assert "\n" not in said
    assert len(said) < 500


def test_no_other_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(MARK, encoding="utf-8")
    subset = f'<!ENTITY x SYSTEM "{secret.as_uri()}">'
    with pytest.raises(FormatError) as caught:
        concepts_of(document(entry("&x;"), prolog=doctype(subset)), tmp_path)
    assert MARK not in str(caught.value)


@pytest.mark.parametrize("where", ["tide.example", "127.0.0.1:9"])
def test_the_network_is_left_alone(where: str, tmp_path: Path) -> None:
    prolog = f'<!DOCTYPE tbx SYSTEM "http://{where}/tbx.dtd">'
    (concept,) = concepts_of(document(entry("tide"), prolog=prolog), tmp_path)
    assert concept.terms[0].text == "tide"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_sound_file_is_read_in_its_encoding(encoding: str, tmp_path: Path) -> None:
    name = "UTF-8" if encoding == "utf-8-sig" else "UTF-16"
    text = f'<?xml version="1.0" encoding="{name}"?>{HEAD}{entry("thủy triều")}{TAIL}'
    (concept,) = concepts_of(text.encode(encoding), tmp_path)
    assert concept.terms[0].text == "thủy triều"


def zipped(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("tides.tbx", content)
    return file.getvalue()


DECLARED = b'<?xml version="1.0" encoding="UTF-16"?>'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (gzip.compress(document(entry("tide"))), []),
        (zipped(document(entry("tide"))), []),
        (document(entry("&e;"), prolog=doctype('<!ENTITY e "tide">')), []),
        (DECLARED + document(entry("tide")), ["TX111"]),
        (b"\n <?xml version='1.0'?>" + document(entry("tide")), ["TX112"]),
    ],
    ids=["gzip", "zip", "entity of the file", "wrongly declared", "blank before"],
)
def test_a_file_is_opened_as_any_other_exchange_file(
    content: bytes, told: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "tides.tbx"
    path.write_bytes(content)
    findings: list[Finding] = []
    (concept,) = tbx.read(path, findings.append)
    assert concept.terms[0].text == "tide"
    assert [finding.code for finding in findings] == told


@pytest.mark.parametrize("name", ["missing.tbx", "."])
def test_what_cannot_be_opened_is_an_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError):
        tbx.read(tmp_path / name)


def test_a_comment_does_not_cut_a_term(tmp_path: Path) -> None:
    (concept,) = concepts_of(document(entry("ti<!-- ebb -->de<?pi x?>s")), tmp_path)
    assert concept.terms[0].text == "tides"
