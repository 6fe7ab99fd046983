"""Somebody who uses the running desk: what they say, and what they find in their letter-box."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from tests.e2e.letters import Letters, until
from tests.e2e.running_desk import RunningDesk
from tests.support.visitor import Visitor

Message = dict[str, Any]


@dataclass
class Person:
    """A visitor with a phone."""

    desk: RunningDesk
    visitor: Visitor
    phone: str

    @classmethod
    def enter(cls, desk: RunningDesk, client: httpx.Client, phone: str) -> "Person":
        """Opens a conversation."""
        return cls(desk, Visitor.arrive(client), phone)

    def say(self, text: str) -> list[Message]:
        """Types a message; the replies to it."""
        return self.visitor.say(text, client_id=uuid4().hex)

    def tap(self, payload: str) -> list[Message]:
        """Taps a quick reply."""
        return self.visitor.tap(payload, client_id=uuid4().hex)

    def last(self, *said: str) -> Message:
        """Says one thing after another; the last reply to the last of them. `tap:` marks a quick reply."""
        replies: list[Message] = []
        for text in said:
            tapped = text.removeprefix("tap:")
            replies = self.say(text) if tapped == text else self.tap(tapped)
        return replies[-1]

    def receipts(self) -> list[Message]:
        """All receipts of the conversation."""
        return [message for message in self.visitor.history() if message["kind"] == "receipt"]

    def wait_for(self, kind: str, after: int = 0) -> Message:
        """The first message of a kind behind another message."""
        return until(lambda: next((one for one in self.visitor.history(after) if one["kind"] == kind), None))

    def tickets(self) -> list[dict[str, Any]]:
        """What was filed in this conversation, as the action server may ask."""
        token = self.desk.settings.service_token.get_secret_value()
        answer = self.visitor.client.get(
            "/api/v1/tickets",
            params={"conversation_id": self.visitor.id},
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.status_code == 200, answer.text
        tickets: list[dict[str, Any]] = answer.json()["tickets"]
        return tickets

    def code(self, known: int = 0) -> str:
        """The newest code sent to the phone, once there are more than `known`."""
        return Letters(self.desk, self.phone).code(known)

    def codes_so_far(self) -> int:
        """How many codes have come."""
        return Letters(self.desk, self.phone).codes_so_far()

    def complain_up_to_summary(self) -> Message:
        """A request without a code, ready to be confirmed."""
        agreed = "tap:choose:consent_to_collect=yes"
        return self.last("我要投诉", agreed, "王小明", self.phone, "客服推销电话太多，请停止拨打")

    def delete_up_to_code(self) -> Message:
        """A deletion request that waits for its code."""
        opening = ("tap:request:deletion", "tap:choose:consent_to_collect=yes", "王小明", self.phone)
        return self.last(*opening, "tap:choose:deletion_reason=4", "tap:choose:request_scope=全部")

    def delete_up_to_summary(self) -> Message:
        """A deletion request, ready to be confirmed."""
        self.delete_up_to_code()
        return self.last(self.code())
