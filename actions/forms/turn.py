"""One turn of a guided request: moves are carried out, and the next thing is asked."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Callable

from actions.backend import Backend, BackendRejected, TicketDraft, TooMany
from actions.forms import moves as m
from actions.forms.draft import Code, Draft
from actions.forms.flows import CODE, CONFIRM, needs_code
from actions.forms.heard import Heard
from actions.forms.listening import listen
from actions.forms.replies import Reply, ask, code_limit, code_still_holds, form_reply, masked, which_to_change
from actions.forms.slots import volunteered
from actions.values.relationship import find_relationship
from actions.words import Words

_WAY_OUT_AFTER = 3


@dataclass(frozen=True)
class Turn:
    """What a turn leaves behind: the draft, or None when the request has ended, and what is said."""

    draft: Draft | None
    replies: tuple[Reply, ...]


class RequestDialogue:
    """Leads one conversation through a request. Raises `BackendUnavailable` when the api does not answer: then
    nothing of the turn may be kept, and it is repeated later."""

    def __init__(self, backend: Backend, words: Words, conversation_id: str, now: Callable[[], datetime]) -> None:
        self._backend = backend
        self._words = words
        self._conversation = conversation_id
        self._now = now

    async def open(self, draft: Draft, heard: Heard, request_type: str | None) -> Turn:
        """Begins, or changes to another type; what the opening already says is taken."""
        turned = draft.of_type(request_type) if request_type else draft
        turned = turned.with_values(volunteered(heard.text, turned))
        relation = find_relationship(heard.text)
        if relation and turned.relationship is None:
            turned = replace(turned, relationship=relation.kind)
        questions = heard.questions(0.6) if len(heard.parts) > 1 else ()
        opening = _answers(questions) + _consequences(turned)
        return await self._go_on(replace(turned, warned=True), opening)

    async def take(self, draft: Draft, heard: Heard) -> Turn:
        """Takes one message in."""
        turn = Turn(draft, ())
        for move in listen(draft, heard):
            if turn.draft is None:
                break
            done = await self._carry_out(turn.draft, move, heard)
            turn = Turn(done.draft, turn.replies + done.replies)
        return turn

    async def _carry_out(self, draft: Draft, move: m.Move, heard: Heard) -> Turn:
        if isinstance(move, m.Fill):
            return await self._fill(draft, move)
        if isinstance(move, m.Confirm):
            return await self._confirm(draft)
        if isinstance(move, m.TryCode):
            return await self._try_code(draft, move)
        if isinstance(move, m.Resend):
            return await (self._send_code(draft, ()) if draft.asked == CODE else self._go_on(draft))
        if isinstance(move, m.Switch):
            return await self.open(draft, heard, move.type)
        if isinstance(move, m.Agree):
            agreed = replace(draft, agreed_at=self._now().isoformat(timespec="seconds"))
            return await self._go_on(agreed)
        if isinstance(move, m.Resume):
            return await self._go_on(replace(draft, cancelling=False), (Reply("utter_request/resumed"),))
        if isinstance(move, m.Change):
            changed = draft.without(move.slot)
            return await self._go_on(changed)
        return _said(draft, move)

    async def _fill(self, draft: Draft, move: m.Fill) -> Turn:
        corrected = [slot for slot in move.values if slot in draft.values]
        note = tuple(
            Reply("utter_request/changed", {"title": self._words.slot(slot), "value": move.values[slot]})
            for slot in corrected
        )
        return await self._go_on(draft.with_values(move.values), note)

    async def _confirm(self, draft: Draft) -> Turn:
        if draft.missing != CONFIRM:
            return await self._go_on(draft)
        ticket = await self._backend.file_ticket(self._ticket(draft), draft.id)
        response = "utter_request/receipt_merged" if ticket.merged else _receipt(draft, ticket.status)
        parameters = {"number": ticket.number, "due_on": ticket.due_on}
        return Turn(None, (Reply(response, parameters, {"kind": "receipt", "ticket": ticket.card()}),))

    def _ticket(self, draft: Draft) -> TicketDraft:
        who = {slot: draft.values.get(slot) for slot in ("name", "phone", "email", "account")}
        details = {slot: value for slot, value in draft.values.items() if slot not in who}
        return TicketDraft(
            type=draft.type or "",
            conversation_id=self._conversation,
            requester={**who, "relationship": draft.relationship},
            details=details,
            consent={"notice_version": self._words.notice_version, "agreed_at": draft.agreed_at or ""},
            verification_id=draft.code.id if draft.code and draft.code.verified else None,
        )

    async def _try_code(self, draft: Draft, move: m.TryCode) -> Turn:
        if draft.code is None:
            return await self._go_on(draft)
        check = await self._backend.check_code(draft.code.id, move.code)
        if check.result == "verified":
            return await self._go_on(replace(draft, code=replace(draft.code, verified=True)))
        if check.result == "wrong":
            said = form_reply("utter_request/code_wrong", draft, CODE, tries_left=str(check.tries_left))
            return Turn(draft, (said,))
        if check.result == "locked":
            return Turn(draft, (form_reply("utter_request/code_locked", draft, CODE),))
        return await self._go_on(replace(draft, code=None), (Reply("utter_request/code_expired"),))

    async def _go_on(self, draft: Draft, before: tuple[Reply, ...] = ()) -> Turn:
        """Asks for what is missing next; sends the code when that is its turn."""
        draft = replace(draft, asked=draft.missing, cancelling=False)
        if draft.asked == CODE and draft.code is None:
            return await self._send_code(draft, before)
        return Turn(draft, (*before, ask(draft)))

    async def _send_code(self, draft: Draft, before: tuple[Reply, ...]) -> Turn:
        contact = draft.contact or ""
        target = {"email" if "@" in contact else "phone": contact}
        try:
            sent = await self._backend.send_code(self._conversation, draft.type or "", target)
        except TooMany as limit:
            return Turn(draft, (*before, code_limit(draft, limit)))
        except BackendRejected:
            asked_again = replace(draft.without("phone"), asked="phone")
            return Turn(asked_again, (*before, form_reply("utter_request/code_no_target", asked_again, "phone")))
        waiting = replace(draft, code=Code(sent.id, contact))
        said = ask(waiting) if sent.sent else code_still_holds(waiting, sent.resend_after, self._now())
        return Turn(waiting, (*before, said))


def stuck(draft: Draft) -> Turn:
    """What is left when the api refuses what the form asks of it: a person, with all that was said."""
    return Turn(draft, (form_reply("utter_request/way_out", draft, draft.asked or draft.missing),))


def _receipt(draft: Draft, status: str) -> str:
    if draft.relationship:
        return "utter_request/receipt_for_other"
    verified = draft.type and needs_code(draft.type) and status != "identity_unverified"
    return "utter_request/receipt_verified" if verified else "utter_request/receipt"


def _consequences(draft: Draft) -> tuple[Reply, ...]:
    """What the request brings with it, told once (clauses 5.3, 5.4, 5.5)."""
    if draft.warned or draft.type not in ("deletion", "consent_withdrawal", "account_closure"):
        return ()
    return (Reply(f"utter_request/consequence_{draft.type}"),)


def _answers(ids: tuple[str, ...]) -> tuple[Reply, ...]:
    return tuple(Reply(f"utter_faq/{answer}") for answer in ids)


def _said(draft: Draft, move: m.Move) -> Turn:
    """Moves that change nothing but what is said."""
    if isinstance(move, m.Answer):
        return Turn(draft, (*_answers(move.answers), _again(draft)))
    if isinstance(move, m.Remark):
        return Turn(draft, (Reply(move.response), _again(draft)))
    if isinstance(move, m.AskCancel):
        return Turn(replace(draft, cancelling=True), (form_reply("utter_request/ask_cancel", draft, CONFIRM),))
    if isinstance(move, m.Cancel):
        return Turn(None, (Reply("utter_request/cancelled"),))
    if isinstance(move, m.Refuse):
        return Turn(None, (Reply("utter_request/refused"),))
    if isinstance(move, m.HandOff):
        return Turn(draft, (Reply("utter_request/handoff"),))
    if isinstance(move, m.Doubt):
        return Turn(draft, (which_to_change(draft),))
    if isinstance(move, m.Explain):
        return Turn(draft, (form_reply(f"utter_request/why_{draft.asked}", draft, draft.asked), _again(draft)))
    return _unusable(draft, move.reason if isinstance(move, m.Unusable) else "unclear")


def _again(draft: Draft) -> Reply:
    """The same question once more."""
    if draft.cancelling:
        return form_reply("utter_request/ask_cancel", draft, CONFIRM)
    return ask(draft)


def _unusable(draft: Draft, reason: str) -> Turn:
    slot = draft.asked or draft.missing
    tried = draft.tried(slot)
    if tried.tries[slot] >= _WAY_OUT_AFTER:
        return Turn(tried, (form_reply("utter_request/way_out", tried, slot), ask(tried)))
    response = f"utter_request/unusable_{reason}"
    if reason in ("unclear", "forgot"):
        response = f"utter_request/unclear_{slot}"
    return Turn(tried, (form_reply(response, tried, slot, target=masked(draft.contact or "")),))
