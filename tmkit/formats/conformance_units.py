"""What a standard asks of a whole unit: ids that differ, the same codes, languages named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from tmkit import lang

__all__ = ["Watch", "watch_of"]

Report = Callable[..., None]
_CODES = ("g", "x", "bx", "ex", "bpt", "ept", "ph", "it", "pc", "sc", "ec", "cp")


class Watch:
    """Told of elements as they begin and end; reports code, line and details."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """An element of the standard begins."""

    def text(self) -> None:
        """There is text that is no blank."""

    def end(self, name: str) -> None:
        """An element of the standard ends."""


class _Tmx(Watch):
    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.source = self.source_of_unit = ""
        self.line = 0
        self.languages: list[str] = []
        # Hashes: ids of a million units would not stay in bounds.
        self.ids: set[int] = set()
        self.codes: set[tuple[str, str, str]] = set()

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """Take in languages, ids and numbers of codes."""
        if name == "header":
            self.source = attributes.get("srclang", "")
            if self.source != "*all*":
                self.name_language(self.source, line)
        elif name == "tu":
            self.begin_unit(attributes, line)
        elif name == "tuv":
            tag = attributes.get("xml:lang") or attributes.get("lang") or ""
            self.languages.append(tag)
            self.name_language(tag, line)
        elif name == "seg":
            self.codes.clear()
        for key in ("i", "x"):
            if key in attributes:
                code = (name, key, attributes[key])
                if code in self.codes:
                    self.report("TX208", line, element=name, name=key, value=attributes[key])
                self.codes.add(code)

    def begin_unit(self, attributes: Mapping[str, str], line: int) -> None:
        """Begin a unit."""
        self.line = line
        self.languages.clear()
        self.source_of_unit = attributes.get("srclang", self.source)
        id_ = attributes.get("tuid")
        if id_ is not None:
            if hash(id_) in self.ids:
                self.report("TX209", line, id=id_)
            self.ids.add(hash(id_))

    def name_language(self, tag: str, line: int) -> None:
        """Tell of a tag that is not written as BCP 47 recommends."""
        canonical = lang.canonical(tag)
        if lang.is_tag(tag) and canonical != tag:
            self.report("TX210", line, lang=tag, canonical=canonical)

    def end(self, name: str) -> None:
        """Tell of a unit of which no variant is in the very source language."""
        source = self.source_of_unit.lower()
        if name != "tu" or source in ("", "*all*"):
            return
        tags = [tag.lower() for tag in self.languages]
        # Where there is none of the language at all the reader tells.
        if source not in tags and lang.primary(source) in map(lang.primary, tags):
            self.report("TX211", self.line, lang=self.source_of_unit)


class _Xliff(Watch):
    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.has_target_language = False
        self.ids: set[tuple[str, str]] = set()
        self.inside: list[str] = []
        self.codes: dict[str, Counter[tuple[str, str]]] = {}
        self.lines: dict[str, int] = {}
        self.has_text: set[str] = set()

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """Take in ids, sides and codes."""
        if name == "xliff":
            version_2 = attributes.get("version", "").startswith("2")
            self.has_target_language = not version_2 or "trgLang" in attributes
        elif name in ("file", "unit"):
            if name == "file":
                self.ids.clear()
            self.ids = {each for each in self.ids if each[0] != "segment"}
        if name in ("trans-unit", "unit", "segment", "bin-unit") and "id" in attributes:
            kind = "segment" if name == "segment" else "unit"
            if (kind, attributes["id"]) in self.ids:
                self.report("TX205", line, id=attributes["id"])
            self.ids.add((kind, attributes["id"]))
        if name in ("source", "target") and self.inside[-1:] in (["trans-unit"], ["segment"]):
            self.begin_side(name, line)
        elif name in _CODES and (side := self.side()):
            self.codes[side][_kind_of(name), _id_of(attributes)] += 1
        self.inside.append(name)

    def side(self) -> str:
        """The side of the unit at hand in which we are, "" for none."""
        if "alt-trans" in self.inside:
            return ""
        return next((name for name in self.inside if name in ("source", "target")), "")

    def begin_side(self, name: str, line: int) -> None:
        """Begin the source or the target of a unit."""
        if name == "source":
            self.codes, self.lines, self.has_text = {}, {}, set()
        self.codes[name], self.lines[name] = Counter(), line
        if name == "target" and not self.has_target_language:
            self.has_target_language = True
            self.report("TX213", line)

    def text(self) -> None:
        """Take in that a side says something."""
        if side := self.side():
            self.has_text.add(side)

    def end(self, name: str) -> None:
        """Tell of a translation whose codes are not those of its source."""
        self.inside.pop()
        if name not in ("trans-unit", "segment") or len(self.codes) < 2:
            return
        source, target = self.codes["source"], self.codes["target"]
        if source != target and (target or "target" in self.has_text):
            differ = sorted(
                f"<{kind}> {id_}" for kind, id_ in (source - target) | (target - source)
            )
            self.report("TX212", self.lines["target"], codes=", ".join(differ[:5]))
        self.codes = {}


def _kind_of(name: str) -> str:
    # A pair may be written as one element or as its two ends.
    return {"bx": "bpt", "ex": "ept", "sc": "bpt", "ec": "ept"}.get(name, name)


def _id_of(attributes: Mapping[str, str]) -> str:
    return attributes.get("startRef") or attributes.get("id") or attributes.get("hex") or ""


def watch_of(root: str, report: Report) -> Watch:
    """What looks at the units of a file whose root element has a name."""
    return {"tmx": _Tmx, "xliff": _Xliff}.get(root, Watch)(report)
