"""Goes through a deletion request step by step, whatever dies on the way: as the page does, the same message is sent
again until it is taken, and the next step is whatever the desk asks for."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from tests.e2e.person import Message, Person, until

STEPS = ("opening", "consent_to_collect", "name", "phone", "deletion_reason", "request_scope", "code", "confirm")
_PATIENCE_S = 240  # a bot that was killed has to load its model, on a busy machine for minutes


@dataclass
class Walker:
    """A person on the way; `asked` is what the desk asks for at present, empty once there is a receipt."""

    person: Person
    asked: str = "opening"

    def go_to(self, step: str) -> None:
        """Up to the question for a step, which stays unanswered."""
        while self.asked != step:
            self.go_on()

    def go_on(self) -> None:
        """Answer what is asked for, and wait for what comes next."""
        seen = self.person.visitor.history()[-1]["id"]
        self._send(_answers(self.person)[self.asked]())
        reply = until(lambda: self._next(seen), _PATIENCE_S)
        self.asked = "" if reply["kind"] == "receipt" else reply["expects"]["slot"]

    def finish(self) -> None:
        """To the receipt."""
        while self.asked:
            self.go_on()

    def _send(self, said: dict[str, str]) -> None:
        message: dict[str, Any] = {**said, "client_id": uuid4().hex}
        until(lambda: self._is_taken(message), _PATIENCE_S)

    def _is_taken(self, message: dict[str, Any]) -> bool:
        with suppress(httpx.TransportError):
            return self.person.visitor.post(**message).status_code == 200
        return False

    def _next(self, seen: int) -> Message | None:
        """The step that the desk takes after what was said; that it is out of order is none."""
        with suppress(httpx.TransportError):
            for message in reversed(self.person.visitor.history(seen)):
                if message["kind"] == "receipt" or (message["expects"] and message["kind"] == "form"):
                    return message
        return None


def _answers(person: Person) -> dict[str, Callable[[], dict[str, str]]]:
    return {
        "opening": lambda: {"payload": "request:deletion"},
        "consent_to_collect": lambda: {"payload": "choose:consent_to_collect=yes"},
        "name": lambda: {"text": "王小明"},
        "phone": lambda: {"text": person.phone},
        "deletion_reason": lambda: {"payload": "choose:deletion_reason=4"},
        "request_scope": lambda: {"payload": "choose:request_scope=全部"},
        "code": lambda: {"text": person.code()},
        "confirm": lambda: {"payload": "do:confirm"},
    }
