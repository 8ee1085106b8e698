"""The grammars of TMX 1.1 to 1.4b, of TBX and of XLIFF 1.2 and 2.x: own tables after the standards.

What a table leaves to the readers: languages, and the data categories of TBX (`tbx_categories`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from tmkit.formats.grammar import Grammar, grammar_of

__all__ = ["Standard", "standard_of"]


class Standard(NamedTuple):
    """A grammar, the namespace of its elements, and whether it lets others stand among them."""

    space: str
    is_open: bool
    grammar: Grammar


_SEGTYPES = "block|paragraph|sentence|phrase"
_MADE = (
    "o-encoding datatype usagecount=@number lastusagedate creationtool creationtoolversion "
    "creationdate creationid changedate o-tmf changeid"
)
_TMX = f"""
tmx    :: header body :: version!=1\\.4[ab]?
header :: (note|prop|ude)* :: creationtool! creationtoolversion! segtype!={_SEGTYPES} o-tmf! adminlang! srclang! datatype! o-encoding creationdate creationid changedate changeid
body   :: tu* ::
ude    :: map+ :: name! base
map    :: :: unicode! code ent subst
note   :: # :: o-encoding xml:lang=@code lang
prop   :: # :: type! xml:lang=@code o-encoding lang
tu     :: (note|prop)* tuv+ :: tuid srclang segtype={_SEGTYPES} {_MADE}
tuv    :: (note|prop)* seg :: xml:lang! lang {_MADE}
seg    :: #(bpt|ept|ph|it|hi|ut)* ::
bpt    :: #sub* :: i!=@number x=@number type
ept    :: #sub* :: i!=@number
sub    :: #(bpt|ept|it|ph|hi|ut)* :: datatype type
it     :: #sub* :: pos!=begin|end x=@number type
ph     :: #sub* :: x=@number assoc type
hi     :: #(bpt|ept|it|ph|hi|ut)* :: x=@number type
ut     :: #sub* :: x=@number
"""  # noqa: E501 # one element, one row
_TMX_1_3 = (
    _TMX.replace(r"1\.4[ab]?", r"1\.3")
    + """
prop   :: # :: type! xml:lang=@code o-encoding
ut     :: # :: x=@number
"""
)
_TMX_1_2 = (
    _TMX_1_3.replace("xml:lang! lang", "lang!")
    .replace("xml:lang=@code ", "")
    .replace(r"version!=1\.3", r"version!=1\.[012]")
    + "prop :: # :: type! lang o-encoding\nnote :: # :: o-encoding lang\n"
)
_TMX_1_1 = (
    _TMX_1_2.replace("|hi", "")
    + """
seg    :: #(bpt|ept|ph|it|ut|sub)* ::
sub    :: #(bpt|ept|it|ph|ut)* ::
"""
)

_LANG = "xml:lang"
_TYPED = f"id=@id {_LANG} type!=.+ target=@idref datatype"
_TBX_HEAD = f"""
fileDesc :: titleStmt? publicationStmt? sourceDesc+ :: id=@id
titleStmt :: title note* :: id=@id {_LANG}
title :: # :: id=@id {_LANG}
publicationStmt :: p+ :: id=@id
sourceDesc :: p+ :: id=@id {_LANG}
encodingDesc :: p+ :: id=@id
revisionDesc :: change+ :: id=@id {_LANG}
change :: p+ :: id=@id {_LANG}
refObject :: (itemSet|itemGrp|item)+ :: id=@id
itemSet :: (item|itemGrp)+ :: id=@id type
itemGrp :: item LINKS :: id=@id
item :: NOTE :: id=@id type
text :: body back? :: id=@id
date :: # :: id=@id
adminNote :: # :: {_TYPED}
descripNote :: # :: {_TYPED}
transac :: # :: {_TYPED}
transacNote :: # :: {_TYPED}
admin :: NOTE :: {_TYPED}
descrip :: NOTE :: {_TYPED}
termNote :: NOTE :: {_TYPED}
ref :: # :: {_TYPED}
note :: NOTE :: id=@id {_LANG}
term :: #hi* :: id=@id
termNoteGrp :: termNote LINKS :: id=@id
adminGrp :: admin (adminNote|note|ref|xref)* :: id=@id
descripGrp :: descrip (descripNote|admin|adminGrp|transacGrp|note|ref|xref)* :: id=@id
transacGrp :: transac (transacNote|date|note|ref|xref)* :: id=@id
foreign :: NOTE :: id=@id {_LANG}
"""
_META = (
    "metatype metaType=admin|adminNote|descrip|descripNote|ref|termNote|transac|transacNote|xref"
)
_HI = "entailedTerm|hotkey|italics|bold|superscript|subscript|math"
_TBX_2008 = (
    _TBX_HEAD
    + f"""
