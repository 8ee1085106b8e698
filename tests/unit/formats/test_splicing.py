"""Files changed at some places and left as they are at all others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmkit.errors import FormatError
from tmkit.formats import filling, splicing
from tmkit.formats.slots import Filling
from tmkit.formats.splicing import Edit

UNIT = (
    "<?xml version='1.0'?>\r\n<!-- why --><tmx a='&quot;>'><body><tu  tuid=\"é\" >"
    '<tuv xml:lang="en"><seg>A &lt;b&gt; <ph/> &#x2014;<!-- c --> b</seg></tuv>'
    "</tu\n></body></tmx><?pi x?>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_without_edits_is_the_same_bytes(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(UNIT.encode(encoding))
    assert splicing.opened(path, ("tu",)).edited([]) == path.read_bytes()


def test_elements_are_found_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(UNIT, encoding="utf-8", newline="")
    spliced = splicing.opened(path, ("seg",))
    (seg,) = spliced.found
    assert spliced.raw(seg).decode().startswith("<seg>A &lt;b&gt;")
    assert seg.text == "A <b>  — b"
    assert [each.name for each in seg.above] == ["tmx", "body", "tu", "tuv"]


def test_a_character_that_the_encoding_lacks_stands_as_a_reference(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(b"<?xml version='1.0' encoding='windows-1252'?><a><tu>\xe9</tu></a>")
    spliced = splicing.opened(path, ("tu",))
    (unit,) = spliced.found
    edited = spliced.edited([Edit(unit.inner, unit.close, "ế".encode())])
    assert edited.endswith(b"<tu>&#7871;</tu></a>")


@pytest.mark.parametrize(
    "content", ["<tmx>&no;</tmx>", '<!DOCTYPE a [<!ENTITY b "c">]><tmx>&b;</tmx>', "<a><b></a>"]
)
def test_what_would_lose_text_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError):
        splicing.opened(path, ("tu",))


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1),
    st.sampled_from(["", "<target/>", "<target></target>", "<target >  </target>"]),
)
def test_any_text_that_is_filled_in_is_read_back(text: str, target: str) -> None:
    import tempfile

    whole = (
        "<xliff><file source-language='en' target-language='vi'><trans-unit id='1'>"
        f"<source>a</source>{target}<note>n</note></trans-unit></file></xliff>"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlf"
        path.write_text(whole, encoding="utf-8")
        opened = filling.opened(path, ("en", "vi"))
        path.write_bytes(opened.filled([[Filling((text,), 80, "it's <here>", 'a "b"', "c & d")]]))
        (unit,) = splicing.opened(path, ("trans-unit",)).found
        filled = unit.child("target")
        assert filled is not None
        assert filled.text == text
        assert [each.name for each in unit.children] == ["source", "target", "alt-trans", "note"]
        (again,) = filling.opened(path, ("en", "vi")).units
        assert not again.slots[0].is_empty or not text.strip()
