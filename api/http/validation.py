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
    "enum": "{field}不是可选的值",
    "dict_type": "{field}的格式不正确",
    "model_attributes_type": "{field}的格式不正确",
    "too_long": "{field}的项目太多，最多 {max_length} 项",
    "datetime_parsing": "{field}不是有效的时间",
    "datetime_from_date_parsing": "{field}不是有效的时间",
    "timezone_aware": "{field}缺少时区",
}
PLACES = {"body": "请求内容"}
# As people call them; a field that only programs send keeps its name.
FIELDS = {
    "text": "消息内容",
    "payload": "选项",
    "reason": "原因",
    "useful": "评价",
    "message_id": "消息编号",
    "client_id": "消息的编号",
    "after": "起始编号",
    "channel": "渠道",
    "type": "请求类型",
    "details": "申请内容",
    "name": "姓名",
    "phone": "手机号",
    "email": "邮箱",
    "account": "账号",
    "relationship": "与本人关系",
    "requester": "申请人",
    "consent": "告知同意",
    "notice_version": "告知版本",
    "agreed_at": "同意时间",
    "conversation_id": "会话编号",
    "verification_id": "核验编号",
    "purpose": "用途",
    "target": "接收方式",
    "code": "验证码",
    "key": "提交编号",
}
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
    context = {**(error.get("ctx") or {}), "field": f"“{FIELDS.get(name, name)}”"}
    reason = (error.get("ctx") or {}).get("error")
    template = SENTENCES.get(error["type"], DEFAULT)
    sentence = template.format(**{**context, "reason": reason if reason else DEFAULT.format(field=context["field"])})
    return Fault("/" + "/".join(str(part) for part in (path or [place])), sentence)
