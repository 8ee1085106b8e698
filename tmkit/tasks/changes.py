"""What was changed in concepts since a commit: as data, not as files and lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import regex

from tmkit.codes import finding
from tmkit.formats import concept
from tmkit.lint import Base, People
from tmkit.model import Concept, ConceptFile, Finding, Place
from tmkit.tasks.concepts import NO_CONCEPTS, concept_paths
from tmkit.tasks.git import Ancestor, Author, Repository
from tmkit.tasks.nearby import bearing_on
from tmkit.tasks.people import FILE as PEOPLE
from tmkit.tasks.people import parse_people

__all__ = ["Change", "Changes", "changes_since", "new_first"]

# So many files are read in the time that git takes; of more, those that bear on the changes.
_FEW = 1500


_ID = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Change(NamedTuple):
    """A concept that is otherwise than it was; None on the side where there is no file."""

    id: str
    before: ConceptFile | None
    after: ConceptFile | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What was changed since a commit.

    changes: in the order of their paths, those that are gone at the end. now, then: all files that
    can bear on them, as they are and as they were. base: for the rules on what was before; None
    where the common ancestor is not known. people: as they were.
    """

    ref: str
    ancestor: Ancestor
    changes: Sequence[Change]
    now: Sequence[ConceptFile]
    then: Sequence[ConceptFile]
    base: Base | None
    people: People

    def own_finding(self, place: Path, language: str = "en") -> Iterator[Finding]:
        """TG709 where the common ancestor is not known."""
        if not self.ancestor.is_common:
            yield finding("TG709", Place(str(place)), language, ref=self.ref)


def changes_since(
    ref: str, wanted: Sequence[Path], glossaries: Path, language: str = "en"
) -> Changes:
    """What was changed in concepts since the common ancestor of HEAD and a ref.

    What is not committed yet counts. wanted: files and folders that are looked at; glossaries: the
    folder with people.toml. A file that was moved is the same concept; one in another form has not
    changed. Raises UsageError outside a repository and for an unknown ref, SettingsError for
    people.toml as it was.
    """
    paths = list(concept_paths(wanted))
    repository = Repository.of(wanted[0] if wanted[0].is_dir() else wanted[0].parent)
    ancestor = repository.ancestor(ref)
    places = {repository.path_of(path): path for path in wanted}
    known, new = repository.changed(ancestor.commit, list(places))
    old = {each: _place(each, places) for each in known if _is_concept(each)}
    asked = [*old, repository.path_of(glossaries / PEOPLE)]
    *contents, people = repository.contents((ancestor.commit, each) for each in asked)
    before = {
        path: concept.parse(content.decode("utf-8", "replace"), path, language, form=True)
        for path, content in zip(old.values(), contents, strict=True)
        if content is not None
    }
    touched = {*old.values(), *(_place(each, places) for each in new)}
    after = {path: concept.read(path, language, form=True) for path in paths if path in touched}
    changes = list(_compared(before, after))
    now = [*_around(changes, before, after, paths, language)]
    then = [file for file in now if file.path not in after] + list(before.values())
    who = parse_people(people, str(glossaries / PEOPLE)) if people else People()
    base = None
    if ancestor.is_common:
        approvals = _approvals(changes, repository, ancestor.commit)
        authors = {id_: each.authors(who) for id_, each in approvals.items()} if who else {}
        approved = {id_: each.left for id_, each in approvals.items() if each.left}
        base = Base(_concepts(changes, then), authors, approved)
    return Changes(ref, ancestor, changes, now, then, base, who)


def _is_concept(name: str) -> bool:
    return name.endswith(".toml") and name.rpartition("/")[2] not in NO_CONCEPTS


def _place(name: str, places: Mapping[str, Path]) -> Path:
    """The path, as the user named its folder, of a file as git has it."""
    for folder, path in places.items():
        if name == folder:
            return path
        if folder == "." or name.startswith(f"{folder}/"):
            return path / (name if folder == "." else name[len(folder) + 1 :])
    raise AssertionError(name)  # git was asked for these folders alone


def _id_of(file: ConceptFile) -> str:
    return file.concept.id if file.concept else file.id


def _compared(
    before: Mapping[Path, ConceptFile], after: Mapping[Path, ConceptFile]
) -> Iterator[Change]:
    by_id = {_id_of(file): file for file in before.values()}
    here = {_id_of(file) for file in after.values()}
    for path, file in after.items():
        id_ = _id_of(file)
        was = before[path] if path in before and _id_of(before[path]) == id_ else by_id.get(id_)
        if was is None or _is_other(was, file):
            yield Change(id_, was, file)
    for id_, file in by_id.items():
        if id_ not in here:
            yield Change(id_, file, None)


def _is_other(was: ConceptFile, file: ConceptFile) -> bool:
    if was.concept and file.concept:
        return was.concept != file.concept
    return was.raw != file.raw


