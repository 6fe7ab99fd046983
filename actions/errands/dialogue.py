"""One turn of an errand: who asks is proved, the ticket is found, the thing is done."""

from dataclasses import dataclass, replace
from typing import Sequence

from actions.backend import Backend, BackendRejected, Ticket, TooMany
from actions.errands import reading as r
from actions.errands import words
from actions.errands.errand import COMPLAIN, CONTACT, STATUS, TICKET, WITHDRAW, Errand
from actions.errands.proving import Proving
from actions.forms import moves as m
from actions.forms.heard import Heard
from actions.forms.replies import Reply
from actions.values.email import find_email
from actions.values.number import find_number, same_number
from actions.values.phone import find_phone

_WAY_OUT_AFTER = 3
_SHOWN = 5


@dataclass(frozen=True)
class ErrandTurn:
    """What a turn leaves behind. `opens` is a type of request that is wanted instead; `about` the ticket that a
    complaint is about; `over` tells that nothing is asked any more."""

    errand: Errand | None
    replies: tuple[Reply, ...] = ()
    opens: str | None = None
    about: str | None = None

    @property
    def over(self) -> bool:
        """Whether the errand has come to its end."""
        return self.errand is None or self.errand.asked is None


class ErrandDialogue:
    """Leads one conversation through an errand. Raises `BackendUnavailable` when the api does not answer: then nothing
    of the turn may be kept, and it is repeated later."""

    def __init__(self, backend: Backend, conversation_id: str) -> None:
        self._backend = backend
        self._conversation = conversation_id
        self._proving = Proving(backend, conversation_id)

    async def begin(self, before: Errand | None, begun: r.Begin, heard: Heard) -> ErrandTurn:
        """Opens an errand; number and contact that the opening names are taken."""
        errand = Errand.new(begun.kind, before.proof if before else None)
        number = None if heard.payload else find_number(heard.text)
        errand = replace(errand, number=number, elsewhere=begun.elsewhere)
        if begun.kind == COMPLAIN:
            return await self._complain(errand)
        contact = _contact_in(heard)
        if contact and not errand.proof and not await self._mine(errand):
            return await self._prove(errand, contact)
        return await self._go_on(errand)

    async def take(self, errand: Errand, heard: Heard) -> ErrandTurn:
        """Takes one message in."""
        step = r.read(errand, heard)
        if isinstance(step, r.Begin) and errand.asked == "code" and step.kind != COMPLAIN and not step.elsewhere:
            turned = replace(errand, kind=step.kind)
            return ErrandTurn(turned, (self._proving.asked(turned),))
        if isinstance(step, r.Begin):
            return await self.begin(errand, step, heard)
        if isinstance(step, r.Leave):
            return ErrandTurn(errand.over(), opens=step.type)
        if isinstance(step, r.Pick):
            return await self._go_on(replace(errand, number=step.number))
        if isinstance(step, r.Prove):
            return await self._prove(errand, step.contact)
        if isinstance(step, r.Add):
            return await self._go_on(replace(errand, text=step.text))
        return await self._steer(errand, step, heard)

    async def _steer(self, errand: Errand, step: r.Step, heard: Heard) -> ErrandTurn:
        if isinstance(step, m.TryCode):
            tried = await self._proving.check(errand, step.code)
            return await self._go_on(tried.errand) if tried.errand.proof else ErrandTurn(tried.errand, tried.replies)
        if isinstance(step, m.Resend) and errand.contact:
            return await self._prove(errand, errand.contact)
        if isinstance(step, m.Confirm) and errand.asked == "confirm":
            return await self._withdraw(errand)
        if isinstance(step, (m.Cancel, m.Refuse)):
            return ErrandTurn(errand.over(), (words.told("kept" if errand.kind == WITHDRAW else "stopped"),))
        if isinstance(step, m.HandOff):
            return ErrandTurn(errand.over(), (Reply("utter_handoff"),))
        if isinstance(step, m.Answer):
            return ErrandTurn(errand, (*(Reply(f"utter_faq/{one}") for one in step.answers), await self._again(errand)))
        if isinstance(step, m.Remark):
            return ErrandTurn(errand, (Reply(step.response), await self._again(errand)))
        return await self._picked(errand, heard) or await self._unusable(errand)

    async def _picked(self, errand: Errand, heard: Heard) -> ErrandTurn | None:
        """「第二个」 when several were listed."""
        if errand.asked != TICKET:
            return None
        chosen = r.pick_from(await self._open_ones(errand), heard.text)
        return await self._go_on(replace(errand, number=chosen.number)) if chosen else None

    async def _unusable(self, errand: Errand) -> ErrandTurn:
        tried = replace(errand, tries=errand.tries + 1)
        if tried.tries > _WAY_OUT_AFTER:
            return ErrandTurn(tried.over(), (Reply("utter_request/given_up"),))
        if tried.tries == _WAY_OUT_AFTER:
            return ErrandTurn(tried, (words.said("way_out", tried.asked),))
        return ErrandTurn(tried, (words.said(f"unclear_{tried.asked}", tried.asked), *(await self._choices(tried))))

    async def _choices(self, errand: Errand) -> tuple[Reply, ...]:
        return (await self._again(errand),) if errand.asked in (TICKET, "confirm") else ()

    async def _again(self, errand: Errand) -> Reply:
        """The same question once more."""
        if errand.asked == TICKET:
            return words.which(await self._open_ones(errand), errand.kind)
        if errand.asked == "confirm":
            mine = [one for one in await self._mine(errand) if same_number(one.number, errand.number or "")]
            return words.said("confirm_withdraw", "confirm", **words.parameters(mine[0]))
        if errand.asked == "code":
            return self._proving.asked(errand)
        return words.said(f"ask_{errand.asked}", errand.asked)

    async def _go_on(self, errand: Errand) -> ErrandTurn:
        """Does what can be done, or asks for what is missing."""
        mine = await self._mine(errand)
        if errand.number:
            mine = [one for one in mine if same_number(one.number, errand.number)]
        if not mine:
            return self._unknown(errand)
        if errand.kind == STATUS:
            next_steps = "what_next_closed" if all(one.closed for one in mine[:_SHOWN]) else "what_next"
            return ErrandTurn(errand.over(), (*map(words.standing, mine[:_SHOWN]), words.told(next_steps)))
        still_open = [one for one in mine if not one.closed]
        if not still_open:
            return ErrandTurn(errand.over(), (words.standing(mine[0]), words.told("closed")))
        if len(still_open) > 1:
            return ErrandTurn(replace(errand, asked=TICKET), (words.which(still_open[:_SHOWN], errand.kind),))
        return await self._act(replace(errand, number=still_open[0].number), still_open[0])

    async def _act(self, errand: Errand, ticket: Ticket) -> ErrandTurn:
        if errand.kind == WITHDRAW:
            reply = words.said("confirm_withdraw", "confirm", **words.parameters(ticket))
            return ErrandTurn(replace(errand, asked="confirm"), (reply,))
        if errand.text is None:
            asked = replace(errand, asked="details")
            return ErrandTurn(asked, (words.said("ask_addition", "details", **words.parameters(ticket)),))
        return await self._add(errand)

    def _unknown(self, errand: Errand) -> ErrandTurn:
        """Without a proof a number shows nothing, not even whether it exists."""
        if errand.proof:
            return ErrandTurn(errand.over(), (words.told("not_found"),))
        name = "ask_contact_for_number" if errand.number else "ask_contact"
        return ErrandTurn(replace(errand, asked=CONTACT), (words.said(name, CONTACT),))

    async def _add(self, errand: Errand) -> ErrandTurn:
        try:
            ticket = await self._backend.supplement(
                errand.number or "", self._conversation, errand.verification_id, errand.text or "", errand.id
            )
        except BackendRejected as refusal:
            return self._refused(errand, refusal)
        return ErrandTurn(errand.over(), (words.told("added", **words.parameters(ticket)),))

    async def _withdraw(self, errand: Errand) -> ErrandTurn:
        try:
            ticket = await self._backend.withdraw(errand.number or "", self._conversation, errand.verification_id)
        except BackendRejected as refusal:
            return self._refused(errand, refusal)
        card = {"kind": "status", "ticket": ticket.card()}
        return ErrandTurn(errand.over(), (Reply("utter_errand/withdrawn", words.parameters(ticket), card),))

    def _refused(self, errand: Errand, refusal: BackendRejected) -> ErrandTurn:
        """A ticket that was closed meanwhile, or a proof that is over."""
        if refusal.status == 404 and errand.proof:
            return self._unknown(replace(errand, code=None))
        return ErrandTurn(errand.over(), (words.told("closed" if refusal.status == 409 else "not_found"),))

    async def _prove(self, errand: Errand, contact: str) -> ErrandTurn:
        errand = replace(errand, contact=contact)
        try:
            started = await self._proving.start(errand, contact)
        except TooMany as limit:
            return ErrandTurn(replace(errand, asked="code"), (words.limited(limit),))
        except BackendRejected:
            return ErrandTurn(replace(errand, asked=CONTACT), (words.said("no_target", CONTACT),))
        return ErrandTurn(started, (self._proving.asked(started),))

    async def _complain(self, errand: Errand) -> ErrandTurn:
        """A complaint is a request of its own; it carries the number that was named, or the only one there is."""
        mine = [] if errand.number else await self._mine(errand)
        about = errand.number or (mine[0].number if len(mine) == 1 else None)
        return ErrandTurn(errand.over(), opens="complaint", about=about)

    async def _open_ones(self, errand: Errand) -> Sequence[Ticket]:
        return [one for one in await self._mine(errand) if not one.closed][:_SHOWN]

    async def _mine(self, errand: Errand) -> list[Ticket]:
        """The tickets of this conversation and of the proved contact, newest first."""
        if errand.elsewhere and not errand.proof:
            return []
        return await self._backend.tickets_of(self._conversation, errand.verification_id)


def _contact_in(heard: Heard) -> str | None:
    """A phone or mailbox named in the opening."""
    if heard.payload:
        return None
    phone = find_phone(heard.text)
    return find_email(heard.text) or (phone.number if phone and phone.kind == "mobile" else None)
