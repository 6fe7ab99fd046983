"""Quick replies lead somewhere: the payload grammar of docs/architecture.md."""

import re
from collections.abc import Iterator
from typing import Any

from tests.data.findings import Finding
from tests.data.lined_yaml import Lined, mappings
from tests.data.material import Material

DO = (
    "handoff",
    "cancel",
    "confirm",
    "change",
    "resume",
    "resend_code",
    "for_myself",
    "bot",
    "status",
    "elsewhere",
    "supplement",
    "withdraw",
    "complain",
)
SLOTS = (
    "request_type", "consent_to_collect", "name", "contact", "phone", "email", "code", "account", "request_scope",
    "wrong_field", "correct_value", "deletion_reason", "delivery_target", "details", "relationship", "confirm",
)  # fmt: skip
LONGEST_TITLE = 18
_GRAMMAR = re.compile(r"(ask|request|choose|do|rate):(\S.*)")
STARS = tuple("12345")


def payloads(material: Material) -> Iterator[Finding]:
    """Every quick reply that a file names has a title that fits and a payload that something understands."""
    known = {answer.answer for answer in material.answers}
    for name, data in material.documents.items():
        if not name.startswith(("data/answers/", "data/messages.yml", "data/wechat")):
            continue
        for reply in mappings(data):
            if "payload" in reply:
                yield from (Finding(name, reply.line, *fault) for fault in _faults(material, reply, known))


def _faults(material: Material, reply: Lined, known: set[str]) -> Iterator[tuple[str, str]]:
    # Items of WeChat's menu have a name.
    title = str(reply.get("title") or reply.get("name") or "")
    if not title or len(title) > LONGEST_TITLE:
        yield f"按钮上的字「{title}」是空的，或超过 {LONGEST_TITLE} 个字", "写短一点。"
    match = _GRAMMAR.fullmatch(str(reply["payload"]))
    if match is None:
        yield (
            f"payload「{reply['payload']}」格式不对",
            "写成 ask:、request:、choose:、do: 或 rate: 开头，后面紧跟内容。",
        )
    elif not _leads_somewhere(material, match[1], match[2], known):
        yield f"payload「{reply['payload']}」指向的东西不存在", "检查编号有没有写错。"


def _leads_somewhere(material: Material, verb: str, value: str, known: set[str]) -> bool:
    slot, _, choice = value.partition("=")
    targets: dict[str, Any] = {
        "ask": value in known,
        "request": value in material.request_types,
        "do": value in DO,
        "rate": value in STARS,
        "choose": slot in SLOTS and bool(choice),
    }
    return bool(targets[verb])
