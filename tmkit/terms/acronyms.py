"""Acronyms and the long forms that the text gives them in brackets.

"Long form (ABC)" is searched backwards from the bracket. Where words give the letters (English), a
long form is the shortest run of words that explains them in order, its first letter beginning a
word (Schwartz & Hearst 2003). Where a name begins with its head noun (Vietnamese), letters match as
often as not (ISO, APO and BSI stand for English names): the nearest head noun is the left boundary.
"""

from __future__ import annotations

import regex

from tmkit.lexicon import LanguageFacts, facts_of
from tmkit.lexicon.shapes import acronyms_in, is_acronym, letters_of
from tmkit.model import AcronymMention, Span
from tmkit.text import fold

__all__ = ["find_acronyms"]

# "(ABC)", "(QUATEST 3)", “(“ABC”)”; what follows a dash or comma inside belongs to the reader.
_BRACKET = regex.compile(
    r"\(\s?[“\"]?(?P<short>\p{Lu}[\p{L}\p{N}&./-]*(?:\s\p{N}{1,2})?)[”\"]?\s?\)"
)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[’'][\p{L}]+)?")
# A name does not run across these; a comma may stand inside one, an opening quote may not.
_CLOSED = regex.compile(r"[.:;()\[\]“”\"!?\n]|\s[–—-]\s")
_MOST_WORDS = 16
# A name goes on over these; any other word between two heads parts them.
_OPEN = {"các", "những", "về", "của", "cho"}


def find_acronyms(text: str, lang: str) -> list[AcronymMention]:
    """The acronyms of a text in the language of a BCP 47 tag, in order.

    short, long: half-open spans in code points; long is None where the text gives no long form in
    brackets beside the acronym.
    """
    facts = facts_of(lang)
    mentions = {span: AcronymMention(span) for span in acronyms_in(text)}
    for bracket in _BRACKET.finditer(text):
        short = bracket.span("short")
        if bracket["short"].endswith("s") and is_acronym(bracket["short"][:-1]):
            # The plural of the text is not the acronym's own letter.
            short = short[0], short[1] - 1
        acronym = text[slice(*short)]
        if not is_acronym(acronym.rstrip("0123456789 ")):
            continue
        # A bracketed acronym with its number, "QUATEST 3", replaces the bare one found inside it.
        for span in [span for span in mentions if short[0] <= span[0] and span[1] <= short[1]]:
            del mentions[span]
        long = _long_form(text[: bracket.start()], acronym, facts)
        mentions[short] = AcronymMention(short, long)
    return [mentions[span] for span in sorted(mentions)]


def _long_form(before: str, short: str, facts: LanguageFacts) -> Span | None:
    """The span, at the end of `before`, of the words for which the acronym stands."""
    before = before.rstrip(" \u00a0")
    closed = [found.end() for found in _CLOSED.finditer(before)]
    first = closed[-1] if closed else 0
    words = [found.span() for found in _WORD.finditer(before, first)][-_MOST_WORDS:]
    if not words or words[-1][1] < len(before):
        return None
    start = _by_head(before, words, short, facts) if facts.heads_first else None
    if start is None:
        start = _by_letters(before, words, short, facts)
    if start is None:
        return None
    long = before[words[start][0] :]
    # A long form is longer than what it explains, and holds more than the acronym itself.
    return (
        None
        if fold(long) == fold(short) or len(long) <= len(short)
        else (words[start][0], len(before))
    )


def _by_head(before: str, words: list[Span], short: str, facts: LanguageFacts) -> int | None:
    """The word where the name begins: where the initials begin if they fit, else at a head noun."""
    texts = [before[slice(*word)] for word in words]
    folded = [fold(text) for text in texts]
    # A single syllable in lower case is mostly a part of another word: "thư viện", "cán bộ".
    heads = [
        number
        for number, syllables in _beginnings(folded, facts.heads)
        if syllables > 1 or texts[number][0].isupper()
    ]
    fitting = _initials_run(folded, letters_of(short), facts)
    if fitting is not None:
        # "Tổng cục Tiêu chuẩn … (TCĐLCL)": the letters leave the head noun out, the name does not.
        # An English name among Vietnamese words has no head noun before it.
        is_foreign = all(text.isascii() for text in texts[fitting:])
        near = [head for head in heads if fitting - 3 <= head <= fitting and not is_foreign]
        return near[-1] if near else fitting
    nouns = [number for number, _ in _beginnings(folded, facts.nouns)]
    start = _capital_head(before, words, folded, heads) if heads else next(iter(nouns[-1:]), None)
    # Two syllables stand for a letter; what is much longer begins with the verb of its sentence.
    longest = 2 * len(letters_of(short)) + 2
    is_name = start is not None and texts[start][0].isupper()
    return start if start is None or is_name or len(words) - start <= longest else None


def _beginnings(folded: list[str], nouns: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where one of the nouns begins, and its syllables; "phòng" begins no noun in "văn phòng"."""
    found = []
    number = 0
    while number < len(folded) - 1:
        rest = " ".join(folded[number : number + 4]) + " "
        lengths = [noun.count(" ") + 1 for noun in nouns if rest.startswith(f"{noun} ")]
        if lengths:
            found.append((number, max(lengths)))
        number += max(lengths, default=1)
    return found


def _capital_head(before: str, words: list[Span], folded: list[str], heads: list[int]) -> int:
    """The nearest head noun, or the capital one that holds it: "Hiệp hội các phòng thử nghiệm"."""
    nearest = heads[-1]
    if before[words[nearest][0]].isupper():
        return nearest
    for head in reversed(heads[:-1]):
        between = folded[head + 1 : nearest]
        if before[words[head][0]].isupper() and len(between) <= 3 and _OPEN & set(between[-1:]):
            return head
    return nearest


def _initials_run(folded: list[str], letters: str, facts: LanguageFacts) -> int | None:
    """The first word of the run whose initials are the letters; function words may give none."""
    number = len(folded)
    for letter in reversed(letters):
        number -= 1
        while number >= 0 and folded[number][0] != letter and folded[number] in facts.inner:
            number -= 1
        if number < 0 or folded[number][0] != letter:
            return None
    return number


def _by_letters(before: str, words: list[Span], short: str, facts: LanguageFacts) -> int | None:
    letters = letters_of(short)
    folded = [fold(before[slice(*word)]) for word in words]
    start = _initials_run(folded, letters, facts)
    if start is None:
        start = _initials_in_any_order(folded, letters, facts)
    if start is None:
        start = _schwartz_hearst(before, words, letters)
    return None if start is None else _with_head(before, words, start, facts)


def _initials_in_any_order(folded: list[str], letters: str, facts: LanguageFacts) -> int | None:
    """The first word of the run that has exactly the letters as initials: OIML, from the French."""
    initials: list[str] = []
    for number in range(len(folded) - 1, -1, -1):
        if folded[number] not in facts.inner:
            initials.append(folded[number][0])
        if len(initials) == len(letters):
            return number if sorted(initials) == sorted(letters) else None
    return None


def _schwartz_hearst(before: str, words: list[Span], letters: str) -> int | None:
    """The word where the shortest run that explains the letters begins, None where none does.

    Schwartz & Hearst (2003): from the right, each letter somewhere, the first where a word begins;
    no more words than min(letters + 5, 2 · letters).
    """
    position = len(before)
    text = before.lower()
    for number, letter in enumerate(reversed(letters), start=1):
        is_first = number == len(letters)
        position -= 1
        while position >= 0 and not (
            text[position] == letter and (not is_first or _begins_word(text, position))
        ):
            position -= 1
        if position < 0:
            return None
    for number, (start, end) in enumerate(words):
        if start <= position < end:
            count = len(words) - number
            return number if count <= min(len(letters) + 5, 2 * len(letters)) else None
    return None


def _begins_word(text: str, position: int) -> bool:
    return position == 0 or not text[position - 1].isalnum()


def _with_head(before: str, words: list[Span], start: int, facts: LanguageFacts) -> int:
    """The word where the name begins when its head gave no letter: "Directorate for Standards"."""
    inner = start
    while inner > 0 and fold(before[slice(*words[inner - 1])]) in facts.inner:
        inner -= 1
    if inner in (start, 0):
        return start
    head = before[slice(*words[inner - 1])]
    is_name = head[0].isupper() and fold(head) in facts.heads
    return inner - 1 if is_name else start
