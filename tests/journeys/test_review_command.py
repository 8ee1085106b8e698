"""tmkit review on the command line: its link, its browser, and what it says when it cannot."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Run
from review_app import Visitor, make_project, served


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def test_it_prints_one_link_and_opens_it(root: Path, tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.part && mv {opened}.part {opened}\n')
    browser.chmod(0o755)
    command = [sys.executable, "-m", "tmkit", "review", str(root), "--reviewer", "Trần Minh"]
    environment = {**os.environ, "BROWSER": str(browser), "PATH": os.environ["PATH"]}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        link = process.stdout.readline().strip()
        while not opened.exists():
            assert process.poll() is None
            time.sleep(0.01)
        process.terminate()
    assert opened.read_text().strip() == link
    assert link.startswith("http://127.0.0.1:")


def test_the_port_can_be_chosen(root: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    with served(root, "--port", str(port), "--reviewer", "Trần Minh") as server:
        assert server.base == f"http://127.0.0.1:{port}"


def test_without_a_name_the_reviewer_is_whom_git_knows(root: Path) -> None:
    with served(root) as server:
        _, page = Visitor.of(server).get("/")
    assert "Trần Minh · project" in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "nowhere"),
        (["--port", "{taken}"], "cannot listen on 127.0.0.1, port {taken}"),
    ],
)
def test_what_cannot_be_served_is_one_line(
    root: Path, monkeypatch: pytest.MonkeyPatch, run: Run, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(root)
    with closing(socket.create_server(("127.0.0.1", 0))) as socket_:
        taken = socket_.getsockname()[1]
        filled = [each.format(taken=taken) for each in arguments]
        result = run("review", "--no-open", "--reviewer", "Trần Minh", *filled)
    assert result.exit_code == 2
    assert said.format(taken=taken) in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_two_servers_on_one_folder_keep_their_visitors_apart(root: Path) -> None:
    options = ("--reviewer", "Trần Minh")
    with served(root, *options) as one, served(root, *options) as other:
        visitor = Visitor.of(one)
        answer, _ = other.ask("/", headers={"Cookie": visitor.cookie})
        assert answer.status == 401
        assert visitor.get("/")[0].status == 200
        assert Visitor.of(other).get("/")[0].status == 200
