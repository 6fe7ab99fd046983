"""A code to the phone or mailbox that stands in the ticket proves who asks."""

from dataclasses import dataclass, replace

from actions.backend import Backend, BackendRejected, TooMany
from actions.errands import words
from actions.errands.errand import CONTACT, Errand
from actions.errands.turn import ErrandTurn
from actions.forms.draft import Code
from actions.forms.replies import Reply, masked


@dataclass(frozen=True)
class Proving:
    """Sends and checks codes; what is said is the same whether or not a contact is known."""

    backend: Backend
    conversation_id: str

    async def start(self, errand: Errand, contact: str) -> ErrandTurn:
        """Has a code sent; where none can be sent now, says how long that lasts."""
        target = {"email" if "@" in contact else "phone": contact}
        kept = errand.code if errand.code and errand.code.target == contact else None
        waiting = replace(errand, asked="code", contact=contact, code=kept)
        try:
            sent = await self.backend.send_code(self.conversation_id, errand.kind, target)
        except TooMany as limit:
            return ErrandTurn(waiting, (words.limited(limit),))
        except BackendRejected:
            return ErrandTurn(replace(waiting, asked=CONTACT), (words.said("no_target", CONTACT),))
        started = replace(waiting, code=Code(sent.id, contact))
        return ErrandTurn(started, (self.asked(started),))

    def asked(self, errand: Errand) -> Reply:
        """The question for the code; for the contact where no code was sent."""
        if errand.code is None:
            return words.said("ask_contact", CONTACT)
        return words.said("ask_code", "code", target=masked(errand.code.target))

    async def check(self, errand: Errand, code: str) -> ErrandTurn:
        """Checks a code that was typed; the errand has its proof when it was right."""
        if errand.code is None:
            return ErrandTurn(replace(errand, asked=CONTACT), (words.said("ask_contact", CONTACT),))
        check = await self.backend.check_code(errand.code.id, code)
        if check.result == "verified":
            return ErrandTurn(replace(errand, code=replace(errand.code, verified=True)))
        if check.result == "expired":
            return ErrandTurn(replace(errand, asked=CONTACT, code=None), (words.said("code_expired", CONTACT),))
        name = "code_wrong" if check.result == "wrong" else "code_locked"
        return ErrandTurn(errand, (words.said(name, "code", tries_left=str(check.tries_left)),))
