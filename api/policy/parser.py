"""Reads `policy.txt` as published, without touching a character of it.

The file mixes full-width and half-width brackets, writes list items with and without "- ", cuts a paragraph at a page
break, and has one numbered line ("3. 通过 SDK 共享") that continues no list. What decides is therefore the number that
is due next: the next chapter, the next section of the chapter, the next item of the clause."""

import re
from collections.abc import Iterator, Mapping

from api.policy.domain import Clause, Paragraph, PolicyText

NUMERALS = "一二三四五六七八九十"
CHAPTER = re.compile(rf"([{NUMERALS}]+)、")
SECTION = re.compile(rf"[（(]([{NUMERALS}]+)[)）]")
ITEM = re.compile(r"(?:-\s*)?(\d+)[、.．]")
BULLET = re.compile(r"-\s+")
SENTENCE_END = tuple("。！？；：!?;:…”）)")
LONGEST_HEADING = 40


class PolicyMalformed(Exception):
    """The text does not have the clauses that `clauses.tsv` names."""


class _Open:
    """A clause while its paragraphs come in."""

    def __init__(self, clause_id: str, heading: str, own_heading: bool, start: int) -> None:
        self.id = clause_id
        self.heading = heading
        self.own_heading = own_heading
        self.start = start
        self.paragraphs: list[Paragraph] = []
        self.items = 0

    def close(self) -> Clause:
        return Clause(self.id, self.heading, self.own_heading, self.start, tuple(self.paragraphs))


class _Reader:
    def __init__(self, source: str, names: Mapping[str, str]) -> None:
        self.source = source
        self.names = names
        self.done: list[_Open] = [_Open("0", names.get("0", ""), False, 0)]
        self.chapter = 0
        self.section = 0

    def read(self) -> list[Clause]:
        for paragraph in _paragraphs(self.source):
            if not self._opens_clause(paragraph):
                self._add(paragraph)
        return [clause.close() for clause in self.done]

    def _opens_clause(self, paragraph: Paragraph) -> bool:
        line = self.source[paragraph.start : paragraph.end]
        if _number(CHAPTER.match(line)) == self.chapter + 1:
            self.chapter, self.section = self.chapter + 1, 0
            self._open(str(self.chapter), line, paragraph)
            return True
        if self.chapter and _number(SECTION.match(line)) == self.section + 1:
            self.section += 1
            self._open(f"{self.chapter}.{self.section}", line, paragraph)
            return True
        return False

    def _open(self, clause_id: str, line: str, paragraph: Paragraph) -> None:
        """A line that is a sentence is the clause's text; its name then comes from the table."""
        is_heading = len(line) <= LONGEST_HEADING and not line.endswith("。")
        heading = line if is_heading else self.names.get(clause_id, "")
        self.done.append(_Open(clause_id, heading, is_heading, paragraph.start))
        if not is_heading:
            self.done[-1].paragraphs.append(paragraph)

    def _add(self, paragraph: Paragraph) -> None:
        clause = self.done[-1]
        line = self.source[paragraph.start : paragraph.end]
        match = ITEM.match(line)
        if match and int(match[1]) == clause.items + 1:
            clause.items += 1
            clause.paragraphs.append(Paragraph(paragraph.start + match.start(1), paragraph.end, clause.items))
        else:
            bullet = BULLET.match(line)
            start = paragraph.start + (bullet.end() if bullet else 0)
            clause.paragraphs.append(Paragraph(start, paragraph.end))


def parse(version: str, source: str, names: Mapping[str, str]) -> PolicyText:
    """`names`: clause id → heading, from `clauses.tsv`."""
    clauses = {clause.id: clause for clause in _Reader(source, names).read()}
    if set(clauses) != set(names):
        raise PolicyMalformed(f"{version}: {sorted(set(clauses) ^ set(names))}")
    return PolicyText(version, source, clauses)


def _paragraphs(source: str) -> Iterator[Paragraph]:
    """Lines with words in them; two that a page break cut apart are one."""
    held: Paragraph | None = None
    for match in re.finditer(r"[^\s\n][^\n]*", source):
        line = Paragraph(match.start(), match.start() + len(match[0].rstrip()))
        if held is not None and _is_cut(source[held.start : held.end]):
            held = Paragraph(held.start, line.end)
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _is_cut(text: str) -> bool:
    """A line that has ended a sentence and breaks off in the next."""
    return "。" in text and not text.endswith(SENTENCE_END)


def _number(match: re.Match[str] | None) -> int:
    """一 → 1 … 十 → 10, 十一 → 11; 0 for no match."""
    if match is None:
        return 0
    numeral = match[1]
    if numeral.startswith("十") and len(numeral) == 2:
        return 10 + NUMERALS.index(numeral[1]) + 1
    return NUMERALS.index(numeral) + 1 if len(numeral) == 1 else 0
