"""One turn of a guided request: moves are carried out, and the next thing is asked."""

from dataclasses import replace
from datetime import datetime
from typing import Callable

from actions.backend import Backend, BackendRejected, TooMany
from actions.forms import moves as m
from actions.forms.draft import Code, Draft
from actions.forms.filing import receipt, ticket_of
from actions.forms.flows import CODE, CONFIRM
from actions.forms.for_whom import doubts_for_whom, to_a_person, told_for_whom
from actions.forms.heard import Heard
from actions.forms.listening import listen
from actions.forms.new_contact import new_contact_noted, reached_by_new, says_unreachable
from actions.forms.opening import telling_all
from actions.forms.replies import Reply, ask, code_limit, code_still_holds, form_reply
from actions.forms.said import Turn, answers, consequences, said
from actions.values.field import names_document
from actions.values.wanted import turned_to
from actions.words import Words

_CONTACTS = frozenset({"phone", "email"})


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
        if request_type and draft.type is None and not heard.payload:
            request_type = turned_to(heard.text, request_type) or request_type  # 我要更正，哦不，是删除
        turned = told_for_whom(draft.of_type(request_type) if request_type else draft, heard)
        if by_a_person := to_a_person(turned, draft):
            return by_a_person
        turned = replace(turned, for_whom="asked") if doubts_for_whom(turned, heard) else turned
        if not heard.payload:
            turned = telling_all(turned, draft, heard.text)
            turned = replace(turned, unreachable=turned.unreachable or says_unreachable(heard))
        questions = heard.questions(0.6) if len(heard.parts) > 1 else ()
        opening = answers(questions) + consequences(turned) + _left_to_staff(turned, draft)
        return await self._go_on(replace(turned, warned=True), opening)

    async def take(self, draft: Draft, heard: Heard) -> Turn:
        """Takes one message in."""
        draft = draft.hearing(heard.payload or heard.text)
        told = told_for_whom(draft, heard)
        if by_a_person := to_a_person(told, draft):
            return by_a_person
        told = replace(told, unreachable=told.unreachable or says_unreachable(heard))
        turn = Turn(replace(told, guess=None), ())
        doubts = doubts_for_whom(told, heard)
        for move in _without_filing(draft, told, doubts, listen(told, heard)):
            if turn.draft is None:
                break
            done = await self._carry_out(turn.draft, move, heard)
            turn = Turn(done.draft, turn.replies + done.replies)
        return _asking_for_whom(turn) if doubts else turn

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
        return await self._steer(draft, move)

    async def _steer(self, draft: Draft, move: m.Move) -> Turn:
        if isinstance(move, m.Stay):
            return await self._go_on(draft)
        if isinstance(move, m.ForOneself):
            return await self._go_on(replace(draft, relationship=None, for_whom="own"))
        if isinstance(move, m.ForAnother):
            return await self._go_on(replace(draft, relationship="other", for_whom=None))
        if isinstance(move, m.Stale):
            return Turn(draft, (Reply("utter_request/stale_button"), ask(draft)))
        return said(draft, move)

    async def _fill(self, draft: Draft, move: m.Fill) -> Turn:
        filled = draft.with_values(move.values)
        note = tuple(
            Reply(f"utter_request/{kind}", {"title": self._words.slot(slot), "value": self._shown(slot, value)})
            for slot, value in move.values.items()
            if slot != draft.asked and (kind := _told_as(draft, move, slot))
        )
        return await self._go_on(filled, note + _left_to_staff(filled, draft))

    def _shown(self, slot: str, value: str) -> str:
        return self._words.reason(value) if slot == "deletion_reason" else value

    async def _confirm(self, draft: Draft) -> Turn:
        if draft.missing != CONFIRM:
            return await self._go_on(draft)
        body = ticket_of(draft, self._conversation, self._words.notice_version)
        ticket = await self._backend.file_ticket(body, draft.id)
        return Turn(None, (receipt(draft, ticket),))

    async def _try_code(self, draft: Draft, move: m.TryCode) -> Turn:
        if draft.code is None or draft.former_code:
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
        reached = reached_by_new(draft)
        before = before + new_contact_noted(reached, draft)
        draft = replace(reached, asked=reached.missing, cancelling=False, offer=None, doubted=False)
        if draft.asked == CODE and (draft.code is None or draft.former_code):
            return await self._send_code(draft, before)
        return Turn(draft, (*before, ask(draft)))

    async def _send_code(self, draft: Draft, before: tuple[Reply, ...]) -> Turn:
        contact = draft.contact or ""
        target = {"email" if "@" in contact else "phone": contact}
        try:
            sent = await self._backend.send_code(self._conversation, draft.type or "", target, draft.former_code)
        except TooMany as limit:
            return Turn(draft, (*before, code_limit(draft, limit)))
        except BackendRejected:
            asked_again = replace(draft.without("email" if "@" in contact else "phone"), asked="phone")
            return Turn(asked_again, (*before, form_reply("utter_request/code_no_target", asked_again, "phone")))
        waiting = replace(draft, code=Code(sent.id, contact, sent.verified, draft.type))
        if sent.verified:
            return await self._go_on(waiting, (*before, Reply("utter_request/code_serves_again")))
        reply = ask(waiting) if sent.sent else code_still_holds(waiting, sent.resend_after, self._now())
        return Turn(waiting, (*before, reply))


def _without_filing(before: Draft, draft: Draft, doubts: bool, moves: list[m.Move]) -> list[m.Move]:
    """What tells for whom a request is files nothing, and is understood even where it says nothing else."""
    told = before.relationship != draft.relationship
    if not told and not doubts:
        return moves
    return [m.Stay() if isinstance(move, (m.Confirm, m.Unusable, m.Doubt)) else move for move in moves]


def _asking_for_whom(turn: Turn) -> Turn:
    if turn.draft is None or turn.draft.cancelling or turn.draft.relationship is not None:
        return turn
    asked = replace(turn.draft, for_whom="asked")
    return Turn(asked, (*turn.replies[:-1], ask(asked)))


def _left_to_staff(draft: Draft, before: Draft) -> tuple[Reply, ...]:
    """Said once: the right number of a document is asked for by staff, on a safe way."""
    is_document = draft.type == "correction" and names_document(draft.values.get("wrong_field", ""))
    known = before.type == "correction" and before.values.get("wrong_field") == draft.values.get("wrong_field")
    return (Reply("utter_request/document_by_staff"),) if is_document and not known else ()


def _told_as(draft: Draft, move: m.Fill, slot: str) -> str | None:
    """How a value that was not asked for is repeated: as changed, or as noted where nothing else was given."""
    if slot in draft.values:
        return "changed" if draft.values[slot] != move.values[slot] else None
    instead = draft.asked in _CONTACTS and slot in _CONTACTS  # a mailbox for a phone is an answer
    return "noted" if draft.asked not in move.values and not instead else None
