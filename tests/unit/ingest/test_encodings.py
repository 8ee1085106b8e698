"""Files from before Unicode: read with a warning and its evidence, as named, or not at all."""

from __future__ import annotations

import codecs
from pathlib import Path

import click
import pytest
from conftest import MakeProject
from legacy import encoded

from tmkit import ingest
from tmkit.cli.build import build
from tmkit.errors import FormatError
from tmkit.ingest.plain import in_utf8
from tmkit.model import Document
from tmkit.settings import Settings
from tmkit.tasks.aligning import align_pair
from tmkit.tasks.preparing import Work
from tmkit.tasks.project import DocumentFile, Pair
from tmkit.tasks.reading import read_document
from tmkit.text import ENCODINGS

TEXT = (
    "Trạm quan trắc cũ bên sông đã ghi mực nước suốt năm mươi năm. Người lái đò nhớ từng con "
    "nước và kể lại cho khách nghe những đêm bến vắng.\n"
)


def read(path: Path, encoding: str = "") -> tuple[Document, list[FormatError]]:
    """The document in a file and the warnings."""
    warnings: list[FormatError] = []
    document = ingest.read(path, id="pier", lang="", encoding=encoding, on_warning=warnings.append)
    return document, warnings


def key_of(path: Path, encoding: str = "") -> tuple[str, int, int]:
    with pytest.raises(FormatError) as caught:
        read(path, encoding)
    return caught.value.key, caught.value.line, caught.value.column


@pytest.mark.parametrize("name", ENCODINGS)
@pytest.mark.parametrize(
    ("suffix", "page"),
    [
        (".txt", "{}"),
        (".md", "# Ben\n\n{}"),
        (".html", '<html><meta charset="iso-8859-1"><p>{}</p></html>'),
        (".html", "<html><p>{}</p></html>"),
    ],
)
def test_a_text_in_an_old_encoding_is_read_with_a_warning(
    tmp_path: Path, name: str, suffix: str, page: str
) -> None:
    path = tmp_path / f"pier{suffix}"
    path.write_bytes(encoded(page.format(TEXT), name))
    document, warnings = read(path)
    assert document.blocks[-1].text == TEXT.strip()
    assert [warning.key for warning in warnings] == ["TD112"]
    assert f"was read as {name}: 100 % of its 26 words with marks" in warnings[0].text()
    assert f"{path}: không phải mã UTF-8 và đã được đọc theo bảng mã {name}" in warnings[0].text(
        "vi"
    )


def test_the_encoding_that_the_user_names_is_taken_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "pier.txt"
    path.write_bytes("BÕn ®ß cò".encode("cp1252"))  # too little to guess by
    assert key_of(path) == ("TD103", 1, 2)
    document, warnings = read(path, "tcvn3")
    assert (document.blocks[0].text, warnings) == ("Bến đò cũ", [])


def test_a_named_encoding_does_not_touch_what_is_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "pier.txt"
    path.write_text(TEXT, encoding="utf-8")
    document, warnings = read(path, "vni")
    assert (document.blocks[0].text, warnings) == (TEXT.strip(), [])


def test_a_byte_that_the_named_encoding_has_not_is_an_error_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "pier.txt"
    path.write_bytes(b"ben\ncu \x81")
    assert key_of(path, "windows-1252") == ("TD113", 2, 4)


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (TEXT.encode().replace(b".", b"\xff"), (1, 61)),  # damaged UTF-8
        ("The café by the pier".encode("cp1252"), (1, 8)),
        (TEXT.encode("utf-8") + "Die Fähre".encode("cp1252"), (2, 6)),
    ],
)
def test_what_is_not_convincing_stays_an_error_at_its_place(
    tmp_path: Path, raw: bytes, place: tuple[int, int]
) -> None:
    path = tmp_path / "pier.txt"
    path.write_bytes(raw)
    assert key_of(path) == ("TD103", *place)


@pytest.mark.parametrize("encoding", ["tcvn", "x-viet-vni", "viscii", "windows-1258"])
def test_a_short_page_is_read_as_it_declares(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "pier.html"
    names = {"tcvn": "tcvn3", "x-viet-vni": "vni"}
    page = f'<html><meta charset="{encoding}"><p>ben sông cu</p></html>'
    path.write_bytes(encoded(page, names.get(encoding, encoding)))
    document, warnings = read(path)
    assert (document.blocks[-1].text, warnings) == ("ben sông cu", [])


@pytest.mark.parametrize(
    "raw",
    [b"the pier", TEXT.encode(), codecs.BOM_UTF8 + b"\xc3\xa0", TEXT.encode("utf-16"), b"\0\xff"],
)
def test_what_is_unicode_or_no_text_stays_as_it_is(raw: bytes) -> None:
    assert in_utf8(raw, "pier.txt", encoding="tcvn3") == raw


def test_the_command_offers_every_encoding_there_is_a_table_for() -> None:
    (option,) = (parameter for parameter in build.params if parameter.name == "encoding")
    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == (*ENCODINGS, "windows-1252")


def test_the_warning_is_a_finding_of_the_pair(make_project: MakeProject) -> None:
    english = "The old gauging station by the river has recorded the water level for fifty years.\n"
    root = make_project({"en.txt": english, "vi.txt": encoded(TEXT, "tcvn3")})
    pair = Pair(
        DocumentFile(root / "en.txt", "pier", "en"), DocumentFile(root / "vi.txt", "pier", "vi")
    )
    result = align_pair(pair, Work(Settings(), language="vi"))
    warning = next(finding for finding in result.findings if finding.code == "TD112")
    assert (warning.severity, warning.place.path) == ("warning", str(root / "vi.txt"))
    named = align_pair(pair, Work(Settings(), encoding="tcvn3"))
    assert "TD112" not in [finding.code for finding in named.findings]


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_a_document_set_in_an_old_font_is_read_as_the_font_draws_it(
    make_project: MakeProject, name: str
) -> None:
    text = (
        encoded(TEXT, name).decode("cp1252")
        + "\n\n\uf0b7 "
        + encoded("Bến đò", name).decode("cp1252")
    )
    root = make_project({"pier.txt": text})
    warnings: list[FormatError] = []
    document = read_document(root / "pier.txt", "pier", "vi", on_warning=warnings.append)
    assert [block.text for block in document.blocks] == [TEXT.strip(), "\uf0b7 Bến đò"]
    (warning,) = warnings
    assert warning.key == "TD114"
    assert f"letters of {name}" in warning.text()


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Le fleuve a été mesuré à l’été; où était-il, déjà très élevé, près des forêts brûlées?",
        "È già più alto: però la città non può, né potrà, perché è così laggiù.",
        "Größe, Übermaß, Fähre, Äste, Öl, fünf, schön, süß, für, über, müde.",
    ],
)
def test_what_is_set_in_unicode_is_left_alone(make_project: MakeProject, text: str) -> None:
    root = make_project({"pier.txt": text})
    warnings: list[FormatError] = []
    document = read_document(root / "pier.txt", "pier", "vi", on_warning=warnings.append)
    assert (document.blocks[0].text, warnings) == (text.strip(), [])
