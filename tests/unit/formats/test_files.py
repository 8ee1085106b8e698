"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tmkit.errors import OutputError
from tmkit.formats import files


def test_a_text_is_written_in_utf_8_and_folders_are_made(tmp_path: Path) -> None:
    files.write_text(tmp_path / "a" / "b.txt", "bến phà\n")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "bến phà\n".encode()


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    files.write_text(tmp_path / "atomic", "")
    assert (tmp_path / "atomic").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failed_write_keeps_the_old_file_and_leaves_nothing(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "memory.tmx"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(error), files.atomic(path) as file:  # noqa: PT012 # the write must begin
        file.write(b"half")
        raise error
    assert {each.name: each.read_text(encoding="utf-8") for each in tmp_path.iterdir()} == {
        "memory.tmx": "old"
    }


def test_nobody_sees_a_file_before_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    with files.atomic(path) as file:
        file.write(b"half")
        assert not path.exists()
    assert path.read_bytes() == b"half"


@pytest.mark.parametrize("name", ["file/below", "folder", "x" * 300])
def test_an_impossible_place_is_an_output_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError) as caught:
        files.write_text(tmp_path / name, "text")
    assert caught.value.path == str(tmp_path / name)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder"]
