"""Templates and scripts of the review app hold no words: all come from the catalogues."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest

from tmkit import messages

WEB = Path(__file__).parent.parent.parent.parent / "tmkit" / "web"
TEMPLATES = sorted((WEB / "templates").glob("*.j2"))
SCRIPTS = sorted((WEB / "static").glob("*.js"))
KEYS = messages.keys()
# Attributes that people see or hear.
SPOKEN = r'\b(?:aria-label|aria-description|title|alt|placeholder|data-lost)="([^"]*)"'


def literal(template: str) -> str:
    """What a template writes itself; where it computes something there is a blank."""
    tokens = jinja2.Environment(autoescape=True).lex(template)
    return "".join(text if kind == "data" else " " for _, kind, text in tokens)


def words_of(html: str) -> list[str]:
    """The words that people would see or hear of a piece of HTML."""
    # A macro may write an attribute alone.
    shown = re.sub(r'<[^>]*>|\s[\w-]+="[^"]*"', " ", html)
    spoken = " ".join(re.findall(SPOKEN, html))
    return re.findall(r"[^\W\d_]+", f"{shown} {spoken}")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    assert words_of(literal(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<a title="Đi">{{ t("x") }}</a>', ["Đi"]),
        ('<a class="main" href="/x">{{ t("x") }}</a> · – 12', []),
        ('{# words #}<p lang="{{ x }}">{% if y == "words" %}</p>{% endif %}', []),
    ],
)
def test_words_are_found_where_people_see_or_hear_them(html: str, found: list[str]) -> None:
    assert words_of(literal(html)) == found


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_has_no_words_of_its_own(path: Path) -> None:
    code = re.sub(r"//[^\n]*|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    strings = re.findall(r'"([^"\n]*)"|`([^`]*)`', code)
    sentences = [
        text
        for pair in strings
        for text in pair
        if re.search(r"^[A-ZÀ-Ỹ][a-zà-ỹ]*[ .!?…]|[^\x00-\x7f]", text)
    ]
    assert sentences == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_key_of_a_template_is_in_both_catalogues(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for key in re.findall(r'\b(?:t|help)\("([\w-]+)"[,)]', text):
        for language in messages.LANGUAGES:
            assert messages.template(key, language), key
    for beginning in re.findall(r'\b(?:t|help)\("([\w-]+)" ~', text):
        assert any(key.startswith(beginning) for key in KEYS), beginning


@pytest.mark.parametrize("path", [*TEMPLATES, *SCRIPTS], ids=lambda path: path.name)
def test_nothing_needs_an_exception_from_the_policy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(
        r"<style|\bstyle=|<script(?![^>]*\bsrc=)|\bon\w+=\"|\beval\(|innerHTML", text
    )
    assert not re.search(r"https?://(?!www\.w3\.org/)|\|\s*safe\b|autoescape false", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_form_that_writes_has_its_token(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for form in re.findall(r'<form[^>]*method="post".*?</form>', text, flags=re.DOTALL):
        assert 'name="csrf"' in form or "hidden(" in form
