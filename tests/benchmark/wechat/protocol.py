"""One push read and one reply sealed, by us and by wechatpy, on the same bytes."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import create_reply

from api.channels.wechat.protocol import TextReply, open_envelope, parse, render
from tests.api.channels.wechat.protocol.pushes import APP_ID, KEY, NOW, SAFE, SECOND, TOKEN, message
from tests.support.wechat_platform.account import PlatformAccount
from tests.support.wechat_platform.sealing import Sealing

QUESTION = "我想知道你们收集我的哪些个人信息，用来做什么，会不会给别的公司？"
ANSWER = "我们会收集您的姓名、手机号码和投保时填写的信息，用于核对身份和办理业务。" * 5


@dataclass(frozen=True)
class ProtocolRates:
    """Pushes per second of one processor; `ratio` is the median of the rounds' own."""

    ours: float
    theirs: float
    ratio: float


def protocol_rates(pushes: int, rounds: int) -> ProtocolRates:
    """The two take turns in short rounds, so that both meet the same machine; others' work on it is not counted."""
    query, body = _push()
    work = {"ours": _ours(query, body), "theirs": _theirs(query, body)}
    measured: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, take in work.items():
            measured[name].append(_rate(take, pushes))
    ratio = median(ours / theirs for ours, theirs in zip(measured["ours"], measured["theirs"], strict=True))
    return ProtocolRates(median(measured["ours"]), median(measured["theirs"]), ratio)


def _push() -> tuple[dict[str, str], bytes]:
    sealing = Sealing(PlatformAccount(app_id=APP_ID, token=TOKEN, aes_key=KEY))
    sealed = sealing.seal_xml(message("text", Content=QUESTION).decode(), at=int(SECOND))
    return sealed.query, sealed.body


def _ours(query: dict[str, str], body: bytes) -> Callable[[], Any]:
    def take() -> bytes:
        envelope = open_envelope(SAFE, query, body, NOW)
        return envelope.seal(render(TextReply(ANSWER), parse(envelope.xml), NOW), NOW)

    return take


def _theirs(query: dict[str, str], body: bytes) -> Callable[[], Any]:
    crypto = WeChatCrypto(TOKEN, KEY, APP_ID)

    def take() -> str:
        xml = crypto.decrypt_message(body, query["msg_signature"], query["timestamp"], query["nonce"])
        sealed: str = crypto.encrypt_message(create_reply(ANSWER, parse_message(xml)).render(), query["nonce"], SECOND)
        return sealed

    return take


def _rate(take: Callable[[], Any], pushes: int) -> float:
    begin = time.thread_time()
    for _ in range(pushes):
        take()
    return pushes / (time.thread_time() - begin)
