"""Writes pinyin in characters, as an input method does, by the words that people use when they talk to this desk.

A model of words and of pairs of neighbours is learnt from the ways to ask; the likeliest words that sound like what was
typed are looked for by dynamic programming with a small beam. docs/decisions/0005-understanding.md has the figures.
"""

import math
import re
from collections import Counter, defaultdict
from itertools import chain, islice, product
from typing import Iterable, Iterator, NamedTuple, Sequence

from bot.language.pinyin import fold, sounds_of, split_letters

_START = ""
_LONGEST = 6
_MOST_READINGS = 8
_BEAM = 6
_UNKNOWN = -14.0
_UNUSUAL = -3.0
# Logarithm of probability for a syllable: typed pinyin has -2 to -5, English cut into syllables -6.3 and less.
_PLAUSIBLE = -6.0
_TRUST = 0.7
_PIECES = re.compile(r"[a-z']+|[\u3400-\u9fff]+|\s+|[^a-z'\s\u3400-\u9fff]+")


class _Path(NamedTuple):
    """The best way to a place in the syllables: its score, and the words up to there."""

    score: float
    words: tuple[str, ...]


def _is_han(word: str) -> bool:
    return all("\u3400" <= mark <= "\u9fff" for mark in word)


class Speller:
    """`words` and `pairs` are counts; a pair is two neighbours with a blank between, the first empty at a start."""

    def __init__(self, words: dict[str, int], pairs: dict[str, int]) -> None:
        self.words, self.pairs = words, pairs
        self._total = sum(words.values()) + 0.1 * len(words)
        self._before: Counter[str] = Counter()
        for pair, count in pairs.items():
            self._before[pair.split(" ")[0]] += count
        self._sounding = _by_sound(words)

    @classmethod
    def fit(cls, sentences: Iterable[Sequence[str]]) -> "Speller":
        """Counts the words of sentences that are cut into words; other marks than Chinese characters end a run."""
        words: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        for sentence in sentences:
            previous = _START
            for word in sentence:
                if not _is_han(word):
                    previous = _START
                    continue
                words[word] += 1
                pairs[f"{previous} {word}"] += 1
                previous = word
        return cls(dict(words), dict(pairs))

    def write(self, normalized: str) -> str | None:
        """The text in characters, with what is no pinyin left as it is; None when the whole is hardly pinyin."""
        written, scores, syllables = "", 0.0, 0
        for piece in _runs(normalized):
            if isinstance(piece, str):
                written += piece
                continue
            best = self._spell(piece)
            written += "".join(best.words)
            scores, syllables = scores + best.score, syllables + len(piece)
        return written if syllables and scores / syllables > _PLAUSIBLE else None

    def _spell(self, syllables: list[str]) -> _Path:
        folded = [fold(syllable) for syllable in syllables]
        places: list[dict[str, _Path]] = [{_START: _Path(0.0, ())}, *({} for _ in syllables)]
        for start in range(len(syllables)):
            likely = sorted(places[start].items(), key=lambda item: -item[1].score)[:_BEAM]
            for previous, path in likely:
                unknown = _Path(path.score + _UNKNOWN, (*path.words, syllables[start]))
                _keep(places[start + 1], _START, unknown)
                for end in range(start + 1, min(start + _LONGEST, len(syllables)) + 1):
                    for word, malus in self._sounding.get(tuple(folded[start:end]), {}).items():
                        score = path.score + malus + self._likelihood(previous, word)
                        _keep(places[end], word, _Path(score, (*path.words, word)))
        return max(places[-1].values(), key=lambda path: path.score)

    def _likelihood(self, previous: str, word: str) -> float:
        alone = (self.words[word] + 0.1) / self._total
        together = self.pairs.get(f"{previous} {word}", 0) / max(self._before[previous], 1)
        return math.log(_TRUST * together + (1 - _TRUST) * alone)


def _keep(place: dict[str, _Path], word: str, path: _Path) -> None:
    if word not in place or place[word].score < path.score:
        place[word] = path


def _by_sound(words: Iterable[str]) -> dict[tuple[str, ...], dict[str, float]]:
    """For each row of syllables the words that sound so, and what an unusual reading costs them."""
    found: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
    for word in words:
        usual = tuple(sounds[0] for sounds in map(sounds_of, word) if sounds)
        for key in islice(product(*map(sounds_of, word)), _MOST_READINGS):
            found[key][word] = sum(_UNUSUAL for heard, sound in zip(key, usual, strict=True) if heard != sound)
    return dict(found)


def _runs(normalized: str) -> Iterator[str | list[str]]:
    """Runs of syllables as lists, the rest as text; blanks between syllables belong to neither."""
    run: list[str] = []
    for piece in chain(_PIECES.findall(normalized), [""]):
        syllables = split_letters(piece.replace("'", "")) if piece[:1].isalpha() and not _is_han(piece) else None
        if syllables:
            run += syllables
        elif piece == "" or not piece.isspace():
            if run:
                yield run
            run = []
            yield piece
