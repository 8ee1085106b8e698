"""TMX 1.4, written as a stream.

Written so that every CAT tool takes it: version "1.4", UTF-8, no DOCTYPE, the source variant first,
`xml:lang` on each variant, provenance in props `x-tmkit-…`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import count, takewhile
from pathlib import Path
from typing import BinaryIO

from tmkit.formats import files, xml
from tmkit.model import Memory, MemoryHeader, Origin, Tag, TranslationUnit, Variant

__all__ = [
    "ATTRIBUTE",
    "HEADER",
    "MACHINE",
    "REVIEWED",
    "UNIT_ATTRIBUTES",
    "rendered",
    "save",
    "saver",
    "shards",
    "write",
    "writer",
]

MACHINE = "tmkit-align"
"""creationid of units that a program aligned and no person has read: CAT tools can penalise it."""

REVIEWED = "x-tmkit-reviewed"
"""Type of the prop that says whether a person has looked: "yes" or "no"."""

ATTRIBUTE = "tmx:"
"""A prop of type "tmx:usagecount" is the attribute usagecount of its unit, variant or header."""

UNIT_ATTRIBUTES = frozenset(
    (
        *("o-encoding", "datatype", "usagecount", "lastusagedate", "creationtool", "o-tmf"),
        *("creationtoolversion", "creationdate", "creationid", "changedate", "changeid"),
        *("segtype", "srclang"),
    )
)
"""What TMX 1.4 lets stand in a tu; a tuv has all but the last two."""

HEADER = {
    "creationtool": "tmkit",
    "creationtoolversion": "0",
    "segtype": "sentence",
    "o-tmf": "tmkit",
    "adminlang": "en",
    "srclang": "",
    "datatype": "plaintext",
}
"""The attributes that a header must have, and what they are if it says nothing else."""

_VARIANT_ATTRIBUTES = UNIT_ATTRIBUTES - {"segtype", "srclang", "creationdate", "changedate"}
_HEADER_ATTRIBUTES = frozenset(
    (*HEADER.keys() - {"srclang"}, "o-encoding", "creationid", "changedate", "changeid")
)
_END = b"</body>\n</tmx>\n"
_NO_CODES: Mapping[str, str] = {}
Pairs = Sequence[tuple[str, str]]
Put = Callable[[TranslationUnit | bytes], None]
"""Appends a unit, or what `rendered` made of one."""


def save(
    memory: Memory,
    path: Path,
    *,
    version: str = "",
    lang_codes: Mapping[str, str] = _NO_CODES,
    split_size: int = 0,
) -> list[Path]:
    """Write a memory at a path, each file whole or not at all; returns what was written.

    split_size: at most so many units a file, OUT.0001.tmx and so on; 0: one file, whatever its
    size. version, lang_codes: as in `writer`. Raises OutputError.
    """
    number = 0
    with saver(
        memory.header, path, version=version, lang_codes=lang_codes, split_size=split_size
    ) as put:
        for unit in memory:
            put(unit)
            number += 1
    if not split_size:
        return [path]
    return [_shard(path, shard + 1) for shard in range(max(1, -(-number // split_size)))]


@contextmanager
def saver(
    header: MemoryHeader,
    path: Path,
    *,
    version: str = "",
    lang_codes: Mapping[str, str] = _NO_CODES,
    split_size: int = 0,
) -> Iterator[Put]:
    """A function that appends a unit to what `save` writes.

    A shard takes its place when it is full, the last file when the block ends well.
    """
    with ExitStack() as current:

        def opened(number: int) -> Put:
            place = _shard(path, number) if split_size else path
            file = current.enter_context(files.atomic(place))
            return current.enter_context(
                writer(header, file, version=version, lang_codes=lang_codes)
            )

        append, units = opened(1), 0

        def put(unit: TranslationUnit | bytes) -> None:
            nonlocal append, units
            if split_size and units and units % split_size == 0:
                current.close()
                append = opened(units // split_size + 1)
            append(unit)
            units += 1

        yield put


def shards(path: Path) -> list[Path]:
    """The files in a row, OUT.0001.tmx and on, that stand for a memory at this path."""
    named = (_shard(path, number) for number in count(1))
    return list(takewhile(Path.is_file, named))


def _shard(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}.{number:04}{path.suffix}")


def write(
    memory: Memory,
    file: BinaryIO,
    *,
    version: str = "",
    lang_codes: Mapping[str, str] = _NO_CODES,
) -> int:
    """Write a memory as TMX; returns the number of units. version, lang_codes: as in `writer`."""
    with writer(memory.header, file, version=version, lang_codes=lang_codes) as put:
        number = 0
        for unit in memory:
            put(unit)
            number += 1
    return number


@contextmanager
def writer(
    header: MemoryHeader,
    file: BinaryIO,
    *,
    version: str = "",
    lang_codes: Mapping[str, str] = _NO_CODES,
) -> Iterator[Put]:
    """A function that appends a unit to the file, between the header and the end of the TMX.

    version: of tmkit, for the header. lang_codes: what to write for a tag, {"en": "en-US"}.
    """
    file.write(_header(header, version, lang_codes).encode("utf-8"))
    source_lang = header.source_lang

    def put(unit: TranslationUnit | bytes) -> None:
        file.write(unit if isinstance(unit, bytes) else rendered(unit, source_lang, lang_codes))

    yield put
    file.write(_END)


def rendered(
    unit: TranslationUnit, source_lang: str, lang_codes: Mapping[str, str] = _NO_CODES
) -> bytes:
    """A unit as it stands in a file whose header has this source language."""
    return _unit(unit, source_lang, lang_codes).encode("utf-8")


def _header(header: MemoryHeader, version: str, lang_codes: Mapping[str, str]) -> str:
    kept, props = _split(header.props, _HEADER_ATTRIBUTES)
    attributes = {
        **HEADER,
        **({"creationtoolversion": version} if version else {}),
        "srclang": lang_codes.get(header.source_lang, header.source_lang),
        **({"creationdate": header.created} if header.created else {}),
        **dict(kept),
    }
    if header.signature:
        props = [("x-tmkit-signature", header.signature), *props]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f"<header{_attributes(attributes.items())}>\n"
        f"{_notes_and_props(header.notes, props)}</header>\n<body>\n"
    )


def _unit(unit: TranslationUnit, source_lang: str, lang_codes: Mapping[str, str]) -> str:
    id_, variants, origin, notes, props = unit
    kept, props_ = _split(props, UNIT_ATTRIBUTES)
    if origin:
        props_ = [*props_, *_props_of(origin)]
    if (REVIEWED, "no") in props_ and (f"{ATTRIBUTE}creationid") not in dict(props):
        kept = [("creationid", MACHINE), *kept]
    # The source variant first: some importers take variants by position. The sort is stable.
    if variants and variants[0].lang != source_lang:
        variants = tuple(sorted(variants, key=lambda variant: variant.lang != source_lang))
    return (
        f"<tu tuid={xml.attribute(id_)}{_attributes(kept)}>\n{_notes_and_props(notes, props_)}"
        f"{''.join([_variant(variant, lang_codes) for variant in variants])}</tu>\n"
    )


def _split(props: Pairs, attributes: frozenset[str]) -> tuple[Pairs, Pairs]:
    """What is written as attributes, by their names, and what as props."""
    for kind, _ in props:
        if kind.startswith(ATTRIBUTE):
            break
    else:
        return (), props
    kept = []
    rest = []
    for kind, value in props:
        name = kind[len(ATTRIBUTE) :]
        if name in attributes and kind.startswith(ATTRIBUTE):
            kept.append((name, value))
        else:
            rest.append((kind, value))
    return kept, rest


def _props_of(origin: Origin) -> Pairs:
    documents = origin.documents
    named = documents[:1] if documents[0] == documents[1] else documents
    return [
        ("x-tmkit-document", " ".join(named)),
        ("x-tmkit-segments", f"{_numbers(origin.source)} {_numbers(origin.target)}"),
        ("x-tmkit-bead", origin.kind),
        ("x-tmkit-score", f"{origin.score:.4f}"),
        (REVIEWED, "yes" if origin.reviewed else "no"),
    ]


def _numbers(segments: tuple[int, ...]) -> str:
    return ",".join(str(number + 1) for number in segments)


def _variant(variant: Variant, lang_codes: Mapping[str, str]) -> str:
    lang, content, created, changed, notes, props = variant
    head = f"<tuv xml:lang={xml.attribute(lang_codes.get(lang, lang))}"
    if created:
        head += f" creationdate={xml.attribute(created)}"
    if changed:
        head += f" changedate={xml.attribute(changed)}"
    if notes or props:
        kept, props = _split(props, _VARIANT_ATTRIBUTES)  # type: ignore[assignment] # read only
        head += f"{_attributes(kept)}>{_notes_and_props(notes, props)}"
    else:
        head += ">"
    return f"{head}<seg>{''.join([_content(part) for part in content])}</seg></tuv>\n"


def _content(part: str | Tag) -> str:
    if isinstance(part, str):
        return xml.text(part)
    kind = part.kind
    attributes = list(part.attributes)
    # bpt and ept pair by i, which they must have; the others tell their twins in other variants
    # by x (TMX 1.4b §3.2).
    if kind in ("bpt", "ept"):
        attributes.insert(0, ("i", part.id))
    elif part.id:
        attributes.insert(0, ("x", part.id))
    if kind == "it" and "pos" not in dict(attributes):
        attributes.append(("pos", "begin"))
    inner = "".join(map(_content, part.parts)) if part.parts else xml.text(part.text)
    return f"<{kind}{_attributes(attributes)}>{inner}</{kind}>"


def _attributes(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join([f" {name}={xml.attribute(value)}" for name, value in pairs])


def _notes_and_props(notes: Iterable[str], props: Iterable[tuple[str, str]]) -> str:
    lines = [f"<note>{xml.text(note)}</note>\n" for note in notes]
    lines += [
        f"<prop type={xml.attribute(kind)}>{xml.text(value)}</prop>\n" for kind, value in props
    ]
    return "".join(lines)
