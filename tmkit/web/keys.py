"""The keys of the review app: which character does what, and what the user changed about it.

WCAG 2.1.4: keys of one character can be changed and turned off. Pages say their keys themselves,
in `data-key` of what is pressed, so that templates and scripts cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

__all__ = ["KEYS", "KEYS_COOKIE", "is_off", "keys_in", "keys_written", "letters_in"]

KEYS_COOKIE = "tmkit-keys"
KEYS: Mapping[str, str] = {
    "approve": "a",
    "reject": "r",
    "edit": "e",
    "merge": "m",
    "skip": "s",
    "undo": "u",
    "after": "j",
    "before": "k",
    "search": "/",
    "comment": "c",
    "unlink": "x",
    "split": "b",
    "weak": "n",
    "help": "?",
}
"""What each act has at first, in the order of the help page."""
_OFF = "off"


def keys_in(cookie: str) -> dict[str, str]:
    """The key of each act, "" for those that have none; all where they are turned off."""
    return dict.fromkeys(KEYS, "") if is_off(cookie) else letters_in(cookie)


def letters_in(cookie: str) -> dict[str, str]:
    """The key of each act, whether they are turned off or not."""
    chosen = dict(parse_qsl(cookie[:500], keep_blank_values=True))
    return {name: _key(chosen.get(name, letter)) for name, letter in KEYS.items()}


def is_off(cookie: str) -> bool:
    """Whether keys do nothing."""
    return dict(parse_qsl(cookie[:500])).get(_OFF) == "1"


def keys_written(chosen: Mapping[str, str], *, off: bool) -> str:
    """The cookie of what a user chose; of two acts with one key the first one has it."""
    kept: dict[str, str] = {}
    for name in KEYS:
        letter = _key(chosen.get(name, ""))
        kept[name] = "" if letter in kept.values() else letter
    return urlencode({**kept, **({_OFF: "1"} if off else {})})


def _key(text: str) -> str:
    """One visible character that is no digit; digits choose among reasons."""
    letter = text.strip().lower()[:1]
    return letter if letter.isprintable() and not letter.isdigit() else ""
