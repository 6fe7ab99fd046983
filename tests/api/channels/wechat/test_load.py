"""A hundred people at once, a slow bot, and deliveries that overlap; no network in between."""

import asyncio
import re
import time
from collections import Counter
from datetime import UTC, datetime

from api.bootstrap import Desk, build_desk
from api.channels.wechat.channel import WeChatChannel
from api.channels.wechat.protocol.signature import sign
from api.clock import SystemClock
from api.conversations.domain import BotMessage, Utterance
from api.policy import PolicyDesk
from api.settings import Settings
from tests.api.channels.wechat.conftest import Pace, wechat_settings
from tests.support.bot import ScriptedBot
from tests.support.wechat_platform.account import AccountKind, PlatformAccount

PEOPLE, STEPS, DELIVERIES = 100, 1, 3
PACE = Pace(budget=4.5, patience=5, hold=0.1)
ACCOUNT = PlatformAccount(kind=AccountKind.UNVERIFIED_SUBSCRIPTION, mode="plain")
_CONTENT = re.compile(r"<Content><!\[CDATA\[(.*)\]\]></Content>", re.DOTALL)


def _slow(utterance: Utterance) -> list[BotMessage]:
    time.sleep(0.2)
    return [BotMessage(text=f"答复〔{utterance.text}〕")]


async def _deliver(channel: WeChatChannel, person: int, step: int, number: int) -> str:
    """One delivery of a push, signed anew; the text of what it is answered with."""
    await asyncio.sleep(0.05 * number)
    timestamp, nonce = str(int(datetime.now(UTC).timestamp())), f"{person}-{step}-{number}"
    query = {"timestamp": timestamp, "nonce": nonce, "signature": sign(ACCOUNT.token, timestamp, nonce)}
    body = (
        f"<xml><ToUserName>gh_0</ToUserName><FromUserName>o{person}</FromUserName><CreateTime>{timestamp}</CreateTime>"
        f"<MsgType>text</MsgType><Content>{person} 号第 {step} 步</Content><MsgId>{person * 100 + step + 1}</MsgId></xml>"
    )
    found = _CONTENT.search((await channel.take(query, body.encode())).decode())
    return found[1] if found else ""


async def _talk(channel: WeChatChannel, person: int) -> list[set[str]]:
    """What the deliveries of each step were answered with; all but `success`."""
    answers = []
    for step in range(STEPS):
        deliveries = (_deliver(channel, person, step, number) for number in range(DELIVERIES))
        answers.append(set(await asyncio.gather(*deliveries)) - {""})
    return answers


async def _everybody(desk: Desk) -> list[list[set[str]]]:
    assert desk.wechat is not None
    channel = desk.wechat.channel
    # How fast the machine is plays no part here; test_five_seconds.py is about time.
    channel.waiting.patience.budget_s = 60
    answers = await asyncio.gather(*(_talk(channel, person) for person in range(PEOPLE)))
    while channel.waiting.busy:
        await asyncio.sleep(0.05)
    # Whoever was answered too late asks for it.
    last = await asyncio.gather(*(_deliver(channel, person, STEPS, 0) for person in range(PEOPLE)))
    return [[*steps, {final}] for steps, final in zip(answers, last, strict=True)]


def test_every_step_is_taken_once_and_every_answer_given_once(
    settings: Settings, bot: ScriptedBot, policy: PolicyDesk
) -> None:
    patient = settings.model_copy(update={"database_timeout_s": 60.0})
    bot.script += [_slow] * (PEOPLE * STEPS)
    wechat = wechat_settings(ACCOUNT, "http://127.0.0.1:9", PACE)
    desk = build_desk(patient, clock=SystemClock(), bot=bot, policy=policy, wechat=wechat)
    answers = asyncio.run(_everybody(desk))
    desk.database.dispose()
    said = {f"{person} 号第 {step} 步" for person in range(PEOPLE) for step in range(STEPS + 1)}
    assert Counter(heard.text for heard in bot.heard) == dict.fromkeys(said, 1)
    for person, steps in enumerate(answers):
        assert all(len(answered) <= 1 for answered in steps), "deliveries of one push get one answer"
        given = "".join(text for answered in steps for text in answered)
        assert [given.count(f"答复〔{person} 号第 {step} 步〕") for step in range(STEPS)] == [1] * STEPS
