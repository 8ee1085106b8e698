"""Findings as other programs read them: JSON, GitHub, GitLab, SARIF and JUnit.

All take the findings in the order in which people should see them.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tmkit import messages
from tmkit.model import Finding, Severity

__all__ = ["FORMATS", "Report", "RuleNote", "record"]

_SHOWN = 10
"""GitHub shows so many annotations of a kind for each step, the first to come."""


class RuleNote(NamedTuple):
    """What a report says of a rule."""

    code: str
    name: str
    severity: Severity
    why: str


class Report(NamedTuple):
    """What there is to report.

    files: the paths of all files that were checked. lines: the text of the line that a finding
    points at, "" where there is none. day: YYYY-MM-DD, of the report. command: that checked.
    """

    findings: Sequence[Finding]
    files: Sequence[str]
    rules: Sequence[RuleNote]
    lines: Callable[[Finding], str]
    version: str
    day: str
    language: str = "en"
    command: str = "tmkit check"


def record(finding: Finding) -> dict[str, object]:
    """A finding as the object that `--format json` prints."""
    place = finding.place
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "id": place.id,
        "field": place.field,
    }


def _json(report: Report) -> str:
    """A list of objects, one for each finding."""
    return _dumped([record(finding) for finding in report.findings])


def _github(report: Report) -> str:
    """Workflow commands, errors first; what GitHub would not show stands in the log as text.

    After GitHub's documentation of workflow commands: `%`, line ends, and in properties `:` and
    `,` are escaped.
    """
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    shown: Counter[Severity] = Counter()
    commands, rest = [], []
    for finding in _weighty_first(report.findings):
        shown[finding.severity] += 1
        # One notice is kept for the summary.
        if shown[finding.severity] > _SHOWN - (finding.severity == Severity.INFO):
            rest.append(_line_of(finding, report.language))
            continue
        place = finding.place
        properties = {"file": place.path, "line": place.line, "col": place.column}
        said = {key: value for key, value in properties.items() if value}
        said["title"] = finding.code
        listed = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in said.items())
        text = _escaped(" ".join(filter(None, (finding.message, finding.help))))
        commands.append(f"::{kinds[finding.severity]} {listed}::{text}")
    if rest:
        summary = messages.message("check-more", report.language, count=len(rest))
        commands.append(f"::notice title=tmkit::{_escaped(summary)}")
    return "".join(f"{line}\n" for line in (*commands, *rest))


def _escaped(text: str, more: str = "") -> str:
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _line_of(finding: Finding, language: str) -> str:
    place = finding.place
    where = messages.place(place.path, place.line, place.column)
    severity = messages.message(finding.severity, language)
    return f"{where}: {finding.code} {severity}: {finding.message} {finding.help}".rstrip()


def _gitlab(report: Report) -> str:
    """A Code Quality report of GitLab: what it reads of Code Climate's specification."""
    severities = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}
    prints = _fingerprints(report)
    return _dumped(
        [
            {
                "description": " ".join(filter(None, (finding.message, finding.help))),
                "check_name": finding.code,
                "fingerprint": fingerprint,
                "severity": severities[finding.severity],
                "location": {
                    "path": finding.place.path,
                    "lines": {"begin": max(finding.place.line, 1)},
                },
            }
            for finding, fingerprint in zip(report.findings, prints, strict=True)
        ]
    )


def _sarif(report: Report) -> str:
    """A log of SARIF 2.1.0 (OASIS)."""
    named = {finding.code for finding in report.findings}
    rules = [rule for rule in report.rules if rule.code in named]
    numbers = {rule.code: number for number, rule in enumerate(rules)}
    driver = {
        "name": "tmkit",
        "version": report.version,
        "rules": [_sarif_rule(rule) for rule in rules],
    }
    prints = _fingerprints(report)
    results = [
        _sarif_result(finding, numbers, fingerprint)
        for finding, fingerprint in zip(report.findings, prints, strict=True)
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dumped(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [run],
        }
    )


_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def _sarif_rule(rule: RuleNote) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "fullDescription": {"text": rule.why or rule.name},
        "help": {"text": f"tmkit rules {rule.code}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _sarif_result(
    finding: Finding, numbers: Mapping[str, int], fingerprint: str
) -> dict[str, object]:
    place = finding.place
    region = {"startLine": max(place.line, 1), "startColumn": max(place.column, 1)}
    location = {
        "artifactLocation": {"uri": _uri(place.path), "uriBaseId": "%SRCROOT%"},
        "region": region,
    }
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": " ".join(filter(None, (finding.message, finding.help)))},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"tmkit/v1": fingerprint},
    }
    if finding.code in numbers:
        result["ruleIndex"] = numbers[finding.code]
    return result


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/"))


def _junit(report: Report) -> str:
    """A JUnit report: a test for each file, which fails where the file has an error.

    Valid against both schemas in use, the one of Apache Ant's writer and Jenkins' own; they want
    elements and attributes that say nothing here.
    """
    from lxml import etree

    from tmkit.formats import xml

    by_path: dict[str, list[Finding]] = {path: [] for path in report.files}
    for finding in report.findings:
        by_path.setdefault(finding.place.path, []).append(finding)
    failed = sum(any(map(_is_error, found)) for found in by_path.values())
    suite = etree.Element(
        "testsuite",
        {
            "name": report.command,
            "package": "tmkit",
            "id": "0",
            "hostname": "localhost",
            "timestamp": f"{report.day}T00:00:00",
            "time": "0",
            "errors": "0",
            "tests": str(len(by_path)),
            "failures": str(failed),
        },
    )
    properties = etree.SubElement(suite, "properties")
    etree.SubElement(properties, "property", name="tmkit", value=report.version)
    said = []
    for path, found in by_path.items():
        case = etree.SubElement(suite, "testcase", name=path, classname="tmkit.check", time="0")
        lines = [xml.legal(_line_of(finding, report.language)) for finding in found]
        said += lines
        errors = list(filter(_is_error, found))
        if errors:
            about = {"type": errors[0].code, "message": xml.legal(errors[0].message)}
            etree.SubElement(case, "failure", about).text = "\n".join(lines)
    etree.SubElement(suite, "system-out").text = "\n".join(said)
    etree.SubElement(suite, "system-err")
    suites = etree.Element("testsuites")
    suites.append(suite)
    whole = etree.tostring(suites, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return whole.decode()


def _is_error(finding: Finding) -> bool:
    return finding.severity == Severity.ERROR


def _weighty_first(findings: Iterable[Finding]) -> list[Finding]:
    order = list(Severity)
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def _fingerprints(report: Report) -> list[str]:
    """What tells each finding from the others and stays the same when its line moves."""
    seen: Counter[tuple[str, ...]] = Counter()
    prints = []
    for finding in report.findings:
        key = (finding.code, finding.place.path, report.lines(finding).strip())
        seen[key] += 1
        whole = "\0".join((*key, str(seen[key])))
        prints.append(hashlib.sha256(whole.encode()).hexdigest()[:32])
    return prints


def _dumped(value: Any) -> str:  # noqa: ANN401 # whatever JSON holds
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Report], str]] = {
    "json": _json,
    "github": _github,
    "gitlab": _gitlab,
    "sarif": _sarif,
    "junit": _junit,
}
"""What each format makes of a report."""
