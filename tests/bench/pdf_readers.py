"""What PDF readers keep of the corpus, and how fast they are; run by hand.

usage: python tests/bench/pdf_readers.py [--keep FOLDER] [--details]

The documents of the corpus in both languages, each set in four ways, and all of a language in one
file of many pages: by LibreOffice (Debian: libreoffice-writer, hyphen-en-us, fonts-liberation) as
an official letter (justified, first lines indented), as a report (ragged, space between
paragraphs, running head, page number, hyphenated) and as a newsletter of two columns; by chromium
as a printed web page. pypdf and pypdfium2 read what they call the text of a page; tmkit reads
blocks. A reader that is not installed is left out.

words: of the words set, those that stand in the text read, both in NFC, with a hyphen at a line's
end taken back. blocks: those whose text stands in what was read, white space and the page's
furniture aside. whole: those that are one block. leaks: running heads and page numbers in the
text; tmkit tells them by their coming back, and most files here are of one or two pages. pages/s:
the file in memory; tmkit starts a process for each file, 0.2 s.
"""

from __future__ import annotations

import argparse
import html
import importlib.util
import io
import re
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tmkit import text as texts
from tmkit.ingest import pdf, read
from tmkit.model import Block

CORPUS = Path(__file__).parent.parent.parent / "corpus"
HEAD = {"en": "Bulletin on standards and metrology", "vi": "Bản tin tiêu chuẩn và đo lường"}
STYLES = ("letter", "report", "newsletter", "web")
_WORD = re.compile(r"\w+")
_ITEM = {"en": "•", "vi": "–"}


@dataclass(frozen=True, slots=True)
class Set:
    """A document as a PDF, and the texts it was set from."""

    name: str
    style: str
    lang: str
    raw: bytes
    gold: tuple[str, ...]


Lines = list[str]
Reader = Callable[[bytes], tuple[int, Lines]]
"""Number of pages, and lines or blocks."""


# The documents, set


def documents(lang: str) -> Iterator[tuple[str, list[Block]]]:
    """The documents of the corpus in a language; at the end all of them as one."""
    whole: list[Block] = []
    for path in sorted((CORPUS / lang).iterdir()):
        found = read(path, id=path.stem, lang=lang).blocks
        kept = [block for block in found if block.kind not in ("boilerplate", "code", "cell")]
        whole += kept
        yield path.stem, kept
    yield "all", whole


def flat(blocks: list[Block], lang: str, style: str) -> str:
    """The document as flat OpenDocument text (OASIS ODF 1.2)."""
    country = {"en": "US", "vi": "VN"}[lang]
    body = {
        "letter": 'fo:text-align="justify" fo:text-indent="1cm" fo:margin-bottom="0.1cm"',
        "report": 'fo:text-align="start" fo:margin-bottom="0.25cm"',
        "newsletter": 'fo:text-align="justify" fo:text-indent="0.5cm"',
    }[style]
    size, font = {"letter": (13, "DejaVu Serif"), "report": (11, "Liberation Sans")}.get(
        style, (9.5, "DejaVu Serif")
    )
    hyphens = "true" if lang == "en" and style != "letter" else "false"
    columns = '<style:columns fo:column-count="2" fo:column-gap="0.8cm"/>'
    furniture = f"<text:p text:style-name='Body0'>{HEAD[lang]}</text:p>"
    number = "<text:p text:style-name='Body0'><text:page-number/></text:p>"
    return f"""<?xml version="1.0" encoding="UTF-8"?><office:document
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:style style:name="Body0" style:family="paragraph"><style:text-properties
 style:font-name="{font}" fo:font-family="{font}" fo:font-size="{size}pt" fo:language="{lang}"
 fo:country="{country}" fo:hyphenate="{hyphens}"/></style:style>
<style:style style:name="Body" style:family="paragraph" style:parent-style-name="Body0">
<style:paragraph-properties {body}/></style:style>
<style:style style:name="Head" style:family="paragraph" style:parent-style-name="Body0">
<style:paragraph-properties fo:margin-top="0.5cm" fo:margin-bottom="0.2cm"/>
<style:text-properties fo:font-weight="bold" fo:font-size="{size * 1.2}pt"/></style:style>
</office:styles><office:automatic-styles><style:page-layout style:name="A4">
<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin="2.2cm">{columns if style == "newsletter" else ""}</style:page-layout-properties>
<style:header-style/><style:footer-style/>
</style:page-layout></office:automatic-styles><office:master-styles>
<style:master-page style:name="Standard" style:page-layout-name="A4">
{f"<style:header>{furniture}</style:header>" if style != "letter" else ""}
<style:footer>{number}</style:footer></style:master-page></office:master-styles>
<office:body><office:text>{"".join(map(_flat_block, shown(blocks, lang)))}</office:text>
</office:body></office:document>"""


def shown(blocks: list[Block], lang: str) -> list[tuple[str, str]]:
    """Kind and text of each block as it is set: items of lists with their bullet."""
    return [
        (block.kind, f"{_ITEM[lang]} {line}" if bullet else line)
        for block in blocks
        for line in [" ".join(texts.clean(block.text).split())]
        for bullet in [block.kind == "list_item" and not re.match(r"\w{1,2}[.)]", line)]
        if line
    ]


def _flat_block(block: tuple[str, str]) -> str:
    kind, line = block
    style = "Head" if kind in ("title", "heading") else "Body"
    return f"<text:p text:style-name='{style}'>{html.escape(line)}</text:p>"


