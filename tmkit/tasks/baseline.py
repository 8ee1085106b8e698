"""Findings that are known and left for later: counted by rule and concept, in a JSON file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from tmkit.codes import finding
from tmkit.errors import SettingsError
from tmkit.formats import files
from tmkit.model import Finding, Place

__all__ = ["beyond", "count_findings"]

_Counts = Counter[tuple[str, str]]

_EXAMPLE = '{"TG604": {"iso": 2}}'


def count_findings(findings: Iterable[Finding], path: Path) -> None:
    """Count findings in a file: `{"TG604": {"iso": 2}}`, sorted. Raises OutputError."""
    table: dict[str, dict[str, int]] = {}
    for (code, id_), count in sorted(Counter(map(_key, findings)).items()):
        table.setdefault(code, {})[id_] = count
    files.write_text(path, json.dumps(table, ensure_ascii=False, indent=2) + "\n")


def beyond(
    findings: Iterable[Finding],
    path: Path,
    ids: AbstractSet[str] | None = None,
    language: str = "en",
) -> list[Finding]:
    """The findings that a file does not count, in their order; of more than it counts, the last.

    What it counts and nobody finds any more is TG114, a warning; of the concepts in `ids` alone
    where only these were checked. Raises SettingsError for a file that is no baseline.
    """
    counts = _read(path)
    left = Counter(counts)
    found = []
    for each in findings:
        left[_key(each)] -= 1
        if left[_key(each)] < 0:
            found.append(each)
    found += _stale(counts, left, path, ids, language)
    return found


def _stale(
    counts: _Counts, left: _Counts, path: Path, ids: AbstractSet[str] | None, language: str
) -> Iterator[Finding]:
    for (code, id_), rest in sorted(left.items()):
        if rest > 0 and (ids is None or id_ in ids):
            count = counts[code, id_]
            said = {"code": code, "id": id_, "count": count, "found": count - rest, "path": path}
            yield finding("TG114", Place(str(path), id=id_), language, **said)


def _key(each: Finding) -> tuple[str, str]:
    return each.code, each.place.id or Path(each.place.path).stem


def _read(path: Path) -> _Counts:
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SettingsError("baseline", str(path), details={"reason": reason}) from error
    if not _is_baseline(table):
        raise SettingsError("baseline", str(path), details={"reason": _EXAMPLE})
    return Counter({(code, id_): count for code in table for id_, count in table[code].items()})


def _is_baseline(table: object) -> bool:
    rows = table.values() if isinstance(table, dict) else [table]
    return all(
        isinstance(row, dict) and all(type(count) is int and count > 0 for count in row.values())
        for row in rows
    )
