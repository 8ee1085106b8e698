"""What `check` says of what lies on a desk: of all files in the background, of one at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from tmkit.errors import TmkitError
from tmkit.formats import concept
from tmkit.lint import People, Rule
from tmkit.model import Concept, ConceptFile, Decision, Finding, Severity
from tmkit.tasks.checking import findings_of
from tmkit.tasks.deciding import Hand
from tmkit.tasks.evidence import frozen_evidence
from tmkit.tasks.holdings import TermKey
from tmkit.tasks.houserules import rules_of
from tmkit.tasks.inspecting import Inspector, codes_of
from tmkit.tasks.nearby import bearing_on
from tmkit.tasks.project import Project
from tmkit.tasks.shelving import CONCEPT, Shelf

__all__ = ["Judge"]

# Findings of single files that are kept until there are more.
_MOST_LOOKS = 200
# Concepts that share a term with a candidate, beside which it is looked at.
_MOST_BESIDE = 20
# What a candidate cannot be blamed for: that nobody asked the corpus of it, and its subject.
_NOT_YET = ("TG414", "TG606")


class Judge:
    """Findings by file, and those of the rows of a shelf."""

    def __init__(self, project: Project, people: People, shelf: Shelf, language: str) -> None:
        self._project, self._people = project, people
        self._shelf = shelf
        self._inspector = Inspector(project.root, language, self._tell)
        self._looks: dict[tuple[str, str, str], tuple[Finding, ...]] = {}
        self.start, self.close = self._inspector.start, self._inspector.close
        self.touch, self.want = self._inspector.touch, self._inspector.want
        self.wait = self._inspector.wait

    @property
    def is_done(self) -> bool:
        """Whether the findings of all files are known as these stand."""
        return self._inspector.is_done

    def _tell(self) -> None:
        """Note in the rows what was found."""
        root = str(self._project.glossaries)
        for path, (_, findings) in self._inspector.all_found().items():
            grave = [each.severity for each in findings]
            self._shelf.change(
                CONCEPT + path[len(root) + 1 : -5],
                findings=codes_of(findings),
                errors=grave.count(Severity.ERROR),
                warnings=grave.count(Severity.WARNING),
            )

    def of_file(self, file: ConceptFile, version: str, language: str) -> tuple[Finding, ...] | None:
        """What is found in a file as it stands; None as long as nothing was looked at."""
        self._inspector.want(language)
        seen = self._inspector.found(str(file.path), language)
        if seen and seen[0] == version:
            return seen[1]
        if not self._inspector.all_found() or file.concept is None:
            return None
        asked = str(file.path), version, language
        if asked not in self._looks:
            if len(self._looks) >= _MOST_LOOKS:
                self._looks.clear()
            with self._shelf.lock:
                paths = [Path(each.path) for each in self._shelf.items.values() if each.path]
            others = [each for each in bearing_on([file.concept], paths) if each != file.path]
            whole = concept.read(file.path, language, form=True)
            self._looks[asked] = tuple(self._look_at(whole, others, language))
        return self._looks[asked]

    def of_outcome(
        self, about: Concept, path: Path, keys: Iterable[TermKey], language: str
    ) -> Sequence[Finding]:
        """What would be found in the concept that something would be, its contexts aside.

        path: where it would stand. keys: of its terms.
        """
        file = concept.parse(concept.rewritten("", about), path, language)
        if file.concept is None:
            return file.findings
        with self._shelf.lock:
            near = sorted(self._shelf.concepts.sharing(keys))[:_MOST_BESIDE]
            paths = [Path(self._shelf.items[each].path) for each in near]
        found = self._look_at(file, [each for each in paths if each != path], language)
        return [each for each in found if each.code not in _NOT_YET]

    def once_approved(
        self, file: ConceptFile, keys: Iterable[TermKey], hand: Hand, found: Sequence[Finding]
    ) -> list[Finding]:
        """The errors that `check` would find in a concept as soon as it is approved.

        keys: of its terms. found: what is known already.
        """
        assert file.concept
        try:
            about = hand.decided(file.concept, Decision("approve"))
        except TmkitError:
            return []
        # Beside few others, with errors that the whole glossary has not.
        now, then = (
            self.of_outcome(each, file.path, keys, hand.language) for each in (file.concept, about)
        )
        known = {each.code for each in (*found, *now)}
        return [each for each in then if each.severity == Severity.ERROR and each.code not in known]

    @cached_property
    def _rules(self) -> list[Rule]:
        return rules_of()

    def _look_at(self, file: ConceptFile, paths: Iterable[Path], language: str) -> list[Finding]:
        """What `check` finds in one file, beside those that bear on it."""
        return findings_of(
            [file],
            self._project.settings,
            beside=[concept.read(path) for path in paths],
            rules=self._rules,
            evidence=frozen_evidence([file])[0],
            people=self._people,
            language=language,
        )
