"""Laws of formats: what is written comes back, and what is formatted keeps all it held."""

from __future__ import annotations

import json
import re
import textwrap
import tomllib

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tmkit.formats import concept, concept_text, tmx, toml
from tmkit.ingest import plain
from tmkit.model import Memory, MemoryHeader, Tag, TranslationUnit, Variant

# What XML 1.0 can hold, the characters that it escapes or normalises first.
XML = st.text(
    st.one_of(
        st.sampled_from("<>&\"'\r\n\t ]"),
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
    ),
    max_size=12,
)
PROPS = st.lists(st.tuples(XML, XML), max_size=2).map(tuple)
NOTES = st.lists(XML, max_size=2).map(tuple)
DATES = st.sampled_from(["", "20260304T050607Z"])
POSITION = st.sampled_from(["begin", "end"]).map(lambda pos: (("pos", pos),))
TYPE = st.one_of(st.just(()), XML.map(lambda kind: (("type", kind),)))
TAGS = st.one_of(
    st.builds(Tag, st.sampled_from(["ph", "bpt", "hi"]), XML, XML, TYPE),
    st.builds(Tag, st.sampled_from(["ept", "ut"]), XML, XML),
    st.builds(Tag, st.just("it"), XML, XML, POSITION),
)


def nested(kind: str, parts: list[Tag]) -> Tag:
    """A code with others in it; only highlighted words are text inside a highlight."""
    text = "".join(part.text for part in parts if kind != "hi" or part.kind == "hi")
    return Tag(kind, "1", text, (), tuple(parts))  # type: ignore[arg-type] # one of its kinds


SUBS = st.builds(Tag, st.just("sub"), st.just(""), XML, TYPE)
NESTED = st.one_of(
    st.builds(nested, st.just("hi"), st.lists(TAGS, min_size=1, max_size=2)),
    st.builds(nested, st.sampled_from(["ph", "ut"]), st.lists(SUBS, min_size=1, max_size=2)),
)
CONTENT = st.lists(st.one_of(XML, TAGS, NESTED), max_size=4).map(tuple)


def variants_in(lang: str) -> st.SearchStrategy[Variant]:
    return st.builds(Variant, st.just(lang), CONTENT, DATES, DATES, NOTES, PROPS)


UNITS = st.builds(
    TranslationUnit,
    XML,
    st.tuples(variants_in("vi"), variants_in("en-GB")),
    st.none(),
    NOTES,
    PROPS,
)
HEADERS = st.builds(MemoryHeader, st.just("vi"), DATES, XML, NOTES, PROPS)


def merged(variant: Variant) -> Variant:
    """The variant with neighbouring texts as one, as every parser gives them."""
    content: list[str | Tag] = []
    for part in variant.content:
        if content and isinstance(part, str) and isinstance(content[-1], str):
            content[-1] += part
        elif part != "":
            content.append(part)
    return variant._replace(content=tuple(content))


@settings(max_examples=60, deadline=None)
@given(HEADERS, st.lists(UNITS, max_size=3))
def test_a_memory_that_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, header: MemoryHeader, units: list[TranslationUnit]
) -> None:
    path = tmp_path_factory.getbasetemp() / "law.tmx"
    with path.open("wb") as file:
        assert tmx.write(Memory(header, units), file) == len(units)
    memory = tmx.read(path)
    assert memory.header == header
    assert list(memory) == [
        unit._replace(variants=tuple(map(merged, unit.variants))) for unit in units
    ]


MARK = re.compile(r"‡\d+‡")
VALUES = st.text(
    st.one_of(
        st.sampled_from("\"'#[]{}=\\\n\tđ"),
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="‡"),
    ),
    max_size=10,
)

TABLES = ("term", "history", "event")
DOTTED = {
    "definition": ("definition.vi", 'definition."en-GB"'),
    "definition_source": ("definition_source.vi",),
}
TOP_KEYS = tuple(
    name for key in concept.TOP if key not in TABLES for name in DOTTED.get(key, (key,))
)


