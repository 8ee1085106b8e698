"""Dates as bylines write them, in English and Vietnamese, to ISO 8601."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import regex

__all__ = ["is_date", "iso_date"]

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
_DAY, _YEAR = r"(?<!\d)(?P<day>\d{1,2})", r"(?P<year>(?:19|20)\d{2})(?!\d)"
_MONTH = r"(?P<month>\d{1,2})"
# Whole names, for "Decision 5, 2024" is no date.
_NAMED = (
    r"\b(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WORD = "|".join(sorted(_VIETNAMESE, key=len, reverse=True)).replace(" ", r"\s+")
_PATTERNS = tuple(
    regex.compile(pattern, flags=regex.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d{2})[-/.](?P<month>\d{2})[-/.](?P<day>\d{2})(?!\d)",
        rf"{_DAY}\s*[/.-]\s*{_MONTH}\s*[/.-]\s*{_YEAR}",
        rf"{_DAY}\s+tháng\s+(?:{_MONTH}|(?P<word>{_WORD}))(?:,|\s+năm)?\s+{_YEAR}",
        rf"tháng\s+(?P<word>{_WORD})\s+{_DAY},?\s+{_YEAR}",
        rf"tháng\s+{_MONTH}\s+{_DAY},\s+{_YEAR}",
        rf"{_NAMED}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th)?\s+{_NAMED},?\s+{_YEAR}",
    )
)
# What stands around a date where nothing else is said: days of the week, times of the day.
_AROUND = regex.compile(
    r"(?:[\d:+|,.()\s–-]|(?<=\d)h|t(?=\d)|(?:mon|tue(?:s|sday)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|ngày|lúc|giờ|phút|sáng|trưa|chiều|tối"
    r"|at|on|am|pm|a\.m|p\.m|gmt|utc|ict)\b)*",
    flags=regex.IGNORECASE,
)


def iso_date(text: str) -> str:
    """The first date in a text as YYYY-MM-DD, "" where there is none that the calendar has.

    Figures alone are read as day, month, year, the order of both languages' pages.
    """
    return next((date for _, _, date in _dates(text)), "")


def is_date(text: str) -> bool:
    """Whether a text is a date, with day of the week and time or without, and nothing else."""
    return any(_AROUND.fullmatch(text[:start] + " " + text[end:]) for start, end, _ in _dates(text))


def _dates(text: str) -> Iterator[tuple[int, int, str]]:
    """The first date of each form that the calendar has, with its span; first things first."""
    matches = [found for pattern in _PATTERNS if (found := pattern.search(text))]
    for found in sorted(matches, key=lambda found: found.start()):
        parts = found.groupdict()
        try:
            date = dt.date(int(parts["year"]), _month(parts), int(parts["day"]))
        except ValueError:
            continue
        yield found.start(), found.end(), date.isoformat()


def _month(parts: dict[str, str | None]) -> int:
    if parts.get("name"):
        return _ENGLISH.index(str(parts["name"])[:3].lower()) + 1
    if parts.get("word"):
        return _VIETNAMESE[" ".join(str(parts["word"]).lower().split())]
    return int(parts["month"] or 0)