def web(blocks: list[Block], lang: str) -> str:
    """The document as a web page for printing, with a head and a number on each page."""
    tag = {"title": "h1", "heading": "h2"}
    rows = "".join(
        f"<{tag.get(kind, 'p')}>{html.escape(line)}</{tag.get(kind, 'p')}>"
        for kind, line in shown(blocks, lang)
    )
    head = f'@page {{ @top-left {{ content: "{HEAD[lang]}" }}'
    foot = "@bottom-right { content: counter(page) } }"
    style = f"<style>{head} {foot} body {{ font: 11pt 'Liberation Sans' }}</style>"
    return f"<!doctype html><html lang={lang}><meta charset=utf-8>{style}<body>{rows}"


def pdfs(folder: Path) -> Iterator[Set]:
    """Everything set in every style, through files in the folder."""
    known = {}
    for lang in HEAD:
        for name, blocks in documents(lang):
            for style in STYLES:
                stem = folder / f"{name}.{lang}.{style}"
                page = web(blocks, lang) if style == "web" else flat(blocks, lang, style)
                stem.with_name(stem.name + (".html" if style == "web" else ".fodt")).write_text(
                    page, encoding="utf-8"
                )
                known[stem.name] = (name, style, lang, [line for _, line in shown(blocks, lang)])
    office = ("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder))
    flats = [str(path) for path in sorted(folder.glob("*.fodt"))]
    subprocess.run([*office, *flats], check=True, capture_output=True, timeout=900)
    browser = ("chromium", "--headless", "--no-sandbox", "--disable-gpu")
    for path in sorted(folder.glob("*.html")):
        out = f"--print-to-pdf={path.with_suffix('.pdf')}"
        subprocess.run(
            [*browser, "--no-pdf-header-footer", out, path.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
    for title, (name, style, lang, gold) in known.items():
        raw = (folder / f"{title}.pdf").read_bytes()
        yield Set(name, style, lang, raw, tuple(gold))


# The readers


def pypdf_lines(raw: bytes) -> tuple[int, Lines]:
    """The text of the pages as pypdf gives it."""
    pypdf: Any = importlib.import_module("pypdf")
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages]
    return len(pages), "\n".join(pages).splitlines()


def pdfium_lines(raw: bytes) -> tuple[int, Lines]:
    """The text of the pages as PDFium gives it."""
    pypdfium2: Any = importlib.import_module("pypdfium2")
    with pypdfium2.PdfDocument(raw) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return len(pages), "\n".join(pages).splitlines()


def tmkit_blocks(raw: bytes) -> tuple[int, Lines]:
    """The blocks that tmkit makes, furniture left out."""
    page = pdf.read(raw, "x.pdf")
    return 0, [block.text for block in page.blocks if block.kind != "boilerplate"]


READERS: dict[str, tuple[str, Reader]] = {
    "pypdf": ("pypdf", pypdf_lines),
    "pypdfium2": ("pypdfium2", pdfium_lines),
    "tmkit": ("tmkit", tmkit_blocks),
}


# What is measured


def figures(reader: Reader, each: Set) -> tuple[Counter[str], list[str]]:
    """What a reader made of a PDF, as counts, and the blocks that it did not keep whole."""
    start = time.perf_counter()
    pages, lines = reader(each.raw)
    seconds = time.perf_counter() - start
    lines = [" ".join(texts.clean(line).split()) for line in lines]
    whole = "\n".join(lines)
    joined = re.sub(r"(?<=\w)[-\u2010\u00ad\x02\ufffe]\n(?=[^\W\d_A-Z])", "", whole)
    found, wanted = (Counter(_WORD.findall(side)) for side in (joined, " ".join(each.gold)))
    furniture = [line for line in lines if line == HEAD[each.lang] or re.fullmatch(r"\d+", line)]
    kept = "\n".join(line for line in lines if line not in furniture)
    kept = re.sub(r"(?<=\w)[-\u2010\u00ad\x02\ufffe]\n(?=[^\W\d_A-Z])", "", kept)
    squeezed = "".join(kept.split())
    alone = Counter(lines)
    bare = [re.sub(r"^[•–]\s", "", line) for line in each.gold]
    broken = [line for line in bare if not alone[line]]
    counts = Counter(
        wanted=wanted.total(),
        words=(found & wanted).total(),
        gold=len(each.gold),
        blocks=sum("".join(line.split()) in squeezed for line in bare),
        whole=len(bare) - len(broken),
        leaks=len(furniture),
        microseconds=round(seconds * 1e6),
        pages=pages,
    )
    return counts, broken


def main() -> None:
    """Print a line for each reader and style."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, help="folder for the PDFs")
    parser.add_argument("--details", action="store_true", help="the blocks tmkit did not keep")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    everything = list(pdfs(folder))
    pages = {each.raw: pdfium_or_pypdf_pages(each.raw) for each in everything}
    print("reader     style      words          blocks      whole       leaks  pages/s")  # noqa: T201
    for name, (module, reader) in READERS.items():
        if importlib.util.find_spec(module) is None:
            continue
        for style in STYLES:
            total: Counter[str] = Counter()
            for each in everything:
                if each.style == style:
                    counts, broken = figures(reader, each)
                    total += counts | Counter(pages=pages[each.raw])
                    if options.details and name == "tmkit" and each.name != "all":
                        for line in broken:
                            print(f"  {each.lang}/{each.name} {style}: {line}")  # noqa: T201
            speed = total["pages"] / total["microseconds"] * 1e6
            print(  # noqa: T201
                f"{name:10} {style:10} {total['words']:6}/{total['wanted']:<6} "
                f"{total['blocks']:5}/{total['gold']:<5} {total['whole']:5}/{total['gold']:<5} "
                f"{total['leaks']:4} {speed:8.0f}"
            )


def pdfium_or_pypdf_pages(raw: bytes) -> int:
    """The number of pages."""
    module = "pypdf" if importlib.util.find_spec("pypdf") else "pypdfium2"
    return READERS[module][1](raw)[0]


if __name__ == "__main__":
    main()
