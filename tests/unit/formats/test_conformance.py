"""What a published standard refuses is an error with its line; sound files have none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.model import Finding
from tmkit.tasks.validating import validate

TMX = """\
<tmx version="1.4">
<header creationtool="gauge" creationtoolversion="2" segtype="sentence" o-tmf="gauge"
 adminlang="en" srclang="en" datatype="plaintext"><note>All.</note></header>
<body>
<tu tuid="1" usagecount="2">
<note>Seen.</note>
<tuv xml:lang="en">
<prop type="x-mark">a</prop>
<seg>The <bpt i="1" x="1">b</bpt>gate<ept i="1">b</ept> <ph x="2">p</ph></seg>
</tuv>
<tuv xml:lang="vi"><seg>Cửa</seg></tuv>
</tu>
</body>
</tmx>
"""
TBX = """\
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>Tides</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
<conceptEntry id="c1">
<descrip type="subjectField">sea</descrip>
<ref type="crossReference" target="c1">c1</ref>
<langSec xml:lang="en">
<termSec>
<term>gate</term>
<termNote type="partOfSpeech">noun</termNote>
<note>Seen.</note>
</termSec>
</langSec>
</conceptEntry>
</body></text>
</tbx>
"""
XLIFF_1 = """\
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:g="urn:gauge">
<file original="tides.html" source-language="en" target-language="vi" datatype="html" g:kind="a">
<header><note>All.</note><g:mark/></header>
<body>
<group id="1">
<trans-unit id="1" approved="yes">
<source>The <g id="1">gate</g></source>
<target state="final">Cái <g id="1">cửa</g></target>
<note>Seen.</note>
<alt-trans><target>cổng</target></alt-trans>
</trans-unit>
</group>
</body>
</file>
</xliff>
"""
XLIFF_2 = """\
<xliff version="2.1" srcLang="en" trgLang="vi" xmlns="urn:oasis:names:tc:xliff:document:2.0">
<file id="f">
<unit id="1">
<notes><note>Seen.</note></notes>
<segment id="1" state="final">
<source>The <pc id="1">gate</pc></source>
<target>Cái <pc id="1">cửa</pc></target>
</segment>
<ignorable><source> </source></ignorable>
</unit>
</file>
</xliff>
"""
SOUND = {"a.tmx": TMX, "a.tbx": TBX, "1.xlf": XLIFF_1, "2.xlf": XLIFF_2}


def findings_of(folder: Path, name: str, text: str) -> list[Finding]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    told: list[Finding] = []
    validate([path], on_finding=told.append)
    return told


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_has_no_finding(tmp_path: Path, name: str) -> None:
    assert findings_of(tmp_path, name, SOUND[name]) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "line"),
    [
        ("a.tmx", ' version="1.4"', ' version="2.0"', "TX204", 1),
        ("a.tmx", "<tmx ", '<tmx xmlns="urn:gauge" ', "TX207", 1),
        ("a.tmx", 'o-tmf="gauge"', "", "TX114", 2),
        ("a.tmx", 'segtype="sentence"', 'segtype="line"', "TX204", 2),
        ("a.tmx", ' usagecount="2"', ' usagecount="often"', "TX204", 5),
        ("a.tmx", ' usagecount="2"', ' colour="red"', "TX203", 5),
        ("a.tmx", "<note>Seen.</note>", "Seen.", "TX116", 6),
        ("a.tmx", "</tuv>\n</tu>", "</tuv>\n<note>Late.</note></tu>", "TX201", 12),
        ("a.tmx", "<seg>Cửa</seg>", "", "TX202", 11),
        ("a.tmx", "<seg>Cửa</seg>", "<seg>Cửa</seg><seg>Cổng</seg>", "TX201", 11),
        ("a.tmx", "<seg>Cửa</seg>", "<seg><b>Cửa</b></seg>", "TX201", 11),
        ("a.tmx", ' xml:lang="vi"', "", "TX114", 11),
        ("a.tmx", ' xml:lang="vi"', ' lang="vi"', "TX114", 11),
        ("a.tmx", ' xml:lang="vi"', ' xml:lang="vi_VN"', "TX105", 11),
        ("a.tmx", '<ept i="1">b</ept>', "", "TX106", 9),
        ("a.tmx", '<ph x="2">p</ph>', '<ph x="2">p</ph><ph x="2">p</ph>', "TX208", 9),
        ("a.tmx", 'srclang="en"', 'srclang="en-GB"', "TX211", 5),
        ("a.tmx", "</body>", "</body><body/>", "TX201", 13),
        ("a.tbx", 'style="dca"', 'style="DCA"', "TX204", 1),
        ("a.tbx", "<fileDesc><sourceDesc><p>Tides</p></sourceDesc></fileDesc>", "", "TX202", 2),
        ("a.tbx", "<term>gate</term>\n", "", "TG820", 8),
        ("a.tbx", "<term>gate</term>\n", "", "TX201", 9),
        ("a.tbx", "noun</termNote>\n<note>Seen.</note>",
         "noun</termNote>\n<note>Seen.</note><termNote type='termType'>acronym</termNote>",
         "TX201", 11),
        ("a.tbx", 'target="c1"', 'target="c2"', "TX206", 6),
        ("a.tbx", 'target="c1"', 'id="c1" target="c1"', "TX205", 6),
        ("a.tbx", "noun", "thing", "TG811", 10),
        ("a.tbx", "subjectField", "colour", "TG813", 5),
        ("1.xlf", ' original="tides.html"', "", "TX114", 2),
        ("1.xlf", ' target-language="vi"', ' target-language="no tag!"', "TX204", 2),
        ("1.xlf", '<trans-unit id="1"', "<trans-unit", "TX114", 6),
        ("1.xlf", 'state="final"', 'state="finished"', "TX204", 8),
        ("1.xlf", "<note>Seen.</note>", "<source>Twice</source>", "TX201", 9),
        ("1.xlf", "</group>", '<trans-unit id="1"><source>a</source></trans-unit></group>',
         "TX205", 12),
        ("2.xlf", ' trgLang="vi"', "", "TX213", 7),
        ("2.xlf", 'state="final"', 'state="finished"', "TX204", 5),
        ("2.xlf", "<notes><note>Seen.</note></notes>", "<notes/>", "TX202", 4),
        ("2.xlf", "</unit>", '</unit><unit id="1"><segment><source>a</source></segment></unit>',
         "TX205", 10),
        ("2.xlf", '<source>The <pc id="1">gate</pc></source>\n', "", "TX201", 6),
    ],
)  # fmt: skip
def test_what_a_standard_refuses_is_an_error_with_its_line(  # one case
    tmp_path: Path, name: str, old: str, new: str, code: str, line: int
) -> None:
    assert SOUND[name].count(old) >= 1
    told = findings_of(tmp_path, name, SOUND[name].replace(old, new, 1))
    errors = {(each.code, each.place.line) for each in told if each.severity == "error"}
    assert (code, line) in errors


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "line"),
    [
        ("a.tmx", 'xml:lang="vi"', 'xml:lang="VI"', "TX210", 11),
        ("a.tmx", "</tu>", '</tu><tu tuid="1"><tuv xml:lang="en"><seg>a</seg></tuv></tu>',
         "TX209", 12),
        ("1.xlf", 'Cái <g id="1">cửa</g>', "Cái cửa", "TX212", 8),
        ("2.xlf", 'Cái <pc id="1">cửa</pc>', 'Cái <pc id="2">cửa</pc>', "TX212", 7),
    ],
)  # fmt: skip
def test_what_tools_stumble_over_is_a_warning(  # one case
    tmp_path: Path, name: str, old: str, new: str, code: str, line: int
) -> None:
    told = findings_of(tmp_path, name, SOUND[name].replace(old, new, 1))
    assert [(each.code, each.severity, each.place.line) for each in told] == [
        (code, "warning", line)
    ]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("1.xlf", 'Cái <g id="1">cửa</g>', ""),
        ("1.xlf", "<note>Seen.</note>", '<g:any colour="red">a<source/></g:any>'),
        ("1.xlf", 'approved="yes"', 'approved="yes" g:state="3" xml:space="preserve"'),
        ("2.xlf", "<notes>", '<x:any xmlns:x="urn:gauge">a<source/></x:any><notes>'),
    ],
)
def test_what_the_standard_leaves_to_the_tools_has_no_finding(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    assert findings_of(tmp_path, name, SOUND[name].replace(old, new, 1)) == []
