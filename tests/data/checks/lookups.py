"""The word lists of `data/lookups/`."""

import re
import unicodedata
from collections.abc import Iterator

from opencc import OpenCC

from tests.data.findings import Finding
from tests.data.lined_yaml import Lined
from tests.data.material import Material

CONCEPTS = "data/lookups/concepts.yml"
WORDS = "data/lookups/words.txt"
_SIMPLIFIED = OpenCC("t2s")
_WORD = re.compile(r"\S+( [1-9]\d*( [a-z]+)?)?")  # the form of jieba's user dictionaries: word, frequency, tag


def _spelled(term: str) -> str:
    """As the matcher compares it: signs count, since 「app」 and 「app?」 are two terms."""
    return " ".join(_SIMPLIFIED.convert(unicodedata.normalize("NFKC", term)).lower().split())


def concepts(material: Material) -> Iterator[Finding]:
    """Each concept is a list of terms, and each term belongs to one concept, once."""
    document = material.documents.get(CONCEPTS)
    if not isinstance(document, Lined):
        yield Finding(CONCEPTS, 0, "应当是「概念: [说法, 说法]」的形式", "照文件开头的说明改。")
        return
    owner: dict[str, str] = {}
    for concept, terms in document.items():
        line = document.lines[concept]
        if not isinstance(terms, list) or not terms:
            yield Finding(CONCEPTS, line, f"「{concept}」下面没有说法", "写成 [说法, 说法]，或删掉这个概念。")
            continue
        for term in terms:
            if not isinstance(term, str) or not term.strip():
                yield Finding(CONCEPTS, line, f"「{concept}」里的 {term!r} 不是文字", "给它加上引号。")
                continue
            other = owner.get(_spelled(term))
            owner.setdefault(_spelled(term), concept)
            if other is not None:
                yield Finding(CONCEPTS, line, f"「{term}」在「{concept}」和「{other}」里重复", "只留一处。")


def words(material: Material) -> Iterator[Finding]:
    """One word a line, with its frequency; none twice."""
    first: dict[str, int] = {}
    lines = (material.root / WORDS).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if not _WORD.fullmatch(line):
            yield Finding(
                WORDS, number, f"「{line}」格式不对", "一行一个词，后面空一格写词频，比如「注销 20000」；不留空行。"
            )
            continue
        word = line.split(" ")[0]
        if first.setdefault(word, number) != number:
            yield Finding(WORDS, number, f"「{word}」和第 {first[word]} 行重复", "删掉一行。")
