"""A conversation with the form, without Rasa: the backend is in the test's hand, the words are those of data/."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, List, Mapping, Set, Tuple, Union

from actions.backend import BackendError, CodeCheck, Ticket, TicketDraft, Verification
from actions.forms.draft import Draft
from actions.forms.heard import Heard, Part
from actions.forms.replies import Reply
from actions.forms.turn import RequestDialogue, Turn
from actions.words import load_words
from tests.actions.wording import unfilled

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=timezone.utc)
CODE = "123456"
PHONE = "13800138000"


def heard(
    text: str, label: str = "", confidence: float = 0.9, question: bool = False, payload: str | None = None
) -> Heard:
    """A message of one sentence, understood as `label`."""
    part = Part(text, label, confidence, question)
    return Heard(text, payload, part, (part,))


def heard_in_parts(*parts: Tuple[str, str, bool]) -> Heard:
    """A message of several sentences, each `(text, label, question)`; understood as the first."""
    read = tuple(Part(text, label, 0.9, question) for text, label, question in parts)
    return Heard("".join(part.text for part in read), None, read[0], read)


@dataclass
class FakeBackend:
    """Keeps its promises: one ticket for one key, and a code that is right or wrong."""

    filed: Mapping[str, TicketDraft] = field(default_factory=dict)
    sent: List[Mapping[str, str]] = field(default_factory=list)
    failures: List[BackendError] = field(default_factory=list)
    result: str = "wrong"
    merged: bool = False
    status: str = "submitted"
    holds: bool = False  # the code of a moment ago is still to be used
    keeps: bool = True  # a code goes on to serve when the request becomes another
    proved: Set[str] = field(default_factory=set)
    calls: Counter[str] = field(default_factory=Counter)

    async def file_ticket(self, draft: TicketDraft, idempotency_key: str) -> Ticket:
        """The same key gives the same number."""
        self._maybe_fail("file_ticket")
        self.filed = {**self.filed, idempotency_key: draft}
        return Ticket(f"PD-{len(self.filed)}", draft.type, self.status, "2026-12-22", self.merged)

    async def send_code(
        self, conversation_id: str, purpose: str, target: Mapping[str, str], replaces: str | None = None
    ) -> Verification:
        """Remembers where it went; a code of the same request goes on to serve, proved or not."""
        self._maybe_fail("send_code")
        if replaces and self.keeps:
            return Verification(replaces, "2026-11-22T10:01:00+00:00", sent=False, verified=replaces in self.proved)
        if not self.holds:
            self.sent.append(target)
        return Verification(f"v{len(self.sent)}", "2026-11-22T10:01:00+00:00", sent=not self.holds)

    async def check_code(self, verification_id: str, code: str) -> CodeCheck:
        """`CODE` is right."""
        self._maybe_fail("check_code")
        if code == CODE:
            self.proved.add(verification_id)
        return CodeCheck("verified" if code == CODE else self.result, 4)  # type: ignore[arg-type]

    def _maybe_fail(self, call: str) -> None:
        self.calls[call] += 1
        if self.failures:
            raise self.failures.pop(0)


@dataclass
class Talk:
    """Says things and remembers the draft, as Rasa's slot does; every draft goes through the slot's form."""

    backend: FakeBackend = field(default_factory=FakeBackend)
    draft: Draft | None = None
    replies: Tuple[Reply, ...] = ()

    def open(self, request_type: str | None, message: Union[str, Heard] = "我要办理") -> "Talk":
        """The first message."""
        said = message if isinstance(message, Heard) else heard(message)
        return self._keep(self._dialogue().open(Draft.new(), said, request_type))

    def say(self, *messages: Union[str, Heard]) -> "Talk":
        """Further messages; a plain text was not understood as anything in particular."""
        for message in messages:
            assert self.draft is not None, "the request has ended"
            said = message if isinstance(message, Heard) else heard(message)
            self._keep(self._dialogue().take(self.draft, said))
        return self

    def tap(self, *payloads: str) -> "Talk":
        """Quick replies."""
        return self.say(*(heard("按钮", payload=payload) for payload in payloads))

    @property
    def said(self) -> List[str]:
        """The names of the last replies, without the family."""
        return [reply.response.removeprefix("utter_").removeprefix("request/") for reply in self.replies]

    @property
    def asked(self) -> str | None:
        """The slot that the user is expected to give."""
        custom = self.replies[-1].custom or {}
        return (custom.get("expects") or {}).get("slot")

    @property
    def asked_slot(self) -> str | None:
        """The slot that the draft is at, whatever was said last."""
        assert self.draft is not None
        return self.draft.asked

    @property
    def values(self) -> Mapping[str, str]:
        """What the draft holds."""
        assert self.draft is not None
        return self.draft.values

    def _dialogue(self) -> RequestDialogue:
        return RequestDialogue(self.backend, load_words(), "c1", lambda: NOW)  # type: ignore[arg-type]

    def _keep(self, turn: Coroutine[Any, Any, Turn]) -> "Talk":
        done = asyncio.run(turn)
        self.draft = Draft.from_slot(done.draft.to_slot()) if done.draft else None
        self.replies = done.replies
        assert not [reply for reply in self.replies if unfilled(reply.response, reply.parameters)]
        return self
