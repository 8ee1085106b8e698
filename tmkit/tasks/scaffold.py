"""A new project folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tmkit import lang
from tmkit.errors import UsageError
from tmkit.formats import files
from tmkit.settings import FILE, Settings

__all__ = ["pair_of", "scaffold"]

# Short, fictional and ours: enough to see every part of a build.
_EXAMPLE = {
    "en": """\
Opening of a testing laboratory

The Quality Assurance and Testing Center 3 (QUATEST 3) opened a new laboratory on 4 May 2026. \
It tests 1,250 samples a month.

The laboratory works according to ISO/IEC 17025:2017.
""",
    "vi": """\
Khai trương phòng thử nghiệm

Ngày 04 tháng 5 năm 2026, Trung tâm Kỹ thuật Tiêu chuẩn Đo lường Chất lượng 3 (QUATEST 3) \
đã khai trương một phòng thử nghiệm mới. Mỗi tháng, phòng này thử nghiệm 1.250 mẫu.

Phòng thử nghiệm hoạt động theo ISO/IEC 17025:2017.
""",
}
_CONCEPT = """\
id = "testing-laboratory"
subject = "conformity assessment"
status = "review"

[[term]]
lang = "en"
term = "testing laboratory"
type = "fullForm"
status = "preferred"
pos = "noun"

[[term]]
lang = "vi"
term = "phòng thử nghiệm"
type = "fullForm"
status = "preferred"
pos = "noun"

[[history]]
date = "2026-05-04"
by = "tmkit"
action = "proposed"
note = "Example; replace it by concepts of your own."
"""
# The whole history, because what is new is told by the commit at which the branch began.
_WORKFLOW = """\
name: glossary
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install tmkit
      - name: Check what is new
        if: github.event_name == 'pull_request'
        env:
          SINCE: origin/${{ github.base_ref }}
        run: |
          tmkit summary --since "$SINCE" > /dev/null
          tmkit check --since "$SINCE" --format github
      - name: Check everything
        if: github.event_name != 'pull_request'
        run: tmkit check --format github
"""
_HOOKS = """\
repos:
  - repo: local
    hooks:
      - id: tmkit-fmt
        name: tmkit fmt
        entry: tmkit fmt
        language: system
        files: ^{glossaries}/.*\\.toml$
        exclude: (^|/)people\\.toml$
      - id: tmkit-check
        name: tmkit check
        entry: tmkit check
        language: system
        files: ^{glossaries}/.*\\.toml$
        pass_filenames: false
"""


def pair_of(pair: str) -> tuple[str, str]:
    """The two BCP 47 tags of "en-vi". Raises UsageError for anything else."""
    tags = tuple(lang.canonical(tag) for tag in pair.split("-"))
    if len(tags) != 2 or not all(map(lang.is_tag, tags)) or tags[0] == tags[1]:
        raise UsageError("pair", details={"pair": pair})
    return tags[0], tags[1]


def scaffold(root: Path, *, pair: str = "en-vi", example: bool = False) -> Iterator[Path]:
    """Make a project in a folder; yields each path made.

    pair: source-target. example: with a document pair and a concept. Nothing that is there is
    changed: raises UsageError where the folder has settings already, OutputError.
    """
    source, target = pair_of(pair)
    if (root / FILE).exists():
        raise UsageError("exists", str(root / FILE))
    settings = Settings(source=source, target=target)
    texts = {FILE: f'source = "{source}"\ntarget = "{target}"\n'}
    for tag in settings.languages:
        folder = f"{settings.corpus}/{tag}"
        if example and tag in _EXAMPLE:
            texts[f"{folder}/laboratory.txt"] = _EXAMPLE[tag]
        else:
            # git keeps no empty folder.
            texts[f"{folder}/.gitkeep"] = ""
    glossary = f"{settings.glossaries}/{root.resolve().name}"
    texts[f"{glossary}/testing-laboratory.toml" if example else f"{glossary}/.gitkeep"] = (
        _CONCEPT if example else ""
    )
    texts[".gitignore"] = f"/{settings.output}/\n"
    texts[".github/workflows/glossary.yml"] = _WORKFLOW
    texts[".pre-commit-config.yaml"] = _HOOKS.format(glossaries=settings.glossaries)
    for name, text in texts.items():
        if not (root / name).exists():
            files.write_text(root / name, text)
            yield root / name