def _around(
    changes: Sequence[Change],
    before: Mapping[Path, ConceptFile],
    after: Mapping[Path, ConceptFile],
    paths: Sequence[Path],
    language: str,
) -> Iterator[ConceptFile]:
    """The files as they are that can bear on the changes, in the order of paths."""
    wanted = set(paths)
    if len(paths) > _FEW:
        sides = (side for change in changes for side in (change.before, change.after))
        concepts = [side.concept for side in sides if side and side.concept]
        wanted = {*after, *bearing_on(concepts, (path for path in paths if path not in after))}
    files = {path: after.get(path) or concept.read(path, language, form=True) for path in wanted}
    if len(paths) > _FEW:
        # What is above them, and what replaces what replaces them.
        places = {path.stem: path for path in paths}
        waiting = [*files.values(), *before.values()]
        while waiting:
            one = waiting.pop().concept
            for id_ in (*one.broader, *one.replaced_by) if one else ():
                path = places.get(id_)
                if path and path not in files:
                    files[path] = concept.read(path, language, form=True)
                    waiting.append(files[path])
    yield from (files[path] for path in paths if path in files)


def _concepts(changes: Iterable[Change], then: Iterable[ConceptFile]) -> dict[str, Concept]:
    found = {file.concept.id: file.concept for file in then if file.concept}
    # Of two files with one id, the one that the change belongs to.
    mine = (change.before.concept for change in changes if change.before)
    return found | {each.id: each for each in mine if each}


class _Approvals(NamedTuple):
    """The new approvals of a concept, by their number in its history.

    authors_of: who wrote the commit that brought each. left: the concept as the last of these
    commits has it; None where none is committed.
    """

    authors_of: Mapping[int, Sequence[Author]]
    left: Concept | None

    def authors(self, people: People) -> dict[int, frozenset[str]]:
        """The authors by name, or by address where nobody is known by that."""
        return {
            number: frozenset(people.author(each.email) or each.email for each in authors)
            for number, authors in self.authors_of.items()
        }


def _approvals(
    changes: Iterable[Change], repository: Repository, since: str
) -> dict[str, _Approvals]:
    """By id: what git knows of the approvals that are new."""
    wanted: dict[str, tuple[Change, list[int]]] = {}
    for change in changes:
        numbers = list(_new_approvals(change))
        if numbers:
            wanted[change.id] = (change, numbers)
    if not wanted:
        return {}
    paths = {id_: _paths(change, repository) for id_, (change, _) in wanted.items()}
    every = sorted({path for some in paths.values() for path in some})
    steps = [(each, path) for each in repository.commits(since, every) for path in each.paths]
    contents = repository.contents((commit.id, path) for commit, path in steps)
    stages: dict[str, list[tuple[Sequence[Author], Concept]]] = defaultdict(list)
    for (commit, path), content in zip(steps, contents, strict=True):
        file = concept.parse((content or b"").decode("utf-8", "replace"), Path(path))
        if file.concept:
            stages[path].append((commit.authors, file.concept))
    found = {}
    for id_, (change, numbers) in wanted.items():
        known = [stage for path in paths[id_] for stage in stages[path]]
        assert change.after is not None
        # Nothing is known where the commits are beyond the edge of a shallow clone.
        if known or not repository.is_clean(repository.path_of(change.after.path)):
            found[id_] = _approvals_of(change, numbers, known, repository)
    return found


def _approvals_of(
    change: Change,
    numbers: Iterable[int],
    stages: Sequence[tuple[Sequence[Author], Concept]],
    repository: Repository,
) -> _Approvals:
    assert change.after is not None
    assert change.after.concept is not None
    history = change.after.concept.history
    authors: dict[int, Sequence[Author]] = {}
    left = None
    for number in numbers:
        count = history[: number + 1].count(history[number])
        bringing = (each for each in stages if each[1].history.count(history[number]) >= count)
        # What no commit brought will be brought by who works here.
        authors[number], left = next(bringing, ((repository.author(),), None))
    return _Approvals(authors, left)


def _new_approvals(change: Change) -> Iterator[int]:
    if change.after and change.after.concept:
        was = change.before.concept if change.before else None
        known = Counter(was.history if was else ())
        for number, entry in enumerate(change.after.concept.history):
            known[entry] -= 1
            if entry.action == "approved" and known[entry] < 0:
                yield number


def _paths(change: Change, repository: Repository) -> list[str]:
    sides = (change.before, change.after)
    return list(dict.fromkeys(repository.path_of(side.path) for side in sides if side))


def new_first(changes: Changes, now: Iterable[Finding], then: Iterable[Finding]) -> list[Finding]:
    """The findings on changed concepts, and those on others that the changes brought.

    now, then: what was found in `changes.now` and in `changes.then`. New ones come first. What two
    concepts have with each other is told of the changed one.
    """
    paths = {str(each.after.path) for each in changes.changes if each.after}
    was = Counter(map(_key, then))
    fresh: list[Finding] = []
    old: list[Finding] = []
    elsewhere: list[Finding] = []
    for each in now:
        was[_key(each)] -= 1
        is_new = was[_key(each)] < 0
        if each.place.path in paths:
            (fresh if is_new else old).append(each)
        elif is_new:
            elsewhere.append(each)
    told = {(each.code, each.place.id) for each in (*fresh, *old)}
    ids = [each.id for each in changes.changes]
    return [
        *fresh,
        *(each for each in elsewhere if not _is_told(each, told, ids)),
        *old,
    ]


def _key(each: Finding) -> tuple[str, str, str]:
    return each.code, each.place.id or each.place.path, each.message


def _is_told(each: Finding, told: set[tuple[str, str]], ids: Iterable[str]) -> bool:
    """Whether a finding is the other side of one on a changed concept."""
    words = set(_ID.findall(each.message))
    return any((each.code, id_) in told for id_ in ids if id_ in words)
