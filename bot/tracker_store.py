"""A tracker store that forgets the distant past of a conversation.

Rasa ships the whole session with every call and reads all of its events on every turn, so turns grow slower with each
one. The record of a conversation is the api's; here only the state and the last turns are needed.
"""

import json
from typing import Any, List

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_KEPT_TURNS = 6
_TURNS_BEFORE_COMPACTION = 18


def compact(events: List[Event], slots: dict[str, Any], active_loop: str | None) -> List[Event]:
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
        """Stores the new events; a conversation that has grown long is rewritten, and one that was set to no events at
        all (`PUT /conversations/{id}/tracker/events` with an empty list) is deleted."""
        if not tracker.events:
            self._delete(tracker.sender_id)
            return
        events = compact(list(tracker.events), tracker.current_slot_values(), tracker.active_loop_name)
        if len(events) == len(tracker.events):
            await super().save(tracker)
            return
        await self.stream_events(tracker)
        with self.session_scope() as session:
            # One transaction: a process that dies in the middle must not leave a conversation without its draft.
            session.query(self.SQLEvent).filter_by(sender_id=tracker.sender_id).delete()
            session.add_all(self._row(tracker.sender_id, event) for event in events)
            session.commit()

    def _delete(self, sender_id: str) -> None:
        with self.session_scope() as session:
            if self.engine.dialect.name == "sqlite":
                # What is deleted must not stay readable in free pages of the file.
                session.connection().exec_driver_sql("PRAGMA secure_delete=ON")
            session.query(self.SQLEvent).filter_by(sender_id=sender_id).delete()
            session.commit()

    def _row(self, sender_id: str, event: Event) -> SQLTrackerStore.SQLEvent:
        data = event.as_dict()
        return self.SQLEvent(
            sender_id=sender_id,
            type_name=event.type_name,
            timestamp=data.get("timestamp"),
            intent_name=data.get("parse_data", {}).get("intent", {}).get("name"),
            action_name=data.get("name"),
            data=json.dumps(data),
        )
