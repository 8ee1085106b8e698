"""Frozen evidence: what is written is read again, and a broken line is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.errors import FormatError
from tmkit.formats import evidence
from tmkit.model import Attested, Concept, CorpusSignature, SourceSeen, Term, Translated

SIGNATURE = CorpusSignature("0123456789abcdef", 7, 20)
SEAL = Concept("seal", "testing", "review", (Term("en", "seal"), Term("vi", "niêm phong")))
LEAD = Concept("lead-seal", "testing", "review", (Term("en", "lead seal"),))
COUNTS = st.integers(0, 10**6)
TEXTS = st.text(min_size=1)
ATTESTED = st.builds(
    Attested,
    st.tuples(COUNTS, COUNTS),
    st.dictionaries(
        st.sampled_from(["en", "vi"]),
        st.builds(
            Translated,
            COUNTS,
            COUNTS,
            st.lists(st.tuples(TEXTS, COUNTS), unique_by=lambda rival: rival[0]).map(tuple),
        ),
    ),
    st.dictionaries(
        st.integers(0, 5), st.builds(SourceSeen, st.booleans(), st.lists(TEXTS).map(tuple))
    ),
    st.lists(st.tuples(st.integers(0, 5), TEXTS, TEXTS)).map(tuple),
    st.lists(st.integers(0, 5)).map(tuple),
)


@given(told=ATTESTED)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, told: Attested
) -> None:
    path = tmp_path_factory.mktemp("evidence") / "evidence.jsonl"
    evidence.write(path, SIGNATURE, [(SEAL, told)])
    signature, found = evidence.read(path)
    assert signature == SIGNATURE
    assert found == {("seal", evidence.fingerprint(SEAL)): told}


def test_a_concept_is_a_line_and_lines_are_sorted(tmp_path: Path) -> None:
    path = tmp_path / "evidence.jsonl"
    evidence.write(path, SIGNATURE, [(SEAL, Attested((3, 2))), (LEAD, Attested((0,)))])
    first, *lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert first == {"corpus": "0123456789abcdef", "units": 7, "segments": 20}
    assert [line["id"] for line in lines] == ["lead-seal", "seal"]
    assert lines[1] == {"id": "seal", "terms": evidence.fingerprint(SEAL), "counts": [3, 2]}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("{}\n", 1),
        ("<<<<<<< HEAD\n", 1),
        ('{"corpus": "a", "units": 1, "segments": 2}\n{"id": "seal"}\n', 2),
        ('{"corpus": "a", "units": 1, "segments": 2}\n[1, 2]\n', 2),
        ('{"corpus": "a", "units": 1, "segments": 2}\n\n{', 2),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "evidence.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        evidence.read(path)
    assert (caught.value.path, caught.value.line) == (str(path), line)


def test_bytes_that_are_no_text_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "evidence.jsonl"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(FormatError):
        evidence.read(path)
