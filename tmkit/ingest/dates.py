"""Dates as bylines write them, in English and Vietnamese, to ISO 8601."""

from __future__ import annotations

import datetime as dt

import regex

__all__ = ["iso_date"]

_ENGLISH = (*("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),)
_VIETNAMESE = {
    name: number
    for number, names in enumerate(
        (
            *("giêng|một", "hai", "ba", "tư|bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"),
            *("mười một", "chạp|mười hai"),
        ),
        start=1,
    )
    for name in names.split("|")
}
_DAY, _YEAR = r"(?P<day>\d{1,2})", r"(?P<year>(?:19|20)\d{2})"
_NAMED = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{Ll}*\.?"
_WORD = "|".join(sorted(_VIETNAMESE, key=len, reverse=True))
_PATTERNS = tuple(
    regex.compile(pattern, flags=regex.IGNORECASE)
    for pattern in (
        rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})",
        rf"{_DAY}\s*[/.-]\s*(?P<month>\d{{1,2}})\s*[/.-]\s*{_YEAR}",
        rf"{_DAY}\s+tháng\s+(?P<month>\d{{1,2}})(?:,|\s+năm)?\s+{_YEAR}",
        rf"tháng\s+(?P<word>{_WORD})\s+{_DAY},?\s+{_YEAR}",
        rf"tháng\s+(?P<month>\d{{1,2}})\s+{_DAY},\s+{_YEAR}",
        rf"{_NAMED}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th)?\s+{_NAMED},?\s+{_YEAR}",
    )
)


def iso_date(text: str) -> str:
    """The first date in a text as YYYY-MM-DD, "" where there is none that the calendar has.

    Figures alone are read as day, month, year, the order of both languages' pages.
    """
    for pattern in _PATTERNS:
        found = pattern.search(text)
        if found:
            parts = found.groupdict()
            try:
                return dt.date(int(parts["year"]), _month(parts), int(parts["day"])).isoformat()
            except ValueError:
                continue
    return ""


def _month(parts: dict[str, str | None]) -> int:
    if parts.get("name"):
        return _ENGLISH.index(str(parts["name"]).lower()) + 1
    if parts.get("word"):
        return _VIETNAMESE[" ".join(str(parts["word"]).lower().split())]
    return int(parts["month"] or 0)
