"""Pydantic's findings as short Chinese sentences, without the values that were sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

SENTENCES = {
    "missing": "缺少{field}",
    "string_too_long": "{field}太长，最多 {max_length} 个字符",
    "string_too_short": "{field}不能少于 {min_length} 个字符",
    "string_type": "{field}应为文字",
    "string_unicode": "{field}含有无效字符",
    "string_pattern_mismatch": "{field}格式不正确",
    "bool_type": "{field}应为 true 或 false",
    "bool_parsing": "{field}应为 true 或 false",
    "int_type": "{field}应为整数",
    "int_parsing": "{field}应为整数",
    "int_parsing_size": "{field}的数值太大",
    "greater_than_equal": "{field}不能小于 {ge}",
    "less_than_equal": "{field}的数值太大",
    "literal_error": "{field}不是可选的值",
    "extra_forbidden": "不认识的字段{field}",
    "value_error": "{reason}",
}
PLACES = {"body": "请求内容"}
DEFAULT = "{field}不符合要求"
MALFORMED = frozenset({"json_invalid"})


@dataclass(frozen=True)
class Fault:
    pointer: str
    """JSON pointer into the body, or the name of a parameter; empty when the body is no JSON at all."""
    sentence: str


def describe(errors: Iterable[Any]) -> Sequence[Fault]:
    return [_fault(error) for error in errors]


def _fault(error: dict[str, Any]) -> Fault:
    if error["type"] in MALFORMED:
        return Fault("", "")
    place, *path = error["loc"]
    name = str(path[-1]) if path else PLACES.get(place, str(place))
    context = {**(error.get("ctx") or {}), "field": f"“{name}”"}
    reason = (error.get("ctx") or {}).get("error")
    template = SENTENCES.get(error["type"], DEFAULT)
    sentence = template.format(**{**context, "reason": reason if reason else DEFAULT.format(field=context["field"])})
    return Fault("/" + "/".join(str(part) for part in (path or [place])), sentence)
