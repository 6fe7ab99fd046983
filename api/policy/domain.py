"""A policy text as clauses. Every span points into the published file, so a quote is always its own words."""

import re
from dataclasses import dataclass

WHITESPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Paragraph:
    """`start` and `end` in the file; `item` is its number when it stands in a list."""

    start: int
    end: int
    item: int | None = None


@dataclass(frozen=True)
class Clause:
    id: str
    heading: str
    own_heading: bool
    """False where the text gives the clause no heading of its own; then the name comes from `clauses.tsv`."""
    start: int
    paragraphs: tuple[Paragraph, ...]

    @property
    def level(self) -> int:
        return 1 + self.id.count(".")

    @property
    def end(self) -> int:
        return self.paragraphs[-1].end if self.paragraphs else self.start + len(self.heading)

    def item(self, number: int) -> Paragraph | None:
        return next((paragraph for paragraph in self.paragraphs if paragraph.item == number), None)


@dataclass(frozen=True)
class Quotation:
    clause: str
    heading: str
    words: str
    url: str


@dataclass(frozen=True)
class PolicyText:
    version: str
    source: str
    clauses: dict[str, Clause]

    def words(self, paragraph: Paragraph) -> str:
        return self.source[paragraph.start : paragraph.end]

    def shown(self, paragraph: Paragraph) -> str:
        """A paragraph that a page break cut in two, in one piece."""
        return re.sub(r"\s*\n\s*", "", self.words(paragraph))

    def locate(self, clause_id: str) -> tuple[Clause, Paragraph | None] | None:
        """The clause of an id like `5.3`, or the clause and the list item of one like `5.3.4`."""
        if clause_id in self.clauses:
            return self.clauses[clause_id], None
        parent, _, number = clause_id.rpartition(".")
        if parent not in self.clauses or not (number.isascii() and number.isdigit()):
            return None
        item = self.clauses[parent].item(int(number))
        return (self.clauses[parent], item) if item else None

    def quote(self, clause_id: str, wanted: str | None) -> str | None:
        """The file's own words for `wanted`, which may differ in line breaks and spaces; with no `wanted`, the whole
        clause or item. None if the clause does not say it."""
        found = self.locate(clause_id)
        if found is None:
            return None
        clause, item = found
        if wanted is None:
            return self.words(item) if item else self._whole(clause)
        return find_words(self.source, wanted, *((item.start, item.end) if item else (clause.start, clause.end)))

    def _whole(self, clause: Clause) -> str:
        if not clause.paragraphs:
            return clause.heading
        return self.source[clause.paragraphs[0].start : clause.end]


def find_words(source: str, wanted: str, start: int, end: int) -> str | None:
    """The part of `source[start:end]` that has the same characters as `wanted`, white space aside."""
    letters = WHITESPACE.sub("", wanted)
    if not letters:
        return None
    places = [place for place in range(start, end) if not source[place].isspace()]
    at = "".join(source[place] for place in places).find(letters)
    if at < 0:
        return None
    return source[places[at] : places[at + len(letters) - 1] + 1]
