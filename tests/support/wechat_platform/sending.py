"""Customer-service and template messages, and typing, as the platform takes them."""

import re
from collections.abc import Mapping
from typing import Any

from tests.support.wechat_platform.codes import Refused, answer
from tests.support.wechat_platform.platform import WeChatPlatform
from tests.support.wechat_platform.screen import MAX_TEXT_BYTES, Bubble
from tests.support.wechat_platform.users import WeChatUser
from tests.support.wechat_platform.xml import Value

Json = Mapping[str, Any]
# Characters of a template's field, by its kind.
_FIELDS = {"thing": 20, "character_string": 32, "phrase": 5}
_ESCAPE = re.compile(r"\\u[0-9a-f]{4}", re.IGNORECASE)


def send(platform: WeChatPlatform, body: Json) -> dict[str, Any]:
    """/cgi-bin/message/custom/send. Raises Refused."""
    _require(platform.account.rights.send)
    user = _user(platform, body)
    bubble = _service_bubble(platform, body)
    _require_following(user)
    user.allowance.use(platform.now())
    user.screen.append(bubble)
    return answer()


def type_on(platform: WeChatPlatform, body: Json) -> dict[str, Any]:
    """/cgi-bin/message/custom/typing. Raises Refused."""
    _require(platform.account.rights.send)
    user, command = _user(platform, body), body.get("command")
    if command == "CancelTyping":
        user.allowance.typing_until = platform.now()
    elif command == "Typing":
        user.allowance.type(platform.now())
    else:
        raise Refused(45072)
    return answer()


def send_template(platform: WeChatPlatform, body: Json) -> dict[str, Any]:
    """/cgi-bin/message/template/send: also beyond 48 hours; the same client_msg_id once. Raises Refused."""
    _require(platform.account.rights.template)
    user = _user(platform, body)
    if body.get("template_id") not in platform.account.templates:
        raise Refused(40037)
    _require_following(user)
    values = {name: str(field["value"]) for name, field in body.get("data", {}).items()}
    if not values or any(len(text) > _longest(name) for name, text in values.items()):
        raise Refused(47001)
    key = (user.openid, str(body.get("client_msg_id") or platform.next_message_id()))
    if key in platform.notices:
        return answer(msgid=platform.notices[key])
    user.screen.append(Bubble("template", "template", "\n".join([*values.values(), body.get("url", "")]).strip()))
    message_id = platform.notices[key] = platform.next_message_id()
    event: dict[str, Value] = {"MsgType": "event", "Event": "TEMPLATESENDJOBFINISH"}
    platform.push_later(user, {**event, "MsgID": message_id, "Status": "success"})
    return answer(msgid=message_id)


def templates(platform: WeChatPlatform, _body: Json) -> dict[str, Any]:
    """/cgi-bin/template/get_all_private_template. Raises Refused."""
    _require(platform.account.rights.template)
    content = platform.account.template_content
    listed = [{"template_id": one, "title": "进度提醒", "content": content} for one in platform.account.templates]
    return {"template_list": listed}


def _service_bubble(platform: WeChatPlatform, body: Json) -> Bubble:
    kind = body.get("msgtype")
    content = body.get(str(kind), {})
    if kind == "text":
        return Bubble("service", "text", _checked(content.get("content")))
    if kind == "msgmenu":
        if not platform.account.rights.msgmenu:
            raise Refused(40200)
        return _menu_bubble(content)
    if kind == "news" and len(content.get("articles", [])) == 1:
        article = content["articles"][0]
        return Bubble(
            "service", "news", "\n".join(str(article.get(tag, "")) for tag in ("title", "description", "url"))
        )
    if kind == "image":
        return Bubble("service", "image", f"[图片 {content.get('media_id') or _empty()}]")
    raise Refused(40008)


def _menu_bubble(content: Json) -> Bubble:
    options = tuple((str(one["id"]), _checked(one["content"])) for one in content.get("list", []))
    if not options:
        raise Refused(44004)
    lines = [content.get("head_content", ""), *(title for _, title in options), content.get("tail_content", "")]
    return Bubble("service", "msgmenu", _checked("\n".join(line for line in lines if line)), options)


def _longest(field: str) -> int:
    return next((most for kind, most in _FIELDS.items() if field.startswith(kind)), 20)


def _checked(text: object) -> str:
    if not isinstance(text, str) or not text.strip():
        raise Refused(44004)
    if len(text.encode()) > MAX_TEXT_BYTES:
        raise Refused(45002)
    return text


def shown_as_sent(body: str) -> str:
    """Users see JSON's escapes as they are written: text must be sent in UTF-8."""
    return _ESCAPE.sub(lambda found: "\\" + found.group(), body)


def _user(platform: WeChatPlatform, body: Json) -> WeChatUser:
    user = platform.users.get(str(body.get("touser")))
    if user is None:
        raise Refused(40003)
    return user


def _require(right: bool) -> None:
    if not right:
        raise Refused(48001)


def _require_following(user: WeChatUser) -> None:
    if not user.following:
        raise Refused(43004)


def _empty() -> str:
    raise Refused(44004)
