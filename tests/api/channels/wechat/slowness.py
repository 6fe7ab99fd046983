"""What may be slow: the loop, the bot, the decision, the disk."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from api.channels.wechat.inbound.service import Settled
from api.conversations.domain import BotMessage, Utterance
from tests.api.channels.wechat.conftest import Chat, Still
from tests.support.wechat_platform.users import WeChatUser


class Late(Still):
    """A loop that is always late."""

    @property
    def lag_s(self) -> float:
        """More than there is time for."""
        return 60.0


class Slow:
    """A bot that answers when it is let."""

    def __init__(self, chat: Chat, until: Callable[[], bool] | None = None) -> None:
        self.go = threading.Event()
        self._until = until
        chat.bot.script.append(self)

    def __call__(self, utterance: Utterance) -> list[BotMessage]:
        while not self.go.wait(0.02) and not (self._until and self._until()):
            continue
        return [BotMessage(text=f"慢慢答：{utterance.text}")]


def decided_slowly(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Answers are decided, and go no further before the event is set."""
    arrivals, settle, done = chat.wechat.channel.arrivals, chat.wechat.channel.arrivals.settle, threading.Event()

    def slowly(*decision: Any) -> Settled | None:
        settled = settle(*decision)
        done.wait(60)
        return settled

    monkeypatch.setattr(arrivals, "settle", slowly)
    return done


def decided_too_late(chat: Chat, user: WeChatUser, text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the last delivery of a message is told, behind which its answer is decided."""
    done = decided_slowly(chat, monkeypatch)
    chat.wechat.channel.waiting.patience.deliveries = 1
    [told] = user.say(text)
    done.set()
    chat.drain()
    return told.text


def held_up(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The disk takes nothing before this is set."""
    disk, together = threading.Event(), chat.desk.database.together

    def slowly(*works: Any) -> Any:
        disk.wait(60)
        return together(*works)

    monkeypatch.setattr(chat.desk.database, "together", slowly)
    return disk