martif :: martifHeader text :: type!=.+ {_LANG}!
martifHeader :: fileDesc encodingDesc? revisionDesc? :: id=@id
p :: NOTE :: id=@id type=DCSName|XCSURI|XCSContent {_LANG}
body :: termEntry+ :: id=@id
back :: refObjectList* :: id=@id
refObjectList :: refObject+ :: id=@id type!
termEntry :: AUX langSet+ :: id=@id
langSet :: AUX (tig|ntig)+ :: id=@id {_LANG}!
tig :: term termNote* AUX :: id=@id
ntig :: termGrp AUX :: id=@id
termGrp :: term (termNote|termNoteGrp)* termCompList* :: id=@id
termCompList :: AUX (termComp|termCompGrp)+ :: id=@id type!
termCompGrp :: termComp (termNote|termNoteGrp)* LINKS :: id=@id
termComp :: # :: id=@id {_LANG}
hi :: # :: type={_HI} target=@idref {_LANG}
bpt :: # :: i type
ept :: # :: i
ph :: # :: type
xref :: # :: id=@id type!=.+ target!
"""
)
_AUX = "(descrip|descripGrp|admin|adminGrp|transacGrp|note|ref|xref)*"
_WORDS_2008 = {
    "AUX": _AUX,
    "LINKS": "(admin|adminGrp|transacGrp|note|ref|xref)*",
    "NOTE": "#(hi|foreign|bpt|ept|ph)*",
}
_BASIC_2008 = (
    _TBX_2008
    + f"""
p :: NOTE :: id=@id type=XCSURI {_LANG}
langSet :: AUX tig+ :: {_LANG}!
descripGrp :: descrip admin* :: id=@id
transacGrp :: transac (transacNote|date)* :: id=@id
refObject :: item+ :: id=@id
"""
)
_TBX_2019 = (
    _TBX_HEAD
    + f"""
