"""What CAT tools and term banks write, each habit in a short file of our own: all of it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.formats import tbx
from tmkit.tasks.memories import is_glossary, read_memory

HEADER = (
    '<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" '
    'adminlang="en-US" srclang="en-US" datatype="rtf"{}</header>'
)
MARTIF = (
    '<martif type="{}" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc>'
    "</fileDesc></martifHeader><text><body>{}</body></text></martif>"
)
SEGMENTED = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" '
    'xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0">'
    '<doc-info xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><rep-defs/></doc-info>'
    '<file original="a" source-language="en" target-language="vi" datatype="x"><header>'
    '<tag-defs xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><tag id="1"/></tag-defs></header>'
    '<body><group><sdl:cxts><sdl:cxt id="1"/></sdl:cxts><trans-unit id="a"><source>Gate. Tide.'
    '</source><seg-source><g id="1"><mrk mtype="seg" mid="1">Gate.</mrk></g> '
    '<mrk mtype="seg" mid="2">Tide.</mrk></seg-source><target><g id="1"><mrk mtype="seg" mid="1">'
    'Cửa.</mrk></g> <mrk mtype="seg" mid="2">Triều <mrk mtype="x-sdl-comment">lên</mrk>.</mrk>'
    '</target><sdl:seg-defs><sdl:seg id="1" locked="true" conf="Translated"/></sdl:seg-defs>'
    "</trans-unit></group></body></file></xliff>"
)
FILES: dict[str, tuple[str, str, list[tuple[str, ...]]]] = {
    "codes of Trados": (
        "a.tmx",
        '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">'
        + HEADER.format('><prop type="RTFFontTable">\n{\\fonttbl}</prop>')
        + '<body><tu><prop type="x-Domain:SinglePicklist">sea</prop><tuv xml:lang="EN-US"><seg>'
        'The <ut>{\\b </ut>gate<ut>}</ut></seg></tuv><tuv xml:lang="VI-VN"><seg>Cửa</seg></tuv>'
        "</tu></body></tmx>",
        [("The gate", "Cửa")],
    ),
    "contexts of memoQ": (
        "a.tmx",
        '<tmx version="1.4">' + HEADER.format('><prop type="defclient">A</prop>')
        + '<body><tu><prop type="client">A</prop><tuv xml:lang="en-us"><prop type="x-context-pre">'
        '&lt;seg&gt;Before&lt;/seg&gt;</prop><seg>Gate<ph type="fmt">&lt;/&gt;</ph></seg></tuv>'
        '<tuv xml:lang="vi"><seg>Cửa</seg></tuv></tu></body></tmx>',
        [("Gate", "Cửa")],
    ),
    "comments, instructions, CDATA and entities": (
        "a.tmx",
        '<?xml-stylesheet href="a.xsl"?><!DOCTYPE tmx [<!ENTITY gate "cửa"><!ELEMENT tmx ANY>]>'
        '<tmx version="1.4"><!-- c -->' + HEADER.format(">")
        + '<?pi x?><body><!-- c --><tu><!-- c --><tuv xml:lang="en"><!-- c --><seg>Ga<!-- c -->te'
        '<![CDATA[ <b>]]></seg></tuv><tuv xml:lang="vi"><seg>&gate;</seg></tuv></tu></body></tmx>',
        [("Gate <b>", "cửa")],
    ),
    "a prefix": (
        "a.tmx",
        ('<t:tmx version="1.4" xmlns:t="urn:t"><t:body><t:tu><t:tuv xml:lang="en"><t:seg>Gate '
        '<t:ph x="1"/></t:seg></t:tuv></t:tu></t:body></t:tmx>'),
        [("Gate ",)],
    ),
    "a mark before each piece": (
        "a.tmx",
        ('<?xml version="1.0" encoding="UTF-8"?>\n\ufeff<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        '<tmx version="1.4"><body><tu><tuv xml:lang="en"><seg>Gate</seg></tuv></tu></body></tmx>'),
        [("Gate",)],
    ),
    "ntig in TBX-Basic": (
        "a.tbx",
        MARTIF.format("TBX-Basic", '<termEntry id="1_2"><langSet xml:lang="en-US"><ntig><termGrp>'
                      '<term id="3">gate</term><termNote type="partOfSpeech">Noun</termNote>'
                      "</termGrp></ntig></langSet></termEntry>"),
        [("gate",)],
    ),
    "parts of a term": (
        "a.tbx",
        MARTIF.format("TBX-Default", '<termEntry id="a"><langSet xml:lang="en"><ntig><termGrp>'
                      '<term>tide gate</term><termCompList type="hyphenation"><termComp>tide'
                      "</termComp><termCompGrp><termComp>gate</termComp></termCompGrp>"
                      "</termCompList></termGrp></ntig></langSet></termEntry>"),
        [("tide gate",)],
    ),
    "entries in groups": (
        "a.tbx",
        MARTIF.format("TBX", "<group>" + "".join(
            f'<termEntry id="c{n}"><langSet xml:lang="en"><tig><term>gate {n}</term></tig>'
            "</langSet></termEntry>" for n in (1, 2)) + "</group>"),
        [("gate 1",), ("gate 2",)],
    ),
    "namespaces bound where they are used": (
        "a.tbx",
        ('<t:tbx xmlns:t="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dct" xml:lang="en">'
        '<t:text><t:body><t:conceptEntry id="c1"><t:langSec xml:lang="en"><t:termSec><t:term>gate'
        '</t:term><termType xmlns="http://www.tbxinfo.net/ns/basic">fullForm</termType>'
        "</t:termSec></t:langSec></t:conceptEntry></t:body></t:text></t:tbx>"),
        [("gate",)],
    ),
    "an unknown suffix": (
        "a.xml",
        MARTIF.format("TBX", '<termEntry id="a"><langSet xml:lang="en"><tig><term>gate</term></tig>'
                      "</langSet></termEntry>"),
        [("gate",)],
    ),
    "segments of Trados": ("a.sdlxliff", SEGMENTED, [("Gate.", "Cửa."), ("Tide.", "Triều lên.")]),
    "units in bin-units and several files": (
        "a.xlf",
        ('<xliff version="1.2"><file original="a" source-language="en" datatype="x"><body><group>'
        '<bin-unit id="b" mime-type="image/png"><bin-source/><trans-unit id="2"><source>gate'
        '</source><target/></trans-unit></bin-unit></group></body></file><file original="b" '
        'source-language="en" datatype="x"><body><trans-unit id="1"><source>tide</source>'
        "</trans-unit></body></file></xliff>"),
        [("gate",), ("tide",)],
    ),
    "XLIFF 2.2": (
        "a.xlf",
        ('<xliff version="2.2" xmlns="urn:oasis:names:tc:xliff:document:2.2" srcLang="en" '
        'trgLang="vi"><file id="f"><group id="g"><unit id="u"><segment><source>Gate<cp hex="3"/>'
        '<sc id="1"/>s<ec startRef="1"/></source></segment><ignorable><source> </source>'
        "</ignorable></unit></group></file></xliff>"),
        [("Gates",)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("habit", FILES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_tools_write_is_read(tmp_path: Path, habit: str, encoding: str) -> None:
    name, text, expected = FILES[habit]
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    if is_glossary(path):
        read = [tuple(term.text for term in concept.terms) for concept in tbx.read(path)]
    else:
        memory = read_memory(path, ("en", "vi"))
        read = [tuple(variant.text for variant in unit.variants) for unit in memory]
    assert read == expected
