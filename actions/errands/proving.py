"""A code to the phone or mailbox that stands in the ticket proves who asks."""

from dataclasses import dataclass, replace

from actions.backend import Backend
from actions.errands import words
from actions.errands.errand import CONTACT, Errand
from actions.forms.draft import Code
from actions.forms.replies import Reply, masked


@dataclass(frozen=True)
class Tried:
    """What came of a code."""

    errand: Errand
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True)
class Proving:
    """Sends and checks codes; what is said is the same whether or not a contact is known."""

    backend: Backend
    conversation_id: str

    async def start(self, errand: Errand, contact: str) -> Errand:
        """Has a code sent. Raises `TooMany` and `BackendRejected`."""
        target = {"email" if "@" in contact else "phone": contact}
        sent = await self.backend.send_code(self.conversation_id, errand.kind, target)
        return replace(errand, asked="code", code=Code(sent.id, contact))

    def asked(self, errand: Errand) -> Reply:
        """The question for the code."""
        if errand.code is None:
            return words.said("ask_contact", CONTACT)
        return words.said("ask_code", "code", target=masked(errand.code.target))

    async def check(self, errand: Errand, code: str) -> Tried:
        """Checks a code that was typed."""
        if errand.code is None:
            return Tried(replace(errand, asked=CONTACT), (words.said("ask_contact", CONTACT),))
        check = await self.backend.check_code(errand.code.id, code)
        if check.result == "verified":
            return Tried(replace(errand, code=replace(errand.code, verified=True)))
        if check.result == "expired":
            return Tried(replace(errand, asked=CONTACT, code=None), (words.said("code_expired", CONTACT),))
        name = "code_wrong" if check.result == "wrong" else "code_locked"
        return Tried(errand, (words.said(name, "code", tries_left=str(check.tries_left)),))
