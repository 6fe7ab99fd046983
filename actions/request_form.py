"""The form of the guided requests: each message of a user is one turn of `RequestDialogue`."""

import logging
from datetime import datetime, timezone
from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import Backend, BackendRejected, BackendUnavailable
from actions.backend.client import open_backend
from actions.forms.draft import Draft
from actions.forms.flows import REQUEST_TYPES
from actions.forms.heard import Heard
from actions.forms.said import Turn, stuck
from actions.forms.turn import RequestDialogue
from actions.settings import Settings
from actions.words import load_words

logger = logging.getLogger(__name__)


class ValidateRequestForm(Action):
    """Called by Rasa's form at its activation and for every message while it is active."""

    def __init__(self) -> None:
        self._backend: Backend | None = None

    def name(self) -> str:
        """Rasa's name of this action."""
        return "validate_request_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> List[EventType]:
        """Carries out one turn. When the api does not answer, says so and leaves the draft as it was; when it refuses
        a call, that would be refused again, so the way to a person is shown."""
        heard = Heard.from_message(tracker.latest_message)
        draft = Draft.from_slot(tracker.get_slot("draft"))
        try:
            turn = await self._turn(tracker, draft, heard)
        except BackendUnavailable:
            dispatcher.utter_message(response="utter_request/backend_unavailable")
            return _left_as(draft)
        except BackendRejected as refusal:
            logger.error("the api refused a call of the form: %s", refusal)
            turn = stuck(draft or Draft.new())
        for reply in turn.replies:
            dispatcher.utter_message(response=reply.response, json_message=dict(reply.custom or {}), **reply.parameters)
        return _left_as(turn.draft)

    async def _turn(self, tracker: Tracker, draft: Draft | None, heard: Heard) -> Turn:
        dialogue = RequestDialogue(self._client(), load_words(), tracker.sender_id, lambda: datetime.now(timezone.utc))
        if draft is None:
            return await dialogue.open(Draft.new(), heard, _opened_type(tracker, heard))
        return await dialogue.take(draft, heard)

    def _client(self) -> Backend:
        if self._backend is None:
            self._backend = open_backend(Settings.from_environment())
        return self._backend


def _left_as(draft: Draft | None) -> List[EventType]:
    """The slots after a turn. The draft is set even where it stays the same: Rasa takes a form's turn that sets no
    slot but `requested_slot` for a rejection, drops what was said and lets another rule answer."""
    if draft is None:
        return [SlotSet("draft", None), SlotSet("requested_slot", None)]
    return [SlotSet("draft", draft.to_slot()), SlotSet("requested_slot", draft.asked)]


def _opened_type(tracker: Tracker, heard: Heard) -> str | None:
    """The type that the opening names, by quick reply or by its intent; None when it is open."""
    intent = str(tracker.latest_message.get("intent", {}).get("name", ""))
    kind = intent.removeprefix("request_")
    return kind if kind in REQUEST_TYPES else None
