"""A text as the classifiers see it: normalised, cut into words, heard as sounds, and reduced to concepts."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable

import jieba
import spacy
import yaml
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from bot.language.normalize import normalize
from bot.language.pinyin import looks_like_pinyin, syllables
from bot.language.spelling import Speller

_PIECES = re.compile(r"[a-z0-9]+|\S")


@dataclass(frozen=True)
class Reading:
    """One text in the four forms that features are made of."""

    text: str
    normalized: str
    words: tuple[str, ...]
    sounds: tuple[str, ...]
    concepts: tuple[str, ...]

    def fingerprint(self) -> str:
        """What Rasa's cache compares; the text says it all, and printing the rest for every example takes minutes."""
        return self.text


class Words:
    """jieba with the domain's words in a tokenizer of its own, so that nothing else's dictionary mixes in."""

    def __init__(self, dictionary: Path) -> None:
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.load_userdict(str(dictionary))

    def cut(self, normalized: str) -> tuple[str, ...]:
        """The words of a text; blanks are dropped, since a blank token crashes later featurizers."""
        return tuple(word for word in self._tokenizer.cut(normalized) if word.strip())


class Concepts:
    """Finds the concepts that a text speaks of: 删, 抹掉, 清空 and erase are one thing."""

    def __init__(self, lexicon: Path) -> None:
        self._nlp = spacy.blank("zh")
        self._matcher = PhraseMatcher(self._nlp.vocab)
        for concept, terms in yaml.safe_load(lexicon.read_text(encoding="utf-8")).items():
            self._matcher.add(concept, [self._doc(normalize(str(term))) for term in terms])

    def _doc(self, normalized: str) -> Doc:
        return Doc(self._nlp.vocab, words=_PIECES.findall(normalized) or [" "])

    def find(self, normalized: str) -> tuple[str, ...]:
        """Concepts in the order of the text; where terms overlap the longest counts."""
        spans = filter_spans(self._matcher(self._doc(normalized), as_spans=True))
        return tuple(span.label_ for span in spans)


class Reader:
    """Makes readings; built once from the files that an editor of `data/` keeps, and what was learnt about spelling."""

    def __init__(self, dictionary: Path, lexicon: Path, speller: Speller | None = None) -> None:
        self._words = Words(dictionary)
        self._concepts = Concepts(lexicon)
        self._speller = speller

    def learn_spelling(self, texts: Iterable[str]) -> Speller:
        """Learns from texts in characters how pinyin is to be written, and does so from now on."""
        normalized = (normalize(text) for text in texts)
        self._speller = Speller.fit(self._words.cut(text) for text in normalized if not looks_like_pinyin(text))
        return self._speller

    def read(self, text: str) -> Reading:
        """Reads one text; pinyin is read as the characters that it most likely stands for."""
        normalized = self._in_characters(normalize(text))
        return Reading(
            text=text,
            normalized=normalized,
            words=self._words.cut(normalized),
            sounds=tuple(syllables(normalized)),
            concepts=self._concepts.find(normalized),
        )

    def _in_characters(self, normalized: str) -> str:
        written = self._speller.write(normalized) if self._speller and looks_like_pinyin(normalized) else None
        return written or normalized

    def read_all(self, texts: Iterable[str]) -> list[Reading]:
        """Reads many texts."""
        return [self.read(text) for text in texts]
