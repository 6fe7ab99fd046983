"""A tracker store that forgets the distant past of a conversation.

Rasa ships the whole session with every call and reads all of its events on every turn, so turns grow slower with each
one. The record of a conversation is the api's; here only the state and the last turns are needed.
"""

from typing import Any, List, Text

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_KEPT_TURNS = 6
_TURNS_BEFORE_COMPACTION = 18


def compact(events: List[Event], slots: dict[Text, Any], active_loop: Text | None) -> List[Event]:
    """The last turns, preceded by events that set the same slots and form as the events that are dropped.

    `slots` and `active_loop` are the state at the end of `events`; since the kept turns set theirs again, the state
    after the result is the same.
    """
    turns = [at for at, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(turns) <= _TURNS_BEFORE_COMPACTION:
        return events
    kept = events[turns[-_KEPT_TURNS] :]
    begin = kept[0].timestamp
    state: List[Event] = [SessionStarted(timestamp=begin)]
    state += [SlotSet(name, value, timestamp=begin) for name, value in slots.items() if value is not None]
    state += [ActiveLoop(active_loop, timestamp=begin)] if active_loop else []
    return [*state, ActionExecuted(ACTION_LISTEN_NAME, timestamp=begin), *kept]


class CompactingTrackerStore(SQLTrackerStore):
    """Rasa's SQL store, with the events of a conversation replaced by their compact form now and then."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores the new events; a conversation that has grown long is rewritten."""
        events = compact(list(tracker.events), tracker.current_slot_values(), tracker.active_loop_name)
        if len(events) == len(tracker.events):
            await super().save(tracker)
            return
        shorter = DialogueStateTracker.from_events(
            tracker.sender_id, events, slots=self.domain.slots, max_event_history=None, domain=self.domain
        )
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter_by(sender_id=tracker.sender_id).delete()
            session.commit()
        await super().save(shorter)
