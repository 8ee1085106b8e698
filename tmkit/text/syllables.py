"""How a Vietnamese syllable is built: onset, rhyme, tone.

The inventory follows the orthography: which onset stands before which rhyme (c before a, k before
i), which rhymes are closed by a stop and therefore bear the acute or the dot below alone. After the
description in Đoàn Thiện Thuật, Ngữ âm tiếng Việt (1977), without the rhymes of foreign names.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

__all__ = ["decomposed_tone", "is_syllable", "is_unmarked_syllable"]

# Before e, ê, i, y the sounds of c, g, ng are written k, gh, ngh; qu and gi have a table each.
_BACK = ("c", "g", "ng")
_FRONT = ("k", "gh", "ngh")
_FREE = ("", *"bdđhlmnprstvx", "ch", "kh", "nh", "ph", "th", "tr")

_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et  ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu  iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong oong ooc op ot  oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt  oe oen oeo oet
    ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut  uân uâng uât uây  uê uêch uênh uêu  uơ
    uy uya uych uynh uyn uyp uyt uyu uyên uyêt  uôc uôi uôm uôn uông uôt
    ư ưa ưc ưi ưm ưn ưng ưt ưu  ươc ươi ươm ươn ương ươp ươt ươu
    """
# y alone stands for i where custom has it; yê- begins a syllable or follows qu.
_Y_ONSETS = ("", *"hklmstv", "th")
_WITHOUT_ONSET = ("yêm", "yên", "yêng", "yêt", "yêu")
_QU_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  ân âng ât ây  e en eo et
    ê ên êt êch ênh êu  i in it ich inh ip iu  ơ ơi ơt  ôc  y yên yêt ych ynh yt yp ya yn
    """

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = ("\u0301", "\u0323")


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Whether a word, in any case and normal form, is built as a Vietnamese syllable.

    Where the tone stands does not matter: hoà and hòa, qúy and quý. Ethnic and foreign names (Đắk,
    Plây) are no Vietnamese syllables.
    """
    toneless, tone = decomposed_tone(word.casefold())
    if toneless not in _toneless() or len(tone) > 1:
        return False
    return not toneless.endswith(_STOPS) or tone in _STOP_TONES


def decomposed_tone(word: str) -> tuple[str, str]:
    """The word without tones, in NFC, and the tones: "Việt" → ("Viêt", dot below)."""
    letters = unicodedata.normalize("NFD", word)
    toneless = "".join(letter for letter in letters if letter not in _TONES)
    tones = "".join(letter for letter in letters if letter in _TONES)
    return unicodedata.normalize("NFC", toneless), tones


def is_unmarked_syllable(word: str) -> bool:
    """Whether a word without marks, in any case, can be a Vietnamese syllable that lost them."""
    return word.casefold() in _unmarked()


@cache
def _toneless() -> frozenset[str]:
    """Every onset with the rhymes it goes with, about three thousand."""
    rhymes = set(_RHYMES.split())
    front = {rhyme for rhyme in rhymes if rhyme[0] in "eêi"}
    syllables = {onset + rhyme for onset in _FREE for rhyme in rhymes}
    syllables |= {onset + rhyme for onset in _BACK for rhyme in rhymes - front}
    syllables |= {onset + rhyme for onset in _FRONT for rhyme in front}
    syllables |= {onset + "y" for onset in _Y_ONSETS} | set(_WITHOUT_ONSET)
    syllables |= {"qu" + rhyme for rhyme in _QU_RHYMES.split()}
    # gi swallows the i of a rhyme: gì, gìn, giếng, giết; before others it is whole: giá, giữ.
    syllables |= {"g" + rhyme for rhyme in front if rhyme[0] == "i"}
    return frozenset(syllables | {"gi" + rhyme for rhyme in rhymes if rhyme[0] != "i"})


@cache
def _unmarked() -> frozenset[str]:
    return frozenset(
        "".join(
            letter
            for letter in unicodedata.normalize("NFD", syllable.replace("đ", "d"))
            if not unicodedata.combining(letter)
        )
        for syllable in _toneless()
    )
