"""The words of a reply as they reach people: every place in braces is filled."""

import re
from functools import cache
from pathlib import Path
from typing import Any, Mapping, Set

import yaml

_ANSWERS = Path(__file__).resolve().parents[2] / "data" / "answers"
_PLACE = re.compile(r"{(\w+)}")


@cache
def responses() -> Mapping[str, Any]:
    """All responses of data/answers."""
    read = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(_ANSWERS.glob("*.yml")))
    return {name: variations for file in read for name, variations in (file.get("responses") or {}).items()}


def unfilled(response: str, parameters: Mapping[str, Any]) -> Set[str]:
    """The places of a response for which nothing is given, or nothing but blanks; those of answers are filled
    elsewhere."""
    if response not in responses():
        return set() if response.startswith(("utter_faq/", "utter_chitchat/", "utter_out_of_scope/")) else {response}
    places = {place for one in responses()[response] for place in _PLACE.findall(one.get("text", ""))}
    return {place for place in places if place not in parameters}
