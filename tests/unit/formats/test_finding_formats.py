"""Findings for other programs: what each of them reads stands where it reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from tmkit.formats.findings import FORMATS, Report, RuleNote
from tmkit.model import Finding, Place, Severity

RULES = [RuleNote("TG501", "lone-acronym", Severity.ERROR, "Nobody can tell.")]
LINES = {7: 'term = "TBT"', 9: 'term = "ISO"'}


def found(code: str, severity: Severity, line: int, message: str = "is alone.") -> Finding:
    place = Place("glossaries/a b/tbt.toml", line, 8, id="tbt", field="term[0].term")
    return Finding(code, severity, place, message, "Add it: 100%.")


def report(*findings: Finding, moved: int = 0) -> Report:
    def line_of(finding: Finding) -> str:
        return LINES.get(finding.place.line - moved, "")

    files = ["glossaries/a b/iso.toml", "glossaries/a b/tbt.toml"]
    return Report(findings, files, RULES, line_of, "1.2.3", "2026-03-04")


ALONE = found("TG501", Severity.ERROR, 7, "TBT, in vi: a\nb\x01 is alone.")
ODD = found("TG503", Severity.WARNING, 9)


def read_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as GitHub's runner reads them."""
    commands = []
    for line in text.splitlines():
        parsed = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
        if parsed:
            pairs = [pair.partition("=") for pair in parsed[2].split(",")]
            properties = {key: unescaped(value) for key, _, value in pairs}
            commands.append((parsed[1], properties, unescaped(parsed[3])))
    return commands


def unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_json_has_the_documented_keys() -> None:
    assert json.loads(FORMATS["json"](report(ODD))) == [
        {
            "path": "glossaries/a b/tbt.toml",
            "line": 9,
            "column": 8,
            "code": "TG503",
            "severity": "warning",
            "message": "is alone.",
            "help": "Add it: 100%.",
            "id": "tbt",
            "field": "term[0].term",
        }
    ]


def test_github_reads_each_finding_at_its_place_errors_first() -> None:
    commands = read_commands(FORMATS["github"](report(ODD, ALONE)))
    assert [kind for kind, _, _ in commands] == ["error", "warning"]
    assert commands[0][1] == {
        "file": "glossaries/a b/tbt.toml",
        "line": "7",
        "col": "8",
        "title": "TG501",
    }
    assert commands[0][2] == "TBT, in vi: a\nb\x01 is alone. Add it: 100%."


def test_what_github_would_not_show_is_counted_in_a_notice_and_stands_in_the_log() -> None:
    many = [found("TG503", Severity.WARNING, line) for line in range(1, 14)]
    text = FORMATS["github"](report(*many))
    kinds = [kind for kind, _, _ in read_commands(text)]
    assert kinds == ["warning"] * 10 + ["notice"]
    assert read_commands(text)[-1][2].startswith("3 more findings")
    assert len([line for line in text.splitlines() if not line.startswith("::")]) == 3


def test_gitlab_has_what_a_code_quality_report_must_have() -> None:
    (issue,) = json.loads(FORMATS["gitlab"](report(ALONE)))
    assert issue["check_name"] == "TG501"
    assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
    assert issue["location"] == {"path": "glossaries/a b/tbt.toml", "lines": {"begin": 7}}
    assert issue["description"].startswith("TBT")
    assert re.fullmatch("[0-9a-f]{32}", issue["fingerprint"])


def test_sarif_has_its_rules_and_results() -> None:
    log = json.loads(FORMATS["sarif"](report(ALONE, ODD)))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == ["TG501"]
    assert driver["rules"][0]["defaultConfiguration"] == {"level": "error"}
    alone, odd = run["results"]
    assert (alone["ruleId"], alone["ruleIndex"], alone["level"]) == ("TG501", 0, "error")
    assert (odd["level"], "ruleIndex" in odd) == ("warning", False)
    place = alone["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "glossaries/a%20b/tbt.toml"
    assert place["region"] == {"startLine": 7, "startColumn": 8}


def prints_in_gitlab(text: str) -> list[str]:
    return [issue["fingerprint"] for issue in json.loads(text)]


def prints_in_sarif(text: str) -> list[str]:
    results: list[Any] = json.loads(text)["runs"][0]["results"]
    return [result["partialFingerprints"]["tmkit/v1"] for result in results]


@pytest.mark.parametrize(
    ("form", "prints"), [("gitlab", prints_in_gitlab), ("sarif", prints_in_sarif)]
)
def test_a_fingerprint_stays_when_lines_move_and_tells_twins_apart(
    form: str, prints: Callable[[str], list[str]]
) -> None:
    before = prints(FORMATS[form](report(ALONE, ODD, ALONE)))
    moved = [found(each.code, each.severity, each.place.line + 5) for each in (ALONE, ODD, ALONE)]
    assert prints(FORMATS[form](report(*moved, moved=5))) == before
    assert len(set(before)) == 3


def test_junit_has_a_test_for_each_file_which_fails_for_an_error() -> None:
    root = etree.fromstring(FORMATS["junit"](report(ALONE, ODD)).encode())
    (suite,) = root.findall("testsuite")
    assert {key: suite.get(key) for key in ("tests", "failures", "errors", "timestamp")} == {
        "tests": "2",
        "failures": "1",
        "errors": "0",
        "timestamp": "2026-03-04T00:00:00",
    }
    assert [child.tag for child in suite] == [
        *("properties", "testcase", "testcase", "system-out", "system-err")
    ]
    clean, failed = suite.findall("testcase")
    assert len(clean) == 0
    assert [(each.tag, each.get("type")) for each in failed] == [("failure", "TG501")]
    assert "TG503" in (failed[0].text or "")


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_found_is_said_too(form: str) -> None:
    assert FORMATS[form](report()) in ("", "[]\n") or form in ("sarif", "junit")