@st.composite
def concept_texts(draw: st.DrawFn) -> str:
    """A TOML text with the keys of a concept file in any order, and comments at any place.

    Each comment has a mark of its own, ‡1‡; values have none.
    """
    count = 0

    def comments(most: int) -> list[str]:
        nonlocal count
        some = draw(st.integers(0, most))
        count += some
        tails = ["", ' key = "x"', " [[term]]", " '''"]
        return [f"# ‡{count - n}‡{draw(st.sampled_from(tails))}" for n in range(some)]

    def beside() -> str:
        return "".join(f"  {comment}" for comment in comments(1))

    def string() -> str:
        basic = json.dumps(draw(VALUES), ensure_ascii=False)
        return f'""{basic}""' if draw(st.booleans()) else basic

    def array() -> str:
        rows = [f"{string()},{beside()}" for _ in range(draw(st.integers(0, 2)))]
        return "\n".join(["[", *comments(1), *rows, "]"])

    def pairs(keys: tuple[str, ...]) -> list[str]:
        chosen = draw(st.lists(st.sampled_from(keys), unique=True))
        lines = []
        for key in chosen:
            value = array() if key in ("broader", "related", "allow") else string()
            lines += [*comments(2), f"{key} = {value}{beside()}"]
        return lines

    lines = pairs(TOP_KEYS)
    for name in draw(st.lists(st.sampled_from(["[[term]]", "[[history]]"]), max_size=4)):
        keys = concept.TERM if name == "[[term]]" else concept.HISTORY
        lines += [*comments(1), f"{name}{beside()}", *pairs(keys)]
    if draw(st.booleans()):
        lines += [*comments(1), f"[event]{beside()}", *pairs(concept.EVENT)]
    return "\n".join([*lines, *comments(2)])


@settings(max_examples=60, deadline=None)
@given(concept_texts())
def test_the_canonical_form_keeps_every_value(text: str) -> None:
    assert tomllib.loads(concept.canonical(text)) == tomllib.loads(text)


@settings(max_examples=200, deadline=None)
@given(concept_texts(), st.integers(0, 400), st.sampled_from(["", "\n", '"', "[", "a", " = ", "#"]))
def test_the_fast_reader_says_what_tomllib_says(text: str, at: int, put: str) -> None:
    for each in (text, text[:at] + put + text[at:], concept.canonical(text)):
        try:
            expected: object = tomllib.loads(each)
        except tomllib.TOMLDecodeError as error:
            expected = str(error)
        try:
            found: object = toml.loads(each)
        except tomllib.TOMLDecodeError as error:
            found = str(error)
        assert found == expected


@settings(max_examples=60, deadline=None)
@given(concept_texts())
def test_the_canonical_form_keeps_every_comment(text: str) -> None:
    assert sorted(MARK.findall(concept.canonical(text))) == sorted(MARK.findall(text))


@settings(max_examples=200, deadline=None)
@given(concept_texts(), st.data())
def test_what_looks_canonical_at_a_glance_is(text: str, data: st.DataObject) -> None:
    lines = concept.canonical(text).split("\n")
    if data.draw(st.booleans()):
        one, other = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        lines[one], lines[other] = lines[other], lines[one]
    if data.draw(st.booleans()):
        lines.insert(data.draw(st.integers(0, len(lines))), data.draw(st.sampled_from(["", " "])))
    moved = "\n".join(lines)
    table = toml.plain(moved)
    if table is not None and concept_text.is_canonical(moved, table):
        assert concept.canonical(moved) == moved


@settings(max_examples=60, deadline=None)
@given(concept_texts())
def test_the_canonical_form_is_canonical(text: str) -> None:
    once = concept.canonical(text)
    assert concept.canonical(once) == once


WORDS = st.text("abcdeghiđưởễ", min_size=1, max_size=9)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=20, max_size=60), max_size=4), st.integers(50, 90))
def test_a_paragraph_wrapped_at_any_usual_width_comes_back_whole(
    words: list[list[str]], width: int
) -> None:
    paragraphs = [" ".join(each) + "." for each in words]
    text = "\n\n".join(textwrap.fill(each, width) for each in paragraphs)
    assume(all(len(line) <= width for line in text.splitlines()))
    read = [block.text for block in plain.read(text.encode(), "law.txt").blocks]
    assert read == paragraphs
