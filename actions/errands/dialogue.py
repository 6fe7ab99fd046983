"""One turn of an errand: who asks is proved, the ticket is found, the thing is done."""

from dataclasses import replace

from actions.backend import Backend, BackendRejected, Ticket
from actions.errands import steps, words
from actions.errands.errand import COMPLAIN, CONTACT, STATUS, TICKET, WITHDRAW, Errand
from actions.errands.finding import SHOWN, Finding
from actions.errands.proving import Proving
from actions.errands.reading import pick_from, read
from actions.errands.turn import ErrandTurn
from actions.forms import moves as m
from actions.forms.heard import Heard
from actions.forms.replies import Reply
from actions.values.email import find_email
from actions.values.number import find_number
from actions.values.phone import find_phone

_WAY_OUT_AFTER = 3


class ErrandDialogue:
    """Leads one conversation through an errand. Raises `BackendUnavailable` when the api does not answer: then nothing
    of the turn may be kept, and it is repeated later."""

    def __init__(self, backend: Backend, conversation_id: str) -> None:
        self._backend = backend
        self._conversation = conversation_id
        self._proving = Proving(backend, conversation_id)
        self._finding = Finding(backend, conversation_id)

    async def begin(self, before: Errand | None, begun: steps.Begin, heard: Heard) -> ErrandTurn:
        """Opens an errand; number and contact that the opening names are taken."""
        errand = Errand.new(begun.kind, before.proof if before else None)
        number = None if heard.payload else find_number(heard.text)
        errand = replace(errand, number=number, elsewhere=begun.elsewhere)
        if begun.kind == COMPLAIN:
            return await self._complain(errand)
        if errand.proof and not await self._finding.meant(errand):
            errand = replace(errand, code=None)  # a proof of before may be over by now
        contact = _contact_in(heard)
        if contact and not errand.proof and not await self._finding.mine(errand):
            return await self._proving.start(errand, contact)
        return await self._go_on(errand)

    async def take(self, errand: Errand, heard: Heard) -> ErrandTurn:
        """Takes one message in."""
        step = read(errand, heard)
        if isinstance(step, steps.Begin) and errand.asked == "code" and step.kind != COMPLAIN and not step.elsewhere:
            turned = replace(errand, kind=step.kind)
            return ErrandTurn(turned, (self._proving.asked(turned),))
        if isinstance(step, steps.Begin):
            return await self.begin(errand, step, heard)
        if isinstance(step, steps.Leave):
            return ErrandTurn(errand.over(), opens=step.type)
        if isinstance(step, steps.Pick):
            return await self._go_on(replace(errand, number=step.number))
        if isinstance(step, steps.Prove):
            return await self._proving.start(errand, step.contact)
        if isinstance(step, steps.Add):
            return await self._go_on(replace(errand, text=step.text))
        return await self._steer(errand, step, heard)

    async def _steer(self, errand: Errand, step: steps.Step, heard: Heard) -> ErrandTurn:
        if isinstance(step, m.TryCode):
            tried = await self._proving.check(errand, step.code)
            return await self._go_on(tried.errand) if tried.errand and tried.errand.proof else tried
        if isinstance(step, m.Resend) and errand.contact:
            return await self._proving.start(errand, errand.contact)
        if isinstance(step, m.Confirm) and errand.asked == "confirm":
            return await self._withdraw(errand)
        if isinstance(step, (m.Cancel, m.Refuse)):
            return ErrandTurn(errand.over(), (words.told("kept" if errand.kind == WITHDRAW else "stopped"),))
        if isinstance(step, m.HandOff):
            return ErrandTurn(errand.over(), (Reply("utter_handoff"),))
        if isinstance(step, m.Answer):
            return await self._again(errand, *(Reply(f"utter_faq/{one}") for one in step.answers))
        if isinstance(step, m.Remark):
            return await self._again(errand, Reply(step.response))
        return await self._picked(errand, heard) or await self._unusable(errand)

    async def _picked(self, errand: Errand, heard: Heard) -> ErrandTurn | None:
        """「第二个」 when several were listed."""
        if errand.asked != TICKET:
            return None
        chosen = pick_from(await self._finding.open_ones(errand), heard.text)
        return await self._go_on(replace(errand, number=chosen.number)) if chosen else None

    async def _unusable(self, errand: Errand) -> ErrandTurn:
        tried = replace(errand, tries=errand.tries + 1)
        if tried.tries > _WAY_OUT_AFTER:
            return ErrandTurn(tried.over(), (Reply("utter_request/given_up"),))
        if tried.tries == _WAY_OUT_AFTER:
            return ErrandTurn(tried, (words.said("way_out", tried.asked),))
        unclear = words.said(f"unclear_{tried.asked}", tried.asked)
        return (
            await self._again(tried, unclear) if tried.asked in (TICKET, "confirm") else ErrandTurn(tried, (unclear,))
        )

    async def _again(self, errand: Errand, *before: Reply) -> ErrandTurn:
        """The same question once more; the proof is asked for afresh where it is over and the ticket out of sight."""
        if errand.asked not in (TICKET, "confirm"):
            asked = self._proving.asked(errand) if errand.asked == "code" else None
            return ErrandTurn(errand, (*before, asked or words.said(f"ask_{errand.asked}", errand.asked)))
        several = errand.asked == TICKET
        found = await (self._finding.open_ones(errand) if several else self._finding.meant(errand))
        if not found:
            turn = self._unknown(replace(errand, code=None))
            return replace(turn, replies=(*before, *turn.replies))
        asked = words.which(found, errand.kind) if several else words.confirm(found[0])
        return ErrandTurn(errand, (*before, asked))

    async def _go_on(self, errand: Errand) -> ErrandTurn:
        """Does what can be done, or asks for what is missing."""
        mine = await self._finding.meant(errand)
        if not mine:
            return self._unknown(errand)
        if errand.kind == STATUS:
            next_steps = "what_next_closed" if all(one.closed for one in mine[:SHOWN]) else "what_next"
            return ErrandTurn(errand.over(), (*map(words.standing, mine[:SHOWN]), words.told(next_steps)))
        still_open = [one for one in mine if not one.closed]
        if not still_open:
            return ErrandTurn(errand.over(), (words.standing(mine[0]), words.told("closed")))
        if len(still_open) > 1:
            return ErrandTurn(replace(errand, asked=TICKET), (words.which(still_open[:SHOWN], errand.kind),))
        return await self._act(replace(errand, number=still_open[0].number), still_open[0])

    async def _act(self, errand: Errand, ticket: Ticket) -> ErrandTurn:
        if errand.kind == WITHDRAW:
            return ErrandTurn(replace(errand, asked="confirm"), (words.confirm(ticket),))
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

    async def _complain(self, errand: Errand) -> ErrandTurn:
        """A complaint is a request of its own; it carries the number that was named, or the only one there is."""
        mine = [] if errand.number else await self._finding.mine(errand)
        about = errand.number or (mine[0].number if len(mine) == 1 else None)
        return ErrandTurn(errand.over(), opens="complaint", about=about)


def _contact_in(heard: Heard) -> str | None:
    """A phone or mailbox named in the opening."""
    if heard.payload:
        return None
    phone = find_phone(heard.text)
    return find_email(heard.text) or (phone.number if phone and phone.kind == "mobile" else None)
