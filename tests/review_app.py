"""tmkit review as a process, over a project of its own: what browsers and probes ask."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from working_tree import PEOPLE, concept

SCRIPT = "<script>document.title = 'taken'</script><img src=x onerror=alert(1)>"
PAIRS = (
    ("tide gate", "cửa triều", "The {} is closed before the storm.", "{} được đóng trước bão."),
    ("sluice", "cống", "Each {} has a keeper.", "Mỗi {} có một người trông."),
    ("weir", "đập tràn", "Water runs over the {}.", "Nước chảy qua {}."),
    ("dike", "đê", "The {} was raised by a metre.", "{} được nâng thêm một mét."),
    ("pump house", "trạm bơm", "The {} runs at night.", "{} chạy ban đêm."),
    ("flood mark", "vạch lũ", "A {} is cut into the stone.", "{} được khắc vào đá."),
    ("tidal range", "biên độ triều", "The {} is three metres.", "{} là ba mét."),
    (f"mole {SCRIPT}", f"đê chắn sóng {SCRIPT}", "The {} is old.", "{} đã cũ."),
)


Headers = Mapping[str, str]
NONE: Headers = {}


class Server(NamedTuple):
    """A server that runs. link: lets one browser in; root: of its project."""

    link: str
    root: Path

    @property
    def base(self) -> str:
        """The address without a path."""
        return self.link.partition("/?")[0]

    def ask(
        self,
        path: str,
        /,
        method: str = "GET",
        body: bytes | None = None,
        *,
        headers: Headers = NONE,
    ) -> tuple[HTTPResponse, str]:
        """The answer to a request and its text."""
        with closing(HTTPConnection(urlsplit(self.base).netloc, timeout=60)) as connection:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            return answer, answer.read().decode()


class Visitor(NamedTuple):
    """One who has followed the link."""

    server: Server
    cookie: str
    csrf: str

    @classmethod
    def of(cls, server: Server) -> Visitor:
        """The visitor that the link lets in."""
        answer, _ = server.ask(server.link.removeprefix(server.base))
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        _, page = server.ask("/help", headers={"Cookie": cookie})
        return cls(server, cookie, page.partition('name="csrf" value="')[2].partition('"')[0])

    def get(self, path: str, /, **headers: str) -> tuple[HTTPResponse, str]:
        """A page."""
        return self.server.ask(path, headers={"Cookie": self.cookie, **headers})

    def post(self, path: str, fields: dict[str, str], **headers: str) -> tuple[HTTPResponse, str]:
        """The answer to a form, as a browser sends it; headers: that are other ones, _ for -."""
        sent = {
            "Cookie": self.cookie,
            "Origin": self.server.base,
            "Content-Type": "application/x-www-form-urlencoded",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        body = urlencode({"csrf": self.csrf, **fields}).encode()
        kept = {name: value for name, value in sent.items() if value}
        return self.server.ask(path, "POST", body, headers=kept)


def make_project(root: Path, *, candidates: int = 0) -> Path:
    """A git repository with concepts in review, one broken, candidates and what a build made.

    candidates: more of them, in the manner of the others.
    """
    house = root / "glossaries" / "house"
    house.mkdir(parents=True)
    (root / "glossaries" / "people.toml").write_text(PEOPLE)
    (root / "tmkit.toml").write_text('source = "en"\ntarget = "vi"\n')
    for name, vietnamese in (("lock-chamber", "buồng âu"), ("spillway", "đường tràn")):
        (house / f"{name}.toml").write_text(concept(name, vi=vietnamese, acts="Lan proposed"))
    (house / "torn.toml").write_text('id = "torn"\nstatus = review\n')
    build = root / "build"
    build.mkdir()
    more = tuple(
        (f"basin {n}", f"bể {n}", "The {} is full.", "{} đã đầy.") for n in range(candidates)
    )
    lines = [_candidate(number, *pair) for number, pair in enumerate((*PAIRS, *more))]
    (build / "candidates.jsonl").write_text("".join(lines))
    (build / "memory.tmx").write_text(_memory())
    for arguments in (
        ["init", "-q", "-b", "main"],
        ["config", "user.name", "Trần Minh"],
        ["config", "user.email", "minh@example.vn"],
        ["add", "."],
        ["commit", "-q", "-m", "Begin"],
    ):
        subprocess.run(["git", *arguments], cwd=root, check=True, env=_alone())
    return root


@contextmanager
def served(root: Path, *options: str) -> Iterator[Server]:
    """The app over a project, on a free port, until the block ends."""
    command = [sys.executable, "-m", "tmkit", "review", str(root), "--no-open", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_alone()) as process:
        assert process.stdout is not None
        try:
            yield Server(process.stdout.readline().strip(), root)
        finally:
            process.terminate()


def _alone() -> dict[str, str]:
    return {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}


def _candidate(number: int, english: str, vietnamese: str, *texts: str) -> str:
    terms = [
        {"lang": lang, "term": term, "type": "fullForm", "status": "preferred"}
        for lang, term in (("en", english), ("vi", vietnamese))
    ]
    quoted = [text.format(term) for text, term in zip(texts, (english, vietnamese), strict=True)]
    evidence = {
        "reference": f"port-rules#{number + 1}",
        "spans": dict(zip(("en", "vi"), quoted, strict=True)),
    }
    entry = {
        "score": round(0.95 - number % 60 / 100, 4),
        "method": "alignment",
        "terms": terms,
        "count": 3,
        "rivals": [["cửa chắn", 0.2]],
        "evidence": [evidence],
    }
    return json.dumps(entry, ensure_ascii=False) + "\n"


def _memory() -> str:
    units = "".join(
        f'<tu tuid="port-rules#{3 * number + step}">'
        f'<tuv xml:lang="en"><seg>{_xml(en.format(source))}</seg></tuv>'
        f'<tuv xml:lang="vi"><seg>{_xml(vi.format(target))}</seg></tuv></tu>\n'
        for number, (source, target, en, vi) in enumerate(PAIRS)
        for step in (1, 2, 3)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="tmkit" '
        'creationtoolversion="0" segtype="sentence" o-tmf="tmkit" adminlang="en" srclang="en" '
        f'datatype="plaintext"/>\n<body>\n{units}</body></tmx>\n'
    )


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
