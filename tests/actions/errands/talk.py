"""A conversation with the form's action about filed requests, before a backend that is in the test's hand."""

from dataclasses import dataclass, field
from typing import Any, Dict, List, Tuple

from actions.backend import BackendError, BackendRejected, CodeCheck, Ticket, Verification
from actions.request_form import ValidateRequestForm
from tests.actions.tracker import run, tracker
from tests.actions.wording import unfilled

CODE = "123456"
PHONE = "13800138000"


def ticket(letter: str, kind: str = "deletion", status: str = "submitted", outcome: str | None = None) -> Ticket:
    """A filed request with an invented number."""
    return Ticket(f"PD-2026-{letter * 4}-{letter * 4}-{letter * 4}", kind, status, "2026-12-22", outcome=outcome)


@dataclass
class FakeTickets:
    """`here` are the tickets of the conversation, `elsewhere` those of the phone that a code proves."""

    here: List[Ticket] = field(default_factory=list)
    elsewhere: List[Ticket] = field(default_factory=list)
    added: List[Tuple[str, str, str]] = field(default_factory=list)
    withdrawn: List[Tuple[str, str | None]] = field(default_factory=list)
    sent: List[Tuple[str, str]] = field(default_factory=list)
    failures: List[BackendError] = field(default_factory=list)
    result: str = "wrong"

    async def tickets_of(self, conversation_id: str, verification_id: str | None = None) -> List[Ticket]:
        """A proof also shows the tickets of other conversations."""
        self._maybe_fail()
        return [*self.elsewhere, *self.here] if verification_id else list(self.here)

    async def send_code(self, conversation_id: str, purpose: str, target: Dict[str, str]) -> Verification:
        """Remembers what for and where to."""
        self._maybe_fail()
        self.sent.append((purpose, *target.values()))
        return Verification(f"v{len(self.sent)}", "2026-11-22T10:01:00+00:00")

    async def check_code(self, verification_id: str, code: str) -> CodeCheck:
        """`CODE` is right."""
        return CodeCheck("verified" if code == CODE else self.result, 4)  # type: ignore[arg-type]

    async def supplement(self, number: str, conversation: str, proof: str | None, text: str, key: str) -> Ticket:
        """Adds once for one key."""
        found = self._own(number, proof)
        if key not in [known for _, _, known in self.added]:
            self.added.append((number, text, key))
        return found

    async def withdraw(self, number: str, conversation: str, proof: str | None) -> Ticket:
        """Takes back what is open."""
        found = self._own(number, proof)
        self.withdrawn.append((number, proof))
        return Ticket(found.number, found.type, "withdrawn", found.due_on)

    def _own(self, number: str, proof: str | None) -> Ticket:
        self._maybe_fail()
        mine = [*self.here, *(self.elsewhere if proof else [])]
        for one in mine:
            if one.number == number:
                if one.closed:
                    raise BackendRejected(409, "已结束")
                return one
        raise BackendRejected(404, "没有")

    def _maybe_fail(self) -> None:
        if self.failures:
            raise self.failures.pop(0)


@dataclass
class Talk:
    """Says things as `label`; keeps the slots as Rasa does."""

    backend: FakeTickets = field(default_factory=FakeTickets)
    slots: Dict[str, Any] = field(default_factory=dict)
    messages: List[Dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._form = ValidateRequestForm()
        self._form._backend = self.backend  # type: ignore[assignment]

    def say(self, text: str, label: str = "", question: bool = False) -> "Talk":
        """One message."""
        heard = tracker(text, label)
        heard.latest_message["understanding"]["best"]["question"] = question
        return self._keep(heard)

    def tap(self, payload: str) -> "Talk":
        """A quick reply."""
        return self._keep(tracker("按钮", "affirm", payload=payload))

    @property
    def said(self) -> List[str]:
        """The names of the last replies, without the family."""
        return [message["response"].partition("/")[2] or message["response"] for message in self.messages]

    @property
    def asked(self) -> str | None:
        """What is asked for."""
        return self.slots.get("requested_slot")

    def _keep(self, heard: Any) -> "Talk":
        heard.slots.update(self.slots)
        self.messages, slots = run(self._form, heard)
        self.slots.update(slots)
        assert not [message for message in self.messages if unfilled(message["response"], message)]
        return self
