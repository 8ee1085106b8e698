"""Language tags (BCP 47, RFC 5646)."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["canonical", "is_tag", "primary", "written"]

# language[-script][-region][-variant…]: the part of RFC 5646 §2.1 that exchange files use.
_TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:-(?P<script>[A-Za-z]{4}))?"
    r"(?:-(?P<region>[A-Za-z]{2}|\d{3}))?(?P<rest>(?:-[A-Za-z0-9]{5,8}|-\d[A-Za-z0-9]{3})*)"
)


def is_tag(text: str) -> bool:
    """Whether the text is a well-formed language tag: "vi", "vi-VN", "zh-Hant-TW"; not "vi_VN"."""
    return _TAG.fullmatch(text) is not None


def canonical(tag: str) -> str:
    """The tag in the letter case of RFC 5646 §2.1.1, "en-GB"; what is no tag stays as it is."""
    found = _TAG.fullmatch(tag)
    if not found:
        return tag
    parts = [found["language"].lower()]
    if found["script"]:
        parts.append(found["script"].title())
    if found["region"]:
        parts.append(found["region"].upper())
    return "-".join(parts) + found["rest"].lower()


@lru_cache(maxsize=1024)
def primary(tag: str) -> str:
    """The language alone, lower case: "en" of "en-GB"."""
    return tag.replace("_", "-").split("-", 1)[0].lower()


def written(tag: str) -> str:
    """The language and its script, lower case: "sr-cyrl" of "sr-Cyrl-RS", "en" of "en-GB".

    Texts in one language and another region are of one kind; those in another script are not.
    """
    found = _TAG.fullmatch(tag.replace("_", "-"))
    script = found["script"] if found else None
    return f"{primary(tag)}-{script.lower()}" if script else primary(tag)
