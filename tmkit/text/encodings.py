"""Vietnamese texts from before Unicode: their bytes as text, and which encoding bytes are in.

TCVN3 (ABC) gives a byte to each small letter and draws the capitals that bear a tone with a second
font (.VnTimeH), VNI writes a letter and a byte for its marks, VISCII (RFC 1456) has a byte for each
letter, windows-1258 has the vowels and writes the tones behind them. TCVN3 and VISCII follow their
standards (TCVN 5712:1993, VN3; RFC 1456), VNI the layout of its Windows fonts.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

import regex

from tmkit.text.syllables import is_syllable

__all__ = [
    "ENCODINGS",
    "Guess",
    "canonical_encoding",
    "decode",
    "from_font",
    "guess",
    "guess_of_font",
]

ENCODINGS = ("tcvn3", "vni", "viscii", "windows-1258")
"""What `guess` chooses from, by the names that `decode` and messages use."""

# What web pages and other programs call them, without hyphens and the like.
_NAMES = {
    **dict.fromkeys(
        ("tcvn3", "abc", "tcvn", "tcvn5712", "tcvn57121", "xtcvn", "xvietabc"), "tcvn3"
    ),
    **dict.fromkeys(("vni", "vniwin", "vniwindows", "xvietvni", "xvni"), "vni"),
    **dict.fromkeys(("viscii", "viscii11", "csviscii", "xviscii"), "viscii"),
    **dict.fromkeys(("windows1258", "cp1258", "xcp1258"), "windows-1258"),
    **dict.fromkeys(("windows1252", "cp1252"), "windows-1252"),
}

# From 0xA0 on. � stands where a font of small letters has none.
_TCVN3 = (
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđ�"
    "\u0300\u0309\u0303\u0301\u0323àảãáạ�ằẳẵắ�"
    "������ặầẩẫấậè�ẻẽ"
    "éẹềểễếệìỉ���ĩíịò"
    "�ỏõóọồổỗốộờởỡớợù"
    "�ủũúụừửữứựỳỷỹýỵ�"
)
_VISCII_CONTROLS = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
# From 0x80 on.
_VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
    "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "Õắằặấầẩậẽẹếềểễệố"
    "ồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉ"
    "đựòóôõỏọụùúũủýợỮ"
)
# VNI: what the second byte, as windows-1252 shows it, puts upon the letter before it. Tones in the
# order grave, acute, tilde, hook, dot below.
_TONES = tuple("\u0300\u0301\u0303\u0309\u0323")
_VNI_MARKS: dict[str, str] = {
    sign: hat + tone
    for hat, signs, tones in (
        ("", "øùõûï", _TONES),
        ("\u0302", "âàáãåä", ("", *_TONES)),
        ("\u0306", "êèéüúë", ("", *_TONES)),
    )
    for sign, tone in zip(signs, tones, strict=True)
}
_VNI_LETTERS = dict(zip("ìíóæòôöîñÌÍÓÆÒÔÖÎÑ", "ìíĩỉịơưỵđÌÍĨỈỊƠƯỴĐ", strict=True))
# The tones go with every vowel but i, which has bytes of its own; hats and breves with their own.
_VNI_PAIR = regex.compile(
    r"([aeouyôö])([øùõûï])|([aeo])([âàáãåä])|(a)([êèéüúë])|([ìíóæòôöîñ])", regex.IGNORECASE
)
# windows-1252 leaves five bytes without a sign.
_UNDEFINED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}

# A word without small ASCII letters that has a small marked letter beside an ASCII capital.
_CAPITAL = regex.compile(
    r"(?<!\p{L})(?=\p{L}*\p{Ll})(?=\p{L}+[A-Z])[\p{L}--[a-z]]+(?!\p{L})",
    flags=regex.VERSION1,
)
_SMALL_ASCII = regex.compile(r"[a-z]")
_LINE = regex.compile(r"[^\r\n]+")
# Runs of signs that a byte stands for.
_DRAWN = regex.compile(
    "[\x00-\xff" + bytes({*range(0x80, 0xA0)} - _UNDEFINED).decode("cp1252") + "]+"
)
# A word, with whatever a wrong encoding makes of its letters; signs and digits end it.
_TOKEN = regex.compile(r"[^\s\x00-\x40\[-`{-\x7f\u00a0«»“”‘’„‚‹›–—…•·°§©®™]+")
# A letter that no byte stands for.
_UNDRAWN = regex.compile(rf"[\p{{L}}--{_DRAWN.pattern[:-1]}]", flags=regex.VERSION1)
_CONTROLS = regex.compile("[\x80-\x9f]")
_ONLY_VIETNAMESE = regex.compile(r"[ăđơưạ-ỹ]", regex.IGNORECASE)
# Enough to be sure, little enough to be quick.
_SAMPLE = 1 << 18
_ENOUGH = 8
_SHARE = 0.9
_MARGIN = 0.25
# Italian, too, has più, già and là; a quarter of what is marked needs letters it has not.
_OWN_LETTERS = 0.25


class Guess(NamedTuple):
    """The likeliest encoding of bytes, and why.

    words: how many of the words, read so, bear marks. share: of these, how many are built as
    Vietnamese syllables, 0 to 1. own: how many bear letters that only Vietnamese has, 0 to 1.
    rival, rival_share: the next likely.
    """

    name: str
    share: float
    words: int
    own: float
    rival: str
    rival_share: float

    @property
    def is_convincing(self) -> bool:
        """Whether a text may be read so without asking."""
        return (
            self.words >= _ENOUGH
            and self.share >= _SHARE
            and self.share - self.rival_share >= _MARGIN
            and self.own >= _OWN_LETTERS
        )

    @property
    def evidence(self) -> dict[str, object]:
        """The same for a message, shares in per cent."""
        return {
            "encoding": self.name,
            "share": round(100 * self.share),
            "words": self.words,
            "rival": self.rival,
            "rival_share": round(100 * self.rival_share),
        }


def canonical_encoding(name: str) -> str:
    """The name that `decode` knows for what people and web pages call it, "" for an unknown one."""
    return _NAMES.get(regex.sub(r"[\W_]", "", name.lower()), "")


def decode(raw: bytes, name: str) -> str:
    """The text of bytes in an encoding of `ENCODINGS` or windows-1252, in NFC.

    TCVN3: which font a byte was drawn with is not in the bytes. A word like "VIÖT" shows that it
    was the one of capitals (VIỆT), and a line without small ASCII letters that has such a word is
    capital as a whole ("Hµ NéI": HÀ NỘI). Nothing shows it for text typed in small letters and
    drawn as capitals, nor for a word like "Hµ" in other company: these come out as Hà. VNI: a byte
    that means nothing behind its letter is read as windows-1252, as fonts beside it have it: café.

    Raises UnicodeDecodeError at the first byte that has no sign.
    """
    text = _text(raw, name, "strict")
    return _LINE.sub(lambda line: _in_capitals(line.group()), text) if name == "tcvn3" else text


def _text(raw: bytes, name: str, errors: str) -> str:
    """As `decode`, before capitals. errors: "strict", or "replace" where a byte has no sign."""
    if name not in ("tcvn3", "viscii"):
        text = raw.decode("cp1258" if name == "windows-1258" else "cp1252", errors)
        text = _VNI_PAIR.sub(_vni_letter, text) if name == "vni" else text
    else:
        text = raw.decode("latin-1").translate(_table(name))
        place = text.find("\ufffd")
        if place >= 0 and errors == "strict":
            raise UnicodeDecodeError(name, raw, place, place + 1, "no sign for this byte")
    return unicodedata.normalize("NFC", text)


@cache
def _table(name: str) -> dict[int, str]:
    if name == "viscii":
        return _VISCII_CONTROLS | dict(enumerate(_VISCII, start=0x80))
    signs = {
        byte: "\ufffd" if byte in _UNDEFINED else bytes([byte]).decode("cp1252")
        for byte in range(0x80, 0xA0)
    }
    return signs | dict(enumerate(_TCVN3, start=0xA0))


def _vni_letter(found: regex.Match[str]) -> str:
    pair: str = found.group()
    letter, mark = pair[0], pair[1:]
    if not mark:
        return _VNI_LETTERS[letter]
    return _VNI_LETTERS.get(letter, letter) + _VNI_MARKS[mark.lower()]


def _in_capitals(line: str) -> str:
    """A line of TCVN3 with the words in capitals that were drawn with the font of capitals."""
    if _CAPITAL.search(line) and not _SMALL_ASCII.search(line):
        return line.upper()
    return _CAPITAL.sub(_upper, line)


def _upper(found: regex.Match[str]) -> str:
    return found.group().upper()


def guess(raw: bytes) -> Guess | None:
    """The likeliest of `ENCODINGS` for bytes that are not UTF-8; None where none can be read.

    Each is tried; the one wins that makes Vietnamese syllables of the most marked words.
    """
    # Only words with marks are counted, and none of them runs over a space.
    sample = b" ".join(run for run in raw[:_SAMPLE].split() if not run.isascii())
    scores = sorted(
        ((*_score(sample, name), name) for name in ENCODINGS), key=lambda score: score[0]
    )
    (rival_share, _, _, rival), (share, words, own, name) = scores[-2:]
    return Guess(name, share, words, own, rival, rival_share) if words else None


def guess_of_font(text: str) -> Guess | None:
    """The likeliest of `ENCODINGS` for letters that a font of it draws as Vietnamese ones.

    A document of Word holds "TiÕng ViÖt" for what .VnTime shows as Tiếng Việt: the bytes of TCVN3
    as windows-1252 has them. None for a text with letters that no byte stands for.
    """
    sample = text[:_SAMPLE]
    if sample.isascii() or _UNDRAWN.search(sample):
        return None
    return guess(_bytes_of(sample))


def from_font(text: str, name: str) -> str:
    """The text that a font of an encoding of `ENCODINGS` draws; signs of other fonts stay."""

    def read(run: regex.Match[str]) -> str:
        try:
            return decode(_bytes_of(run.group()), name)
        except UnicodeDecodeError:
            return str(run.group())

    return _DRAWN.sub(read, text)


def _bytes_of(text: str) -> bytes:
    """Each sign as its byte in windows-1252, or in latin-1, which fills its gaps."""
    if not _CONTROLS.search(text):
        return text.encode("cp1252", "ignore")
    return b"".join(
        sign.encode("latin-1") if ord(sign) < 0x100 else sign.encode("cp1252", "ignore")
        for sign in text
    )


def _score(raw: bytes, name: str) -> tuple[float, int, float]:
    """The share of valid syllables among marked words, their number, the share of own letters."""
    text = _text(raw, name, "replace")
    words = [word for word in _TOKEN.findall(text) if not word.isascii()]
    if not words:
        return 0.0, 0, 0.0
    own = sum(1 for word in words if _ONLY_VIETNAMESE.search(word))
    return sum(map(is_syllable, words)) / len(words), len(words), own / len(words)
