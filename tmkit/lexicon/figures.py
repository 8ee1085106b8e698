"""Text → the numbers, dates, times and references in it, by value."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

import regex

from tmkit.lexicon.numerals import NUMERAL, Value, numeral, roman
from tmkit.lexicon.quantities import QuantityFacts, quantity_facts_of
from tmkit.text import fold, unmarked

__all__ = ["Date", "Figure", "code_spans", "figures_in"]

Kind = Literal["number", "word", "date", "weekday", "time", "reference", "code"]

Reading = tuple[Value, ...]


class Date(NamedTuple):
    """A day, a month and a year, 0 for what is not said."""

    day: int = 0
    month: int = 0
    year: int = 0

    @property
    def values(self) -> Reading:
        """The numbers that are said."""
        return tuple(Fraction(number) for number in self if number)

    def agrees(self, other: Date) -> bool:
        """Whether both may be one date: they say something of the same, and it does not differ."""
        both = [(one, two) for one, two in zip(self, other, strict=True) if one and two]
        return bool(both) and all(one == two for one, two in both)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text, with all that it may be.

    start, end: half-open. readings: the likeliest first; each holds one value, or those of a list,
    a date or a time. is_strong: written with digits outside of code, so that a translation must
    have it. signs: as of `Numeral`. dates: that it may be. label: the kind of the words before it.
    key: of a reference.
    """

    start: int
    end: int
    kind: Kind
    readings: tuple[Reading, ...]
    is_strong: bool = True
    signs: str = ""
    dates: tuple[Date, ...] = ()
    label: Literal["", "label", "reference"] = ""
    key: str = ""


# Code, addresses, tags, placeholders, the address of a link, names of files and of variables.
_CODE = regex.compile(
    r"```.*?```|`+[^`\n]+`+|https?://[^\s)>\]]+|www\.[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.-]+|(?<=\])\([^()\s]*\)"
    r"|</?[A-Za-z][^<>\n]*>|\$?\{[^{}\n]*\}|%\(\w+\)[a-z]|%\d*\$?[sd]\b|\$[A-Za-z_]\w*"
    r"|\b\w+_\w+\b|\b[\w/-]+\.(?:md|py|ipynb|jsx?|tsx?|json|html?|css|txt|docx?|xlsx?|pptx?|pdf|csv|tsv|xml|ya?ml|toml"
    r"|zip|gz|exe|png|jpe?g|svg|com|org|net|vn|io)\b"
    r"|&#?\w+;|\#[\w-]{3,}",
    regex.DOTALL,
)
_NUMERIC_DATE = regex.compile(
    r"(?<![\p{L}\d./,-])(?:(?<a>\d{1,2})(?<s>[/.-])(?<b>\d{1,2})(?P=s)(?<y>\d{4}|(?<=/)\d{2})"
    r"|(?<y>\d{4})(?<s>[/.-])(?<b>\d{1,2})(?P=s)(?<a>\d{1,2}))(?![\d/])"
)
# 15/2021/NĐ-CP, 1000/QĐ-TTg, 36-NQ/TW; TCVN 7699-2-1:2007, ISO/IEC 17025:2017.
_REFERENCE = regex.compile(
    r"\b\d+(?:/\d{4})?[/-]\p{Lu}[\p{Lu}\p{Ll}&]*\d*(?:[-/]\p{Lu}[\p{L}&]*\d*)*"
    r"|\b\p{Lu}{2,}(?:[/&-]\p{Lu}+)*(?: [A-Z]{1,3})?[ -]?\d+(?:[-.]\d+)*(?:[:]\d{4})\b"
)
_NO_MONTH = 100
_HUNDRED = 100
_ROMAN = regex.compile(r"\b[IVXLCDM]+\b")
_NAMED = regex.compile(r"\b\p{Lu}\p{L}+\s+\Z")
_RAISED = regex.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_TIGHT = regex.compile(r"[\s-]+(?:(?:and|lẻ|linh)[\s-]+)?")
_DIALLED = regex.compile(r"(?<=\+)\d{1,3}\b[\s().-]+\d")
_NEXT = regex.compile(r"[ \u00a0-]?([\p{L}\p{M}]+)")
_RANGE = regex.compile(r"(?: ?[-–—] ?| to | and | or | đến | tới | và | hoặc )\d+(?:[.,]\d+)?")
_ADDED = regex.compile(r" (?:(?:and|và) )?(?:(?<more>\d+)|(?<part>[\p{L}\p{M}]+))")


