"""What the fake desk answers: one small script for every kind of message that the HTTP contract knows."""

from collections.abc import Callable
from typing import Any

Fields = dict[str, Any]

QUOTE = (
    "当您从我们的服务中删除信息后，因为适用的法律和安全技术，我们可能不会立即从备份系统中删除相应的信息，"
    "我们将安全存储您的信息直到备份可以清除或实现匿名化。"
)
CITATION = {"clause": "5.3", "heading": "（三）删除您的用户信息", "quote": QUOTE, "url": "/policy/2022-04-22#5.3"}
TICKET = {"number": "QS-7K2M-94XD-P3", "type": "deletion", "status": "submitted", "due_on": "2026-12-22"}
EVIL = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> javascript:alert(1)'


def choice(title: str, payload: str) -> Fields:
    """A quick reply or a choice."""
    return {"title": title, "payload": payload}


def expects(slot: str, kind: str, *choices: Fields) -> Fields:
    """What a form step asks for."""
    return {"slot": slot, "input": kind, "choices": list(choices)}


def step(number: int, text: str, asked: Fields, *replies: Fields) -> Fields:
    """One step of the deletion request."""
    request = {"type": "deletion", "step": number, "of": 5}
    return {"kind": "form", "text": text, "expects": asked, "request": request, "quick_replies": list(replies)}


OPENING: Fields = {
    "kind": "smalltalk",
    "text": "您好，我是隐私服务台的机器人。\n您可以直接提问，或者选一个：",
    "quick_replies": [
        choice("你们收集哪些信息？", "ask:collect"),
        choice("删除我的信息", "request:deletion"),
        choice("转人工", "do:handoff"),
    ],
}

ANSWER: Fields = {
    "kind": "answer",
    "text": (
        "不一定马上。备份里的那份会安全存着，等备份可以清除或匿名化时再处理。\n\n"
        "要是等不及，可以写信到 admin@jqbao168.com，或打 0510-8512 6866。"
    ),
    "citations": [
        CITATION,
        {
            "clause": "5.8",
            "heading": "（八）响应您的上述请求",
            "quote": "我们将在三十天内作出答复。",
            "url": "/policy/2022-04-22#5.8",
        },
    ],
    "quick_replies": [
        choice("要证明我是谁吗？", "ask:identity"),
        choice("多久答复？", "ask:reply_time"),
        choice("删除我的信息", "request:deletion"),
    ],
}

CANCEL = choice("取消申请", "do:cancel")
RESEND = choice("没收到，重发", "do:resend_code")
CONFIRM = [choice("确认提交", "do:confirm"), choice("有错，要改", "do:change"), choice("取消", "do:cancel")]
CONSENT = [
    choice("同意，继续", "choose:consent_to_collect=yes"),
    choice("不同意", "choose:consent_to_collect=no"),
]
WAIT = "已为您转人工，工作时间 9:00–17:30。接入前您可以先留言。"
SUMMARY = "请核对：\n手机 138****0000\n情形 我不再使用，或已注销账号\n\n要提交吗？"
NOTICE = "办理前先说明：我们会收集您的姓名和手机号，只用于核对身份和答复，办结后保留三年。您同意吗？"
REASONS = [
    choice("处理行为违反法律法规", "choose:deletion_reason=1"),
    choice("未征得我的同意", "choose:deletion_reason=2"),
    choice("违反了与我的约定", "choose:deletion_reason=3"),
    choice("我不再使用，或已注销账号", "choose:deletion_reason=4"),
    choice("你们不再提供产品或服务", "choose:deletion_reason=5"),
]

STARS = {
    "author": "system",
    "kind": "notice",
    "text": "会话已经结束，您满意吗？",
    "quick_replies": [choice(f"{stars} 星", f"rate:{stars}") for stars in range(1, 6)],
}
SCRIPT: dict[str, list[Fields]] = {
    "request:deletion": [
        step(
            1,
            NOTICE,
            expects("consent_to_collect", "confirm", *CONSENT),
        )
    ],
    "choose:consent_to_collect=yes": [
        step(2, "请告诉我您的手机号码，我们用它发验证码。", expects("phone", "tel"), CANCEL)
    ],
    "13800000000": [step(3, "验证码已发到 138****0000，请输入 6 位数字。", expects("code", "code", RESEND), CANCEL)],
    "000000": [step(4, "属于哪种情形？", expects("deletion_reason", "choice", *REASONS), CANCEL)],
    "choose:deletion_reason=4": [step(5, SUMMARY, expects("confirm", "confirm"), *CONFIRM)],
    "do:confirm": [{"kind": "receipt", "text": "已受理，请记下编号。我们在三十天内答复您。", "ticket": TICKET}],
    "邮箱": [step(2, "请告诉我您的电子邮箱。", expects("email", "email"))],
    "do:handoff": [{"kind": "handoff", "text": WAIT}],
    "转人工": [{"kind": "handoff", "text": WAIT}],
    "同意": [
        {
            "kind": "clarify",
            "text": "您想问的是哪一个？",
            "quick_replies": [
                choice("怎么撤回同意？", "ask:withdraw"),
                choice("哪些情形不用征得同意？", "ask:exceptions"),
            ],
        }
    ],
    "天气": [{"kind": "decline", "text": "天气不归我管，隐私政策的事可以问我。"}],
    "进度": [{"kind": "status", "text": "您的申请正在处理。", "ticket": {**TICKET, "status": "in_progress"}}],
    "故障": [{"kind": "error", "text": "刚才没有办成，您的消息已保存，稍后自动再试。"}],
    "通知": [{"kind": "notice", "author": "system", "text": "服务台今晚 23:00 维护。"}],
    "代码": [
        {
            "kind": "answer",
            "text": EVIL,
            "citations": [{**CITATION, "heading": EVIL, "quote": EVIL, "url": "javascript:window.hacked=1"}],
            "quick_replies": [choice(EVIL, "ask:evil")],
        }
    ],
    "长文": [{"kind": "text", "text": "这是一段很长的说明。" * 120}],
    "长词": [{"kind": "text", "text": "https://example.com/" + "a" * 200}],
}


def replies_to(key: str) -> list[Fields]:
    """The scripted replies to a text or payload; a plain answer to everything else."""
    return SCRIPT.get(key, [ANSWER])


TITLES: Callable[[str], str] = {
    reply["payload"]: reply["title"]
    for fields in [OPENING, *(message for messages in SCRIPT.values() for message in messages), ANSWER, STARS]
    for reply in [*fields.get("quick_replies", []), *(fields.get("expects") or {}).get("choices", [])]
}.__getitem__
"""The title of a payload that the desk issued, which is what the record shows as said."""
