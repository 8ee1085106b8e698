"""A new project folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tmkit import lang
from tmkit.errors import UsageError
from tmkit.formats import files
from tmkit.settings import FILE, Settings

__all__ = ["build_example", "pair_of", "scaffold"]

# Short, fictional and ours: enough to see every part of a build.
_EXAMPLE = {
    "laboratory": {
        "en": """\
Opening of a testing laboratory

The Quality Assurance and Testing Center 3 (QUATEST 3) opened a new laboratory on 4 May 2026. \
It tests 1,250 samples a month.

The laboratory works according to ISO/IEC 17025:2017. A certificate of calibration is issued \
within five working days.
""",
        "vi": """\
Khai trương phòng thử nghiệm

Ngày 04 tháng 5 năm 2026, Trung tâm Kỹ thuật Tiêu chuẩn Đo lường Chất lượng 3 (QUATEST 3) \
đã khai trương một phòng thử nghiệm mới. Mỗi tháng, phòng này thử nghiệm 1.250 mẫu.

Phòng thử nghiệm hoạt động theo ISO/IEC 17025:2017. Giấy chứng nhận hiệu chuẩn được cấp trong \
vòng năm ngày làm việc.
""",
    },
    "scales": {
        "en": """\
Inspection of market scales

In June the Directorate for Standards, Metrology and Quality (STAMEQ) inspected 320 scales in \
12 markets. Twenty-six of them had no valid certificate of calibration.

The owners must have their scales verified before 31 July 2026. Verification takes half a day \
and costs 150,000 dong per scale.

A scale without a verification mark must not be used for trade.
""",
        "vi": """\
Kiểm tra cân tại các chợ

Trong tháng 6, Tổng cục Tiêu chuẩn Đo lường Chất lượng (STAMEQ) đã kiểm tra 320 chiếc cân tại \
12 chợ. Hai mươi sáu chiếc không có giấy chứng nhận hiệu chuẩn còn hiệu lực.

Chủ cân phải đưa cân đi kiểm định trước ngày 31/7/2026. Việc kiểm định mất nửa ngày, phí \
kiểm định là 150.000 đồng mỗi chiếc.

Cân không có dấu kiểm định thì không được dùng để mua bán.
""",
    },
    "training": {
        "en": """\
Training course on metrology

STAMEQ and QUATEST 3 hold a training course on metrology from 14 to 18 September 2026. Forty \
staff of testing laboratories take part.

On the first day participants learn how measurement uncertainty is estimated. On the last day \
each of them calibrates a scale.

Participants who pass the test receive a certificate. The course is free of charge.
""",
        "vi": """\
Khóa đào tạo về đo lường

STAMEQ và QUATEST 3 tổ chức khóa đào tạo về đo lường từ ngày 14 đến ngày 18 tháng 9 năm 2026. \
Bốn mươi cán bộ của các phòng thử nghiệm tham dự.

Ngày đầu tiên, học viên học cách ước lượng độ không đảm bảo đo. Ngày cuối cùng, mỗi học viên \
hiệu chuẩn một chiếc cân.

Học viên đạt yêu cầu kiểm tra được cấp chứng chỉ. Khóa học miễn phí.
""",
    },
}
_ABOUT = """\
The texts in this folder are an example. They are fictional: none of these events took place.
"""
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
        shown = {name: sides[tag] for name, sides in _EXAMPLE.items() if example and tag in sides}
        texts |= {f"{folder}/{name}.txt": text for name, text in shown.items()}
        if not shown:
            # git keeps no empty folder.
            texts[f"{folder}/.gitkeep"] = ""
    if example:
        texts[f"{settings.corpus}/README.md"] = _ABOUT
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


def build_example(root: Path, *, language: str = "en") -> Path:
    """Build the project that `scaffold` made with an example; the report. Raises as `build`."""
    from tmkit.tasks.building import build

    return build(root, jobs=1, language=language).output / "report.html"
