"""XML as the platform writes it: strings in CDATA, numbers bare."""

from collections.abc import Mapping, Sequence
from typing import Union

Fields = Mapping[str, "Value"]
Value = Union[str, int, "Fields", Sequence["Fields"]]


def document(fields: Fields) -> str:
    """The `<xml>` document of these fields."""
    return f"<xml>{_content(fields)}</xml>"


def _content(fields: Fields) -> str:
    return "".join(_element(tag, value) for tag, value in fields.items())


def _element(tag: str, value: Value) -> str:
    if isinstance(value, str):
        return f"<{tag}><![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]></{tag}>"
    if isinstance(value, int):
        return f"<{tag}>{value}</{tag}>"
    if isinstance(value, Mapping):
        return f"<{tag}>{_content(value)}</{tag}>"
    return "".join(_element(tag, one) for one in value)
