"""A git repository of a glossary, in a folder of its own and with nobody's configuration."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

PEOPLE = """\
["Lê Lan"]
emails = ["lan@example.vn"]
aliases = ["Lan"]

["Trần Minh"]
emails = ["minh@example.vn", "minh@home.example"]
aliases = ["Minh", "T. Minh"]
"""


def concept(id_: str, *, status: str = "review", acts: str = "Lan proposed", **more: str) -> str:
    """The canonical text of a concept file; acts: "Lan proposed, Minh approved", a day each."""
    english, vietnamese = more.get("en", id_.replace("-", " ")), more.get("vi", f"từ {id_[:3]}")
    tops = [f'id = "{id_}"', 'subject = "hydrology"', f'status = "{status}"']
    tops += [f'{key} = "{more[key]}"' for key in ("note",) if key in more]
    lines = "\n".join(tops) + "\n"
    for lang, text in (("en", english), ("vi", vietnamese)):
        lines += f'\n[[term]]\nlang = "{lang}"\nterm = "{text}"\n'
        lines += 'type = "fullForm"\nstatus = "preferred"\nsource = "Own usage"\n'
    for day, act in enumerate(acts.split(", "), start=5):
        by, _, action = act.rpartition(" ")
        lines += f'\n[[history]]\ndate = "2026-01-{day:02}"\nby = "{by}"\naction = "{action}"\n'
        lines += 'note = "Not a term."\n' if action == "rejected" else ""
    return lines


class WorkingTree:
    """A repository; every command runs in it, as whoever acts."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769000000")  # 2026-01-21
        self.root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")
        self.act_as("Lê Lan", "lan@example.vn")

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def act_as(self, name: str, email: str) -> None:
        self.git("config", "user.name", name)
        self.git("config", "user.email", email)

    def write(self, *texts: str, glossary: str = "house") -> None:
        """Concept files, named by the id that each text begins with."""
        for text in texts:
            id_ = text.split('"')[1]
            self.put(f"glossaries/{glossary}/{id_}.toml", text)

    def put(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self, message: str = "Change") -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def path(self, id_: str, glossary: str = "house") -> Path:
        return self.root / "glossaries" / glossary / f"{id_}.toml"
