"""What a published standard refuses in a TMX, TBX or XLIFF file that is read nevertheless.

A parse of its own, element by element, against `grammars`; a file that is not well-formed, and what
needs the whole of a unit, is told by the readers and `conformance_units`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from tmkit import codes
from tmkit.errors import FormatError
from tmkit.formats import stream
from tmkit.formats.conformance_units import Watch, watch_of
from tmkit.formats.grammar import ID, Rule
from tmkit.formats.grammars import Standard, standard_of
from tmkit.formats.tbx_categories import METATYPES
from tmkit.formats.xml import Guard
from tmkit.model import Finding, Place

__all__ = ["check"]

_XML = "http://www.w3.org/XML/1998/namespace}"
_DCT = "http://www.tbxinfo.net/ns/"


def check(path: Path, on_finding: Callable[[Finding], None], *, language: str = "en") -> None:
    """Tell of every breach of the standard, with its line. Files of other kinds have none.

    Ends where the file is not well-formed: the reader says so. language: of the findings.
    """

    def tell(code: str, line: int, id_: str, /, **details: object) -> None:
        on_finding(codes.finding(code, Place(str(path), line, id=id_), language, **details))

    try:
        with stream.opened(path) as chunks:
            guard, checker = Guard(str(path)), _Checker(tell)
            for chunk in chunks:
                if guard.wanted:
                    guard.feed(chunk)
                if not checker.feed(chunk):
                    return
    except (FormatError, expat.ExpatError):
        return
    checker.finish()


@dataclass(slots=True)
class _Level:
    """An element that has begun. rule: None where nothing is known of what it holds."""

    name: str
    rule: Rule | None
    line: int
    held: str = ""
    has_stray: bool = False


class _Checker:
    def __init__(self, tell: Callable[..., None]) -> None:
        self.tell = tell
        self.standard: Standard | None = None
        self.is_other = False
        self.space = ""
        self.levels: list[_Level] = []
        self.watch: Watch = Watch(self.report)
        self.id = ""
        self.ids: set[str] = set()
        self.targets: list[tuple[str, int, str]] = []
        self.parser = parser = expat.ParserCreate("utf-8", "}")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text

    def feed(self, chunk: bytes) -> bool:
        """Whether there is more to be said of the file."""
        self.parser.Parse(chunk, False)  # noqa: FBT003 # expat's own signature
        return not self.is_other

    def finish(self) -> None:
        """Tell of what can only be known at the end."""
        for target, line, id_ in self.targets:
            if target not in self.ids:
                self.tell("TX206", line, id_, target=target)

    def report(self, code: str, line: int, /, **details: object) -> None:
        """Tell of a breach in the unit at hand."""
        self.tell(code, line, self.id, **details)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        space, _, name = tag.rpartition("}")
        if self.standard is None:
            self.begin(name, space, attributes)
        level = self.levels[-1] if self.levels else None
        line = self.parser.CurrentLineNumber
        rule = self.rule_of(name, space, level, line)
        if name in ("tu", "termEntry", "conceptEntry", "entry", "trans-unit", "unit"):
            self.id = attributes.get("tuid") or attributes.get("id") or ""
        if rule is not None:
            own = {key.replace(_XML, "xml:"): value for key, value in attributes.items()}
            self.check_attributes(name, rule, own, line)
            self.watch.start(name, own, line)
        self.levels.append(_Level(name if rule else "", rule, line))

    def begin(self, name: str, space: str, attributes: dict[str, str]) -> None:
        """The root begins."""
        self.standard = standard_of(name, space, attributes)
        self.is_other = self.standard is None
        self.watch = watch_of(name, self.report)
        if self.standard is None:
            return
        self.space = space
        if space != self.standard.space:
            self.report("TX207", self.parser.CurrentLineNumber, space=space or "–")

    def rule_of(self, name: str, space: str, level: _Level | None, line: int) -> Rule | None:
        """The rule of an element that begins; tells of one that has no place where it stands."""
        if self.standard is None or (level and level.rule is None):
            return None
        shown, rule = name, self.standard.grammar.get(name)
        if space != self.space:
            if self.standard.is_open:
                return None
            name, rule = self.category(name, space)
        if level and level.rule:
            if not level.rule.may_follow(level.held, name):
                self.report("TX201", line, name=shown, parent=level.name)
            # Of a run two are as good as a thousand.
            elif not f",{level.held}".endswith(f",{name},{name},"):
                level.held += f"{name},"
        return rule

    def category(self, name: str, space: str) -> tuple[str, Rule | None]:
        """What an element of another namespace counts as: in TBX a data category may be one."""
        meta = METATYPES.get(name, "")
        rules = self.standard.grammar if self.standard else {}
        if not (meta and space.startswith(_DCT) and "DCT" in rules):
            return f"?{name}", None
        kind = "DCTNote" if meta in ("adminNote", "descripNote", "transacNote") else "DCT"
        return kind, rules.get(f"DCT.{name}", rules[kind])

    def check_attributes(
        self, name: str, rule: Rule, attributes: dict[str, str], line: int
    ) -> None:
        for required in rule.required:
            if required not in attributes:
                self.report("TX114", line, element=name, name=required)
        for key, value in attributes.items():
            if key not in rule.attributes:
                is_free = rule.is_open or ("}" in key and self.standard and self.standard.is_open)
                if not is_free:
                    self.report("TX203", line, name=key.rpartition("}")[2], element=name)
                continue
            pattern = rule.attributes[key]
            if pattern and not pattern.fullmatch(value.strip()):
                self.report("TX204", line, name=key, value=value[:60])
            elif key in rule.kinds:
                self.remember(rule.kinds[key], value.strip(), line)

    def remember(self, kind: str, value: str, line: int) -> None:
        """Take in an id, or a reference to one."""
        if kind != ID:
            self.targets.append((value, line, self.id))
        elif value in self.ids:
            self.report("TX205", line, id=value)
        self.ids |= {value} if kind == ID else set()

    def text(self, text: str) -> None:
        """Text, or a piece of it."""
        level = self.levels[-1]
        if text.isspace():
            return
        self.watch.text()
        if level.rule and not level.rule.has_text and not level.has_stray:
            level.has_stray = True
            # The parser is at the end of the text.
            line = self.parser.CurrentLineNumber - text.lstrip().count("\n")
            self.report("TX116", line, text=" ".join(text.split())[:60])

    def end(self, _tag: str) -> None:
        """An element ends."""
        level = self.levels.pop()
        if level.rule is None:
            return
        if not level.rule.is_complete(level.held):
            wanted = ", ".join(f"<{name}>" for name in level.rule.wanted(level.held)[:4])
            self.report("TX202", level.line, name=level.name, wanted=wanted)
        self.watch.end(level.name)
