"""The form of the guided requests and of errands about filed ones: each message of a user is one turn."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import Backend, BackendRejected, BackendUnavailable
from actions.backend.client import open_backend
from actions.errands.dialogue import ErrandDialogue
from actions.errands.errand import STATUS, Errand
from actions.errands.reading import errand_of
from actions.errands.turn import ErrandTurn
from actions.forms.draft import Draft
from actions.forms.flows import FREE_TEXT, REQUEST_TYPES
from actions.forms.heard import Heard
from actions.forms.replies import Reply
from actions.forms.said import again, stuck
from actions.forms.turn import RequestDialogue
from actions.settings import Settings
from actions.words import load_words

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Desk:
    """What the two slots hold: a request that is being filled in, and an errand about filed ones."""

    draft: Draft | None
    errand: Errand | None
    replies: tuple[Reply, ...] = ()

    @classmethod
    def of(cls, tracker: Tracker) -> "Desk":
        """As the last turn left it."""
        return cls(Draft.from_slot(tracker.get_slot("draft")), Errand.from_slot(tracker.get_slot("errand")))

    @property
    def asked(self) -> str | None:
        """The slot that is asked for; None ends the form."""
        if self.errand and self.errand.asked:
            return self.errand.asked
        return self.draft.asked if self.draft else None

    def new_draft(self) -> Draft:
        """An empty one, which knows of the contact that an errand has proved."""
        proof = self.errand.proof if self.errand else None
        return Draft.new().knowing(proof.target) if proof else Draft.new()

    def events(self) -> List[EventType]:
        """The slots after a turn. They are set even where they stay the same: Rasa takes a form's turn that sets no
        slot but `requested_slot` for a rejection, drops what was said and lets another rule answer."""
        draft = self.draft.to_slot() if self.draft else None
        errand = self.errand.to_slot() if self.errand else None
        return [SlotSet("draft", draft), SlotSet("errand", errand), SlotSet("requested_slot", self.asked)]


class ValidateRequestForm(Action):
    """Called by Rasa's form at its activation and for every message while it is active."""

    def __init__(self) -> None:
        self._backend: Backend | None = None

    def name(self) -> str:
        """Rasa's name of this action."""
        return "validate_request_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> List[EventType]:
        """Carries out one turn. When the api does not answer, says so and leaves everything as it was; when it refuses
        a call, that would be refused again, so the way to a person is shown."""
        heard = Heard.from_message(tracker.latest_message)
        desk = Desk.of(tracker)
        try:
            desk = await self._turn(tracker, desk, heard)
        except BackendUnavailable:
            dispatcher.utter_message(response="utter_request/backend_unavailable")
            return desk.events()
        except BackendRejected as refusal:
            logger.error("the api refused a call of the form: %s", refusal)
            turn = stuck(desk.draft or Draft.new())
            desk = Desk(turn.draft, None, turn.replies)
        for reply in desk.replies:
            dispatcher.utter_message(response=reply.response, json_message=dict(reply.custom or {}), **reply.parameters)
        return desk.events()

    async def _turn(self, tracker: Tracker, desk: Desk, heard: Heard) -> Desk:
        errands = ErrandDialogue(self._client(), tracker.sender_id)
        if desk.errand and desk.errand.asked:
            return await self._after(tracker, desk, heard, await errands.take(desk.errand, heard))
        begun = errand_of(heard)
        if begun and (desk.draft is None or heard.payload or _is_meant(begun.kind, desk.draft)):
            return await self._after(tracker, desk, heard, await errands.begin(desk.errand, begun, heard))
        return await self._request(tracker, desk, heard, _opened_type(tracker))

    async def _request(self, tracker: Tracker, desk: Desk, heard: Heard, opened: str | None) -> Desk:
        requests = RequestDialogue(self._client(), load_words(), tracker.sender_id, lambda: datetime.now(timezone.utc))
        if desk.draft is None:
            turn = await requests.open(desk.new_draft(), heard, opened)
        else:
            turn = await requests.take(desk.draft, heard)
        return Desk(turn.draft, desk.errand, desk.replies + turn.replies)

    async def _after(self, tracker: Tracker, desk: Desk, heard: Heard, turn: ErrandTurn) -> Desk:
        """An errand that is over leads back to the request that was being filled in, or to the one it asks for."""
        left = Desk(desk.draft, turn.errand, turn.replies)
        if turn.opens:
            return await self._open(tracker, left, heard, turn)
        if turn.over and left.draft and not _calls_a_person(turn.replies):
            return replace(left, replies=(*left.replies, again(left.draft)))
        return left

    async def _open(self, tracker: Tracker, desk: Desk, heard: Heard, turn: ErrandTurn) -> Desk:
        requests = RequestDialogue(self._client(), load_words(), tracker.sender_id, lambda: datetime.now(timezone.utc))
        draft = desk.draft or desk.new_draft()
        kind = turn.opens if turn.opens in REQUEST_TYPES else None
        opened = await requests.open(replace(draft, about=turn.about or draft.about), heard, kind)
        return Desk(opened.draft, desk.errand, desk.replies + opened.replies)

    def _client(self) -> Backend:
        if self._backend is None:
            self._backend = open_backend(Settings.from_environment())
        return self._backend


def _is_meant(kind: str, draft: Draft) -> bool:
    """While a request is filled in, 「补充一下」 and 「撤回」 are about that one, and a story may be about another."""
    return kind == STATUS and draft.asked not in FREE_TEXT


def _calls_a_person(replies: tuple[Reply, ...]) -> bool:
    return any(reply.response in ("utter_handoff", "utter_request/given_up") for reply in replies)


def _opened_type(tracker: Tracker) -> str | None:
    """The type that the opening names, by quick reply or by its intent; None when it is open."""
    intent = str((tracker.latest_message.get("intent") or {}).get("name", ""))
    kind = intent.removeprefix("request_")
    return kind if kind in REQUEST_TYPES else None
