"""The values of a request as the summary before the confirmation shows them.

No call of the contract gives the values of a filed ticket, so they are read where the person reads them. The titles
come from the templates of the summaries in data/answers, so an editor may change the words.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

_SUMMARY = re.compile(r"utter_request/summary_\w+")
_LINE = re.compile(r"(?P<title>[^{}]+?[：:])\s*\{(?P<slot>\w+)\}\s*")
_REASON = "deletion_reason_words"


class SummaryReader:
    """Reads `title：value` lines; a value of several lines ends at the next line of the template.

    What stands in a line behind other words, as the remark beside the name of the request, is no value.
    """

    def __init__(
        self, titles: Mapping[str, str], fixed: tuple[str, ...], reasons: Mapping[str, str], left_to_staff: str = ""
    ) -> None:
        self._titles = titles
        self._fixed = fixed
        self._reasons = reasons
        self._left_to_staff = left_to_staff

    @classmethod
    def of(cls, data_dir: Path) -> "SummaryReader":
        """With the templates and words of a data folder."""
        lines = [line for template in summary_templates(data_dir) for line in template.splitlines()]
        matches = [found for found in map(_LINE.fullmatch, lines) if found]
        words = yaml.safe_load((data_dir / "requests.yml").read_text(encoding="utf-8"))
        reasons = {text: str(number) for number, text in words["deletion_reasons"].items()}
        fixed = tuple({begun for line in lines if not _LINE.fullmatch(line) and (begun := line.split("{")[0].strip())})
        left_to_staff = str(words["summary"]["left_to_staff"])
        return cls({found["title"]: found["slot"] for found in matches}, fixed, reasons, left_to_staff)

    def read(self, text: str) -> dict[str, str]:
        """Slot → value; empty when the text is no summary."""
        values: dict[str, str] = {}
        slot: str | None = None
        for line in text.splitlines():
            title = next((title for title in self._titles if line.startswith(title)), None)
            if title:
                slot = self._titles[title]
                values[slot] = line.removeprefix(title).strip()
            elif not line.strip() or line.strip().startswith(self._fixed):
                slot = None
            elif slot:
                values[slot] += "\n" + line
        return self._named_as_slots(values)

    def _named_as_slots(self, values: dict[str, str]) -> dict[str, str]:
        """A situation of clause 5.3 is its number; a document's number that staff ask for elsewhere (4.5) is not filed."""
        values = {slot: value for slot, value in values.items() if value != self._left_to_staff or not value}
        words = values.pop(_REASON, None)
        return values | ({"deletion_reason": self._reasons.get(words, words)} if words else {})


def summary_templates(data_dir: Path) -> Iterator[str]:
    """The texts of all summaries."""
    for path in sorted((data_dir / "answers").glob("*.yml")):
        responses: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["responses"]
        for name, variations in responses.items():
            if _SUMMARY.fullmatch(name):
                yield from (variation["text"] for variation in variations)