def code_spans(text: str) -> list[tuple[int, int]]:
    """Where code, addresses and tags stand."""
    return [found.span() for found in _CODE.finditer(text)]


def figures_in(text: str, tag: str, sign: str | None = None) -> list[Figure]:
    """The numbers of a text in a language, in no order. sign: the decimal sign, if it is known."""
    facts = quantity_facts_of(tag)
    region = tag.lower().rpartition("-")[2]
    return list(_Reader(text, facts, sign, facts.regions.get(region, facts.orders)).read())


class _Reader:
    """Reads one text, what is longer before what it holds."""

    def __init__(
        self, text: str, facts: QuantityFacts, sign: str | None, orders: tuple[str, ...]
    ) -> None:
        self.text, self.facts, self.sign, self.orders = text, facts, sign, orders
        self.left = text
        """The text, with spaces for what has been read."""

    def take(self, start: int, end: int) -> None:
        self.left = self.left[:start] + "\x00" * (end - start) + self.left[end:]

    def read(self) -> Iterator[Figure]:
        """All figures."""
        for start, end in code_spans(self.text):
            for found in NUMERAL.finditer(self.text, start, end):
                read = numeral(found[0]).readings
                yield Figure(*found.span(), "code", read, is_strong=False)
            self.take(start, end)
        for said in (self.idioms, self.references, self.dates, self.times, self.weekdays):
            yield from said()
        yield from self.numbers()
        yield from self.words()
        yield from self.romans()

    def idioms(self) -> Iterator[Figure]:
        """What stands for numbers without naming them; it takes nothing away."""
        folded = self.left.lower()
        for numbers, phrases in self.facts.idioms.items():
            for phrase in phrases:
                at = folded.find(phrase)
                for number in numbers.split("/") if at >= 0 else ():
                    reading = (Fraction(number),)
                    yield Figure(at, at + len(phrase), "word", (reading,), is_strong=False)

    def references(self) -> Iterator[Figure]:
        """Numbers of documents and of standards with their years."""
        for found in _REFERENCE.finditer(self.left):
            key = regex.sub(r"\s", "", unmarked(found[0])).upper()
            values = tuple(Fraction(number) for number in regex.findall(r"\d+", found[0]))
            yield Figure(*found.span(), "reference", (values,), label="reference", key=key)
            self.take(*found.span())

    def dates(self) -> Iterator[Figure]:
        """Dates in figures and in words."""
        for found in _NUMERIC_DATE.finditer(self.left):
            dates = tuple(self._numeric(found))
            if not dates and found["s"] == ".":
                continue
            listed = tuple(Fraction(found[group]) for group in ("a", "b", "y"))
            readings = (*(date.values for date in dates), listed)
            # In an order that the language does not know it is no date that is one elsewhere.
            none = Date(int(found["a"]), _NO_MONTH + int(found["b"]), int(found["y"]))
            yield Figure(*found.span(), "date", readings, dates=dates or (none,))
            self.take(*found.span())
        for pattern in self.facts.dates:
            for found in pattern.finditer(self.left):
                date = self._dated(found)
                if date:
                    if found.groupdict().get("e"):
                        day = (Fraction(found["e"]),)
                        yield Figure(*found.span("e"), "number", (day,))
                    named = bool(found.groupdict().get("M")) and not date.day and not date.year
                    yield Figure(
                        *found.span(), "date", (date.values,), is_strong=not named, dates=(date,)
                    )
                    self.take(*found.span())
        yield from self.months()

    def months(self) -> Iterator[Figure]:
        """Names of months by themselves."""
        for found in _WORD.finditer(self.left):
            month = self.facts.month_names.get(found[0].lower())
            if not month or not found[0][0].isupper():
                continue
            if found[0].lower() in self.facts.names_alike and not self._is_name(found.start()):
                continue
            date = Date(month=month)
            yield Figure(*found.span(), "date", (date.values,), is_strong=False, dates=(date,))
            self.take(*found.span())

    def weekdays(self) -> Iterator[Figure]:
        """Names of days; in Vietnamese they are numbers."""
        for found in self.facts.weekdays.finditer(self.left):
            day = next(n for n in range(1, 8) if found.groupdict()[f"d{n}"])
            values: tuple[Reading, ...] = ((Fraction(day + 1),), (Fraction(day),))
            yield Figure(*found.span(), "weekday", values, is_strong=False, key=str(day))
            if regex.search(r"\d", found[0]):
                self.take(*found.span())

    def times(self) -> Iterator[Figure]:
        """Times of day, and hours."""
        for pattern in self.facts.times:
            for found in pattern.finditer(self.left):
                minutes = [int(minute) for minute in found.capturesdict().get("n", ())]
                hour = int(found["h"])
                hours = [each for each in (hour, hour + 12, hour - 12) if 0 <= each <= 24]
                rests = [tuple(minutes)] if any(minutes) else [(), (0,)]
                readings = tuple(
                    tuple(Fraction(number) for number in (each, *rest))
                    for each in hours
                    for rest in rests
                )
                yield Figure(*found.span(), "time", readings)
                self.take(*found.span())

    def numbers(self) -> Iterator[Figure]:
        """Numbers in figures, with what multiplies them."""
        reached = 0
        for found in NUMERAL.finditer(self.left):
            start, end = found.span()
            if start < reached:
                continue
            read = numeral(found[0], self.sign)
            end, readings = self._multiplied(end, read.readings)
            if end < len(self.left) and self.left[end : end + 2].lower() == "/2":
                readings = (*readings, *((Fraction(value) / 2,) for (value,) in readings[:1]))
            yield Figure(
                *(start, end, "number", self._years(end, readings)),
                # A country's code, which is not dialled inside it.
                is_strong=not _DIALLED.match(self.text, start),
                signs=read.signs,
                label=self._label(start),
            )
            self.take(start, end)
            reached = end

    def _multiplied(
        self, end: int, readings: tuple[Reading, ...]
    ) -> tuple[int, tuple[Reading, ...]]:
        """What multiplies a number: triệu behind it, or behind the second of "3-4 million"."""
        end, factor, is_certain = self._factor(end)
        if factor == 1:
            onward = _RANGE.match(self.left, end)
            factor = self._factor(onward.end())[1] if onward else factor
            return end, readings if factor == 1 else (*readings, *_times(readings, factor))
        added = Fraction(0)
        while found := _ADDED.match(self.left, end):
            half = self.facts.parts.get(fold(found["part"] or ""))
            last, by, _ = self._factor(found.end("more") if found["more"] else end)
            if half:
                added += half * factor
                last = found.end()
            elif found["more"] and 1 < by < factor:
                added += Fraction(found["more"]) * by
            else:
                break
            end = last
        times = tuple(tuple(value + added for value in each) for each in _times(readings, factor))
        return end, times if is_certain else (*times, *readings)

    def _factor(self, end: int) -> tuple[int, Fraction, bool]:
        """Where the magnitudes after a number end, what they make, and whether they are words."""
        factor, is_certain = Fraction(1), True
        while found := _NEXT.match(self.left, end):
            by = self.facts.magnitudes.get(fold(found[1]))
            if by is None:
                break
            factor, end = factor * by, found.end()
            # "m" may be metres, "tr" a page.
            is_certain = is_certain and (len(found[1]) > 2 or not found[1].isascii())
        return end, factor, is_certain

    def _years(self, end: int, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Those of "1990s" are also "90", and the reverse."""
        value = readings[0][0]
        if self.left[end : end + 1] == "s" and isinstance(value, Fraction):
            return (*readings, (value % 100,), (value + 1900,))
        return readings

    def words(self) -> Iterator[Figure]:
        """Number words: each by itself, and what those beside each other make together."""
        run: list[regex.Match[str]] = []
        for found in self.facts.word.finditer(self.left):
            if run and not _TIGHT.fullmatch(self.left, run[-1].end(), found.start()):
                yield from self._run(run)
                run = []
            run.append(found)
        yield from self._run(run)

    def _run(self, run: list[regex.Match[str]]) -> Iterator[Figure]:
        names = [fold(found[0]) for found in run]
        for found, name in zip(run, names, strict=True):
            worth = (*self.facts.words.get(name, ()), *_one(self.facts.magnitudes.get(name)))
            readings = tuple((value,) for value in (*worth, *_one(self.facts.parts.get(name))))
            yield Figure(*found.span(), "word", readings, is_strong=False)
        for first, last in itertools.combinations(range(len(run)), 2):
            if last - first < 10:
                value = self._together(names[first : last + 1])
                if value is not None:
                    span = run[first].start(), run[last].end()
                    yield Figure(*span, "word", ((value,),), is_strong=False)

    def _together(self, names: list[str]) -> Fraction | None:
        """What number words make together: hundreds within thousands within millions."""
        if len(names) > 2 and names[-1] in self.facts.parts and self._worth_one(names[-2]):
            names = [*names[:-2], names[-1]]  # two and a half
        if names[0] in self.facts.parts and names[-1] in self.facts.magnitudes:
            rest = self._together(names[1:])  # half a million
            return rest and rest * self.facts.parts[names[0]]
        total = last = Fraction(0)
        group: Fraction | None = None
        for name in names:
            by, words = self.facts.magnitudes.get(name), self.facts.words.get(name)
            if by == _HUNDRED:
                group, last = (1 if group is None else group) * by, by
            elif by:
                total, group, last = total + (1 if group is None else group) * by, None, by
            elif name in self.facts.parts and not words:
                total += self.facts.parts[name] * max(last, Fraction(1))
            elif words:
                # hai mươi: two tens.
                tens = words[0] == 10 and group is not None and 1 < group % 100 < 10
                group = (group or Fraction(0)) + (group % 100 * 9 if tens and group else words[0])
        return total + (group or 0)

    def _worth_one(self, name: str) -> bool:
        return self.facts.words.get(name, ())[:1] == (Fraction(1),)

    def romans(self) -> Iterator[Figure]:
        """Roman numerals, and figures above the line."""
        for found in _RAISED.finditer(self.left):
            value = Fraction(found[0].translate(_LOWERED))
            yield Figure(*found.span(), "word", ((value,),), is_strong=False)
        for found in _ROMAN.finditer(self.left):
            worth = roman(found[0])
            if worth is not None:
                # "Chapter II" is one for certain; "in this chapter I" is not.
                label = self._label(found.start())
                is_placed = label == "reference" and (
                    len(found[0]) > 1 or bool(_NAMED.search(self.text, 0, found.start()))
                )
                yield Figure(
                    *found.span(),
                    "word",
                    ((Fraction(worth),),),
                    is_strong=is_placed,
                    label=label if is_placed else "",
                )

    def _is_name(self, start: int) -> bool:
        """Whether a word with a capital is a name: it begins no sentence."""
        before = self.text[:start].rstrip()
        return bool(before) and before[-1] not in '.!?:*#>"“'

    def _label(self, start: int) -> Literal["", "label", "reference"]:
        before = self.text[max(start - 40, 0) : start]
        if self.facts.references.search(before):
            return "reference"
        is_version = self.facts.versions.search(before)
        return "label" if is_version or self.facts.labels.search(before) else ""

    def _numeric(self, found: regex.Match[str]) -> Iterator[Date]:
        year = int(found["y"])
        # With points, and after the year, the order is the same everywhere.
        is_open = found["s"] != "." and found.start("y") > found.start("a")
        orders = self.orders if is_open else ("dmy",)
        for order in orders:
            day, month = int(found["a"]), int(found["b"])
            if order == "mdy":
                day, month = month, day
            if 1 <= day <= 31 and 1 <= month <= 12:
                yield Date(day, month, year)

    def _dated(self, found: regex.Match[str]) -> Date | None:
        said = found.groupdict()
        name = said.get("M")
        month = int(said["m"]) if said.get("m") else 0
        if name:
            name = regex.sub(r"\s+", " ", name.rstrip(".")).lower()
            month = self.facts.months[fold(name)]
            alone = not said.get("d") and not said.get("y")
            if name in self.facts.names_alike and (alone or not found["M"][0].isupper()):
                return None
        return Date(int(said.get("d") or 0), month, int(said.get("y") or 0))


def _times(readings: tuple[Reading, ...], factor: Fraction) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(
        tuple(value * factor for value in reading if isinstance(value, Fraction))
        for reading in readings
    )


def _one(value: Fraction | None) -> tuple[Fraction, ...]:
    return () if value is None else (value,)
