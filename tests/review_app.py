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
    ("tide gate", "cửa triều"),
    ("tide gates", "các cửa triều"),
    ("sluice", "cống"),
    ("weir", "đập tràn"),
    ("dike", "đê"),
    ("pump house", "trạm bơm"),
    ("flood mark", "vạch lũ"),
    ("tidal range", "biên độ triều"),
    (f"mole {SCRIPT}", f"đê chắn sóng {SCRIPT}"),
)
SENTENCES = (
    ("The {} is looked at before every storm.", "Trước mỗi cơn bão phải kiểm tra {}."),
    ("Whoever damages the {} reports it at once.", "Người làm hư hỏng {} phải báo ngay."),
    ("No boat may lie beside the {} at night.", "Ban đêm tàu thuyền không được neo cạnh {}."),
    ("The town pays for the {}.", "Thành phố chi trả cho {}."),
)


Headers = Mapping[str, str]
NONE: Headers = {}


class Server(NamedTuple):
    """A server that runs. link: lets one browser in; root: of its project."""

    link: str
    root: Path
    process: subprocess.Popen[str] | None = None

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
    more = ((f"basin {number}", f"bể {number}") for number in range(candidates))
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
            yield Server(process.stdout.readline().strip(), root, process)
        finally:
            process.terminate()


def _alone() -> dict[str, str]:
    return {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}


def _candidate(number: int, english: str, vietnamese: str) -> str:
    texts = {"en": english, "vi": vietnamese}
    terms = [
        {"lang": lang, "term": text, "type": "fullForm", "status": "preferred"}
        for lang, text in texts.items()
    ]
    evidence = {"reference": f"port-rules#{4 * number + 1}", "spans": texts}
    entry = {
        "score": round(0.95 - number % 60 / 100, 4),
        "method": "alignment",
        "terms": terms,
        "count": 4,
        "rivals": [{"term": "cửa chắn", "share": 0.2}],
        "evidence": [evidence],
    }
    return json.dumps(entry, ensure_ascii=False) + "\n"


def _memory() -> str:
    units = "".join(
        f'<tu tuid="{number}-{step}"><prop type="x-tmkit-document">port-rules</prop>'
        f'<prop type="x-tmkit-segments">{4 * number + step + 1} {4 * number + step + 1}</prop>'
        f'<tuv xml:lang="en"><seg>{_xml(english.format(source))}</seg></tuv>'
        f'<tuv xml:lang="vi"><seg>{_xml(vietnamese.format(target))}</seg></tuv></tu>\n'
        for number, (source, target) in enumerate(PAIRS)
        for step, (english, vietnamese) in enumerate(SENTENCES)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="tmkit" '
        'creationtoolversion="0" segtype="sentence" o-tmf="tmkit" adminlang="en" srclang="en" '
        f'datatype="plaintext"/>\n<body>\n{units}</body></tmx>\n'
    )


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
