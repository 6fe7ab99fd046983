"""A tracker store that forgets the distant past of a conversation, and has the recent conversations at hand.

Rasa ships the whole session with every call and reads all of its events on every turn, so turns grow slower with each
one. The record of a conversation is the api's; here only the state and the last turns are needed
(docs/decisions/0011-a-turn-in-rasa.md has the figures).
"""

import json
from collections import OrderedDict
from contextlib import contextmanager
from typing import Any, Dict, Iterator, List

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_KEPT_TURNS = 4
_TURNS_BEFORE_COMPACTION = 8
# Some 100 KB each; who talks to more people at once reads the others' from the database.
_AT_HAND = 100
_STORED = "desk_stored_events"


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
    """Rasa's SQL store, with the events of a conversation replaced by their compact form now and then.

    Only one process may write to the database: what another one wrote would not be seen.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """As Rasa's."""
        super().__init__(*arguments, **options)
        self._at_hand: OrderedDict[str, DialogueStateTracker] = OrderedDict()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker as it was saved.

        Who gets one alters it, so it is no longer at hand until it is saved: after a turn that failed in the middle
        the next one reads what the database holds.
        """
        tracker = self._at_hand.pop(sender_id, None) or await super().retrieve(sender_id)
        if tracker is not None:
            setattr(tracker, _STORED, len(tracker.events))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores the new events; a conversation that has grown long is rewritten, and one that was set to no events at
        all (`PUT /conversations/{id}/tracker/events` with an empty list) is deleted."""
        self._at_hand.pop(tracker.sender_id, None)
        if not tracker.events:
            self._delete(tracker.sender_id)
            return
        await self.stream_events(tracker)
        events = compact(list(tracker.events), tracker.current_slot_values(), tracker.active_loop_name)
        if len(events) == len(tracker.events):
            self._append(tracker)
            self._keep_at_hand(tracker)
        else:
            self._rewrite(tracker.sender_id, events)

    @contextmanager
    def session_scope(self) -> Iterator[Any]:
        """As Rasa's; what is deleted, by compaction too, does not stay readable in free pages of the file."""
        with super().session_scope() as session:
            if self.engine.dialect.name == "sqlite":
                session.connection().exec_driver_sql("PRAGMA secure_delete=ON")
            yield session

    def _keep_at_hand(self, tracker: DialogueStateTracker) -> None:
        self._at_hand[tracker.sender_id] = tracker
        if len(self._at_hand) > _AT_HAND:
            self._at_hand.popitem(last=False)

    def _append(self, tracker: DialogueStateTracker) -> None:
        stored: int | None = getattr(tracker, _STORED, None)
        with self.session_scope() as session:
            # A tracker that did not come from here (`PUT …/tracker/events`) must be compared with the database.
            events = self._additional_events(session, tracker) if stored is None else list(tracker.events)[stored:]
            self._insert(session, tracker.sender_id, list(events))
            session.commit()
        setattr(tracker, _STORED, len(tracker.events))

    def _rewrite(self, sender_id: str, events: List[Event]) -> None:
        with self.session_scope() as session:
            # One transaction: a process that dies in the middle must not leave a conversation without its draft.
            session.query(self.SQLEvent).filter_by(sender_id=sender_id).delete()
            self._insert(session, sender_id, events)
            session.commit()

    def _delete(self, sender_id: str) -> None:
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter_by(sender_id=sender_id).delete()
            session.commit()

    def _insert(self, session: Any, sender_id: str, events: List[Event]) -> None:
        if events:
            session.execute(self.SQLEvent.__table__.insert(), [_row(sender_id, event) for event in events])


def _row(sender_id: str, event: Event) -> Dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }
