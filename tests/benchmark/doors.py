"""Where a message can be said: at the api, at Rasa's REST channel, or to Rasa's parser alone."""

from collections.abc import Callable
from uuid import uuid4

import httpx

from tests.support.visitor import Visitor

# Says a text and tells whether it was answered; a door opens a conversation of its own each time.
Talk = Callable[[str], bool]
Door = Callable[[], Talk]
_PATIENCE_S = 60


def client(url: str) -> httpx.Client:
    """Keeps its connections, as the api does with Rasa."""
    return httpx.Client(base_url=url, timeout=_PATIENCE_S, trust_env=False)


def api_door(desk: httpx.Client) -> Door:
    """As the widget talks."""

    def enter() -> Talk:
        visitor = Visitor.arrive(desk)
        return lambda text: _is_answered_by_api(visitor.post(text=text, client_id=uuid4().hex))

    return enter


def rasa_door(bot: httpx.Client) -> Door:
    """As the api talks to the bot."""

    def enter() -> Talk:
        sender = uuid4().hex

        def say(text: str) -> bool:
            answer = bot.post("/webhooks/rest/webhook", json={"sender": sender, "message": text})
            # Rasa answers 200 with an empty list when an action failed (RasaHQ/rasa#7630).
            return answer.is_success and bool(answer.json())

        return say

    return enter


def parser(bot: httpx.Client, token: str) -> Door:
    """Understanding without dialogue."""

    def parse(text: str) -> bool:
        answer = bot.post("/model/parse", params={"token": token} if token else None, json={"text": text})
        return answer.is_success and bool(answer.json()["intent"]["name"])

    return lambda: parse


def _is_answered_by_api(answer: httpx.Response) -> bool:
    """The bot's failure reaches the user as a message of its own kind."""
    if not answer.is_success:
        return False
    kinds = [message["kind"] for message in answer.json()["messages"]]
    return bool(kinds) and "error" not in kinds
