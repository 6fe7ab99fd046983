"""How the attribute of a dataclass is found in the XML."""

from collections.abc import Callable
from dataclasses import Field, field, fields
from typing import Any
from xml.etree.ElementTree import Element

Convert = Callable[[Element | None], Any]


def text(element: Element | None) -> str:
    """What stands in it; empty when it is missing."""
    return "" if element is None else element.text or ""


def number(element: Element | None) -> int | None:
    """A whole number; None when it is none, or larger than 64 bits."""
    digits = text(element).strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 20):
        return None
    return int(digits)


def codes(element: Element | None) -> tuple[int, ...]:
    """Numbers with commas between them; what is no number is left out."""
    parts = (part.strip() for part in text(element).replace("，", ",").split(","))
    return tuple(int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 20)


def flat(element: Element | None) -> tuple[tuple[str, str], ...]:
    """All that has no further elements in it, at any depth: (tag, text)."""
    if element is None:
        return ()
    return tuple((part.tag, part.text or "") for part in element.iter() if not len(part) and part is not element)


def xml(tag: str, convert: Convert = text) -> Any:
    """An attribute that comes from the element `tag`. It may hold personal data and so stays out of the repr."""
    return field(metadata={"tag": tag, "convert": convert}, repr=False)


def plan(kind: type) -> tuple[tuple[str, str, Convert], ...]:
    """(attribute, tag, conversion) of each attribute that was declared with `xml`."""
    declared: tuple[Field[Any], ...] = fields(kind)
    return tuple((one.name, one.metadata["tag"], one.metadata["convert"]) for one in declared if one.metadata)