tbx :: tbxHeader text :: type!=TBX-.+ style!=dca|dct {_LANG}!
tbxHeader :: fileDesc encodingDesc? revisionDesc? :: id=@id
p :: NOTE :: id=@id type {_LANG}
body :: conceptEntry+ :: id=@id
back :: refObjectSec* :: id=@id
refObjectSec :: refObject+ :: id=@id type!
conceptEntry :: AUX langSec+ :: id=@id
langSec :: AUX termSec+ :: {_LANG}!
termSec :: term (termNote|termNoteGrp|DCT)* AUX :: id=@id
termNoteGrp :: (termNote|DCT) LINKS :: id=@id
adminGrp :: (admin|DCT|DCTNote) (adminNote|note|ref|xref|DCT|DCTNote)* :: id=@id
descripGrp :: (descrip|DCT|DCTNote) (descripNote|admin|adminGrp|transacGrp|note|ref|xref|DCT|DCTNote)* :: id=@id
transacGrp :: (transac|DCT|DCTNote) (transacNote|date|note|ref|xref|DCT|DCTNote)* :: id=@id
hi :: # :: type={_HI} target=@idref {_LANG}
sc :: :: id!=@id type disp equiv subType isolated=yes|no target=@idref
ec :: :: id=@id startRef=@idref type disp equiv subType isolated=yes|no target=@idref
ph :: :: id=@id type disp equiv subType
xref :: # :: id=@id type!=.+ target!=@uri module
DCT :: # :: {_META} target {_LANG} id=@id datatype
DCTNote :: # :: {_META} target=@idref {_LANG} id=@id datatype
DCT.crossReference :: # :: {_META} target!=@idref
DCT.xGraphic :: # :: {_META} target!=@uri
DCT.externalCrossReference :: # :: {_META} target!=@uri
"""  # noqa: E501 # one element, one row
).replace("target=@idref datatype", "target=@idref datatype module")
_WORDS_2019 = {
    "AUX": _AUX.replace(")*", "|DCT)*"),
    "LINKS": "(admin|adminGrp|transacGrp|note|ref|xref|DCT)*",
    "NOTE": "#(hi|foreign|sc|ec|ph)*",
}
_MIN_2013 = """
TBX :: header body :: dialect!=TBX-Min
header :: (id|languages|dateCreated|creator|license|description|directionality)* & id! languages! dateCreated creator license description directionality ::
id :: # ::
languages :: :: source! target!
dateCreated :: # ::
creator :: # ::
license :: # ::
description :: # ::
directionality :: # ::
body :: (termEntry|entry)+ ::
termEntry :: (subjectField|langSet)* & subjectField langSet+! :: id!=@id
entry :: (subjectField|langGroup)* & subjectField langGroup+! :: id!=@id
langSet :: tig+ :: xml:lang!
langGroup :: termGroup+ :: xml:lang!
tig :: (term|noteGrp|termStatus|customer|partOfSpeech)* & term! termStatus customer partOfSpeech ::
termGroup :: (term|noteGrp|note|termStatus|customer|partOfSpeech)* & term! termStatus customer partOfSpeech ::
term :: # ::
subjectField :: # ::
termStatus :: # ::
customer :: # ::
partOfSpeech :: # ::
noteGrp :: note* ::
note :: (noteKey|noteValue)* & noteKey noteValue! ::
noteKey :: # ::
noteValue :: # ::
"""  # noqa: E501 # one element, one row

_STATES = (
    "final|needs-adaptation|needs-l10n|needs-review-adaptation|needs-review-l10n|"
    "needs-review-translation|needs-translation|new|signed-off|translated|x-.*"
)
_QUALIFIERS = (
    "exact-match|fuzzy-match|id-match|leveraged-glossary|leveraged-inherited|leveraged-mt|"
    "leveraged-repository|leveraged-tm|mt-suggestion|rejected-grammar|rejected-inaccurate|"
    "rejected-length|rejected-spelling|tm-suggestion|x-.*"
)
_INLINE_1 = "#(g|x|bx|ex|bpt|ept|ph|it|mrk|sub)*"
_ASIDE = "(context-group|count-group|prop-group|note|alt-trans)*"
_XLIFF_1 = f"""
xliff :: file+ :: version!=1\\.[012] …
file :: header? body :: original! source-language!=@code target-language=@code datatype! …
header :: skl? phase-group? (glossary|reference|count-group|prop-group|note|tool)* :: …
skl :: internal-file|external-file :: …
body :: (group|trans-unit|bin-unit)* :: …
group :: (context-group|count-group|prop-group|note)* (group|trans-unit|bin-unit)* :: translate=yes|no …
trans-unit :: source seg-source? target? {_ASIDE} :: id! approved=yes|no translate=yes|no …
bin-unit :: bin-source bin-target? (context-group|count-group|prop-group|note|trans-unit)* :: id! mime-type! approved=yes|no translate=yes|no …
alt-trans :: source? seg-source? target+ (context-group|prop-group|note)* :: …
source :: {_INLINE_1} :: …
seg-source :: {_INLINE_1} :: …
target :: {_INLINE_1} :: state={_STATES} state-qualifier={_QUALIFIERS} …
g :: {_INLINE_1} :: id! …
mrk :: {_INLINE_1} :: mtype! …
sub :: {_INLINE_1} :: …
x :: :: id! …
bx :: :: id! …
ex :: :: id! …
bpt :: #sub* :: id! …
ept :: #sub* :: id! …
ph :: #sub* :: id! …
it :: #sub* :: id! pos!=open|close …
note :: # :: …
context-group :: context+ :: …
context :: # :: context-type! …
"""  # noqa: E501 # one element, one row
_INLINE_2 = "#(cp|ph|pc|sc|ec|mrk|sm|em)*"
_XLIFF_2 = f"""
xliff :: file+ :: version!=2\\.\\d srcLang!=@code trgLang=@code xml:space=default|preserve
file :: skeleton? notes? (unit|group)+ :: id! canResegment=yes|no original translate=yes|no srcDir=ltr|rtl|auto trgDir=ltr|rtl|auto xml:space=default|preserve
group :: notes? (unit|group)* :: id! name canResegment=yes|no translate=yes|no srcDir=ltr|rtl|auto trgDir=ltr|rtl|auto type xml:space=default|preserve
unit :: notes? originalData? (segment|ignorable)* segment (segment|ignorable)* :: id! name canResegment=yes|no translate=yes|no srcDir=ltr|rtl|auto trgDir=ltr|rtl|auto type xml:space=default|preserve
segment :: source target? :: id canResegment=yes|no state=initial|translated|reviewed|final subState
ignorable :: source target? :: id
notes :: note+ ::
note :: # :: id appliesTo=source|target category priority=[1-9]|10 ref
originalData :: data+ ::
data :: #cp* :: id! dir=ltr|rtl|auto xml:space=preserve
source :: {_INLINE_2} :: xml:lang xml:space=default|preserve
target :: {_INLINE_2} :: xml:lang xml:space=default|preserve order
cp :: :: hex!=[0-9A-Fa-f]+
ph :: :: id! …
pc :: {_INLINE_2} :: id! …
sc :: :: id! isolated=yes|no …
ec :: :: id startRef isolated=yes|no …
mrk :: {_INLINE_2} :: id! …
sm :: :: id! …
em :: :: startRef!
"""  # noqa: E501 # one element, one row

_TBX_SPACE = "urn:iso:std:iso:30042:ed-2"
_XLIFF_SPACE = "urn:oasis:names:tc:xliff:document:"
_TABLES: dict[str, tuple[str, Mapping[str, str]]] = {
    "TMX 1.1": (_TMX_1_1, {}),
    "TMX 1.2": (_TMX_1_2, {}),
    "TMX 1.3": (_TMX_1_3, {}),
    "TMX 1.4": (_TMX, {}),
    "TBX-Basic 2008": (_BASIC_2008, _WORDS_2008 | {"AUX": _AUX.replace("adminGrp|", "")}),
    "TBX 2008": (_TBX_2008, _WORDS_2008),
    "TBX 2019": (_TBX_2019, _WORDS_2019),
    "TBX-Min 2013": (_MIN_2013, {}),
    "XLIFF 1": (_XLIFF_1, {}),
    "XLIFF 2": (_XLIFF_2, {}),
}


def standard_of(name: str, space: str, attributes: Mapping[str, str]) -> Standard | None:
    """The standard that a root element, by its local name, should keep; None for another."""
    version, kind = attributes.get("version", ""), attributes.get("type", "")
    own, is_open = "", False
    if name == "tmx":
        key = f"TMX {version if version in ('1.1', '1.2', '1.3') else '1.4'}"
    elif name == "xliff":
        key, is_open = ("XLIFF 2" if version.startswith("2") else "XLIFF 1"), True
        own = space if space.startswith(_XLIFF_SPACE) else ""
    elif name == "martif":
        key = "TBX-Basic 2008" if kind == "TBX-Basic" else "TBX 2008"
    elif name in ("tbx", "TBX"):
        key = "TBX 2019" if name == "tbx" else "TBX-Min 2013"
        own = _TBX_SPACE if name == "tbx" else ""
    else:
        return None
    return Standard(own, is_open, _grammar(key))


@lru_cache
def _grammar(key: str) -> Grammar:
    table, words = _TABLES[key]
    for word, content in words.items():
        table = table.replace(f"{word} ", f"{content} ")
    return grammar_of(table)
