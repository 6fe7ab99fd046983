"""Toneless pinyin: the sound of a text, so that wrong homophones and pinyin typed for characters still match."""

import re
from functools import lru_cache

from pypinyin import Style, pinyin, pinyin_dict
from pypinyin.contrib.tone_convert import to_normal

_LETTERS = re.compile(r"[a-z']+")
_LONGEST = 6
# Regional and careless sounds fall together: zh/z, ch/c, sh/s, -ng/-n, l/n, and v for ü.
_FOLD = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"([aei])ng$"), r"\1n"), (re.compile(r"^n(?=[aeiouv])"), "l"))


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    """All syllables that some character has."""
    readings = {sound for sounds in pinyin_dict.pinyin_dict.values() for sound in sounds.split(",")}
    found = {re.sub(r"[^a-z]", "", to_normal(sound, v_to_u=False)) for sound in readings}
    return frozenset(s for s in found if s and (len(s) > 1 or s in "aeo"))


@lru_cache(maxsize=32768)
def of_character(mark: str) -> str:
    """The folded, toneless first reading of one character; empty when it has none."""
    sound = pinyin(mark, style=Style.NORMAL, errors="ignore")
    return fold(sound[0][0]) if sound else ""


@lru_cache(maxsize=32768)
def sounds_of(mark: str) -> tuple[str, ...]:
    """Every folded, toneless reading of one character, the usual first; none when it has none."""
    found = pinyin(mark, style=Style.NORMAL, errors="ignore", heteronym=True)
    return tuple(dict.fromkeys(map(fold, found[0]))) if found else ()


def fold(syllable: str) -> str:
    """One form for sounds that many speakers do not tell apart."""
    for pattern, replacement in _FOLD:
        syllable = pattern.sub(replacement, syllable)
    return syllable


def split_letters(letters: str) -> list[str] | None:
    """Cuts run-together pinyin into the fewest syllables; None when it is not pinyin throughout."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST), end):
            head, tail = best[start], letters[start:end]
            if head is None or tail not in _syllables():
                continue
            if best[end] is None or len(head) + 1 < len(best[end] or []):
                best[end] = [*head, tail]
    return best[-1]


def syllables(normalized: str) -> list[str]:
    """The folded syllables of a normalised text; words in letters that are pinyin are cut, others kept whole."""
    sounds: list[str] = []
    position = 0
    while position < len(normalized):
        word = _LETTERS.match(normalized, position)
        if word:
            cut = split_letters(word.group().replace("'", ""))
            sounds += [fold(s) for s in cut] if cut else [word.group()]
            position = word.end()
            continue
        sound = of_character(normalized[position]) if "\u3400" <= normalized[position] <= "\u9fff" else ""
        if sound:
            sounds.append(sound)
        position += 1
    return sounds


def looks_like_pinyin(normalized: str) -> bool:
    """Whether a text without Chinese characters can be cut into syllables; some English can, too."""
    if any("\u3400" <= mark <= "\u9fff" for mark in normalized):
        return False
    words = _LETTERS.findall(normalized)
    letters = sum(map(len, words))
    readable = sum(len(word) for word in words if split_letters(word) and (len(word) > 3 or len(words) > 2))
    return letters >= 4 and readable >= 0.75 * letters
