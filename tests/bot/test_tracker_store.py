"""The tracker store forgets the distant past; the state stays."""

import asyncio
from itertools import dropwhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, List

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot, Slot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_store import CompactingTrackerStore, compact

NAMES = ("draft", "requested_slot", "topic")
VALUES = st.none() | st.text(max_size=3) | st.dictionaries(st.sampled_from("ab"), st.integers(), max_size=2)
SETTINGS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=3)
LOOPS = st.none() | st.sampled_from(["start", "end"])
TURNS = st.lists(st.tuples(SETTINGS, LOOPS), max_size=45)


def _slots() -> List[Slot]:
    return [AnySlot(name, mappings=[{"type": "custom"}], influence_conversation=False) for name in NAMES]


def _events(turns: List[Any]) -> List[Event]:
    """What Rasa stores for a conversation: each turn sets slots, and may start or end the form."""
    events: List[Event] = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted(ACTION_LISTEN_NAME)]
    for number, (settings, loop) in enumerate(turns):
        events.append(UserUttered(f"message {number}", metadata={"message_id": number}))
        events.append(ActionExecuted("request_form"))
        if loop:
            events.append(ActiveLoop("request_form" if loop == "start" else None))
        events += [SlotSet(name, value) for name, value in settings]
        events += [BotUttered(f"reply {number}"), ActionExecuted(ACTION_LISTEN_NAME)]
    return events


def _tracker(events: List[Event], sender: str = "c1") -> DialogueStateTracker:
    return DialogueStateTracker.from_events(sender, events, slots=_slots(), max_event_history=None)


def _state(tracker: DialogueStateTracker) -> Any:
    latest = tracker.latest_message
    return (
        tracker.current_slot_values(),
        tracker.active_loop_name,
        tracker.latest_action_name,
        latest and (latest.text, latest.metadata),
    )


def _compacted(tracker: DialogueStateTracker) -> List[Event]:
    return compact(list(tracker.events), tracker.current_slot_values(), tracker.active_loop_name)


@given(TURNS)
def test_state_is_the_same_after_compaction(turns: List[Any]) -> None:
    before = _tracker(_events(turns))
    assert _state(_tracker(_compacted(before))) == _state(before)


@given(TURNS)
def test_conversation_stays_short(turns: List[Any]) -> None:
    events = _compacted(_tracker(_events(turns)))
    assert sum(isinstance(event, UserUttered) for event in events) <= 8


@given(TURNS)
def test_last_turns_are_kept_word_for_word(turns: List[Any]) -> None:
    """The api looks up a turn that was cut off by its message id."""
    events = _events(turns)
    begins = [at for at, event in enumerate(events) if isinstance(event, UserUttered)]
    kept = _compacted(_tracker(events))
    last = events[begins[-4] :] if len(begins) > 4 else events
    assert kept[-len(last) :] == last


@given(TURNS)
def test_compacting_twice_is_compacting_once(turns: List[Any]) -> None:
    once = _compacted(_tracker(_events(turns)))
    assert _compacted(_tracker(once)) == once


@pytest.fixture
def store(tmp_path: Path) -> CompactingTrackerStore:
    return _store(tmp_path)


def _store(folder: Path) -> CompactingTrackerStore:
    domain = Domain.from_dict({"slots": {name: {"type": "any", "mappings": [{"type": "custom"}]} for name in NAMES}})
    return CompactingTrackerStore(domain=domain, dialect="sqlite", db=str(folder / "bot.db"))


def _say(store: CompactingTrackerStore, turns: int, sender: str = "c1") -> DialogueStateTracker:
    """Turn by turn, each on a tracker read back from the store."""
    for number in range(turns):
        tracker = _stored(store, sender) or _tracker(_events([]), sender)
        for event in _events([([("draft", {"a": number})], "start" if number == 2 else None)])[3:]:
            tracker.update(event)
        asyncio.run(store.save(tracker))
    stored = _stored(store, sender)
    assert stored is not None
    return stored


def _stored(store: CompactingTrackerStore, sender: str) -> DialogueStateTracker | None:
    return asyncio.run(store.retrieve(sender))


def _of_session(tracker: DialogueStateTracker | None) -> List[Event]:
    """From the database Rasa reads what follows the session's start."""
    events = list(tracker.events) if tracker else []
    return list(dropwhile(lambda event: not isinstance(event, SessionStarted), events))


def test_stored_conversation_goes_on_across_compactions(store: CompactingTrackerStore) -> None:
    sizes = []
    for turns in (3, 15, 60):
        stored = _say(store, turns)
        assert (stored.get_slot("draft"), stored.active_loop_name) == ({"a": turns - 1}, "request_form")
        sizes.append(len(stored.events))
    assert sizes[2] <= sizes[1] + 5


def test_other_conversations_are_left_alone(store: CompactingTrackerStore) -> None:
    _say(store, 4, "c2")
    before = _stored(store, "c2")
    _say(store, 40, "c1")
    after = _stored(store, "c2")
    assert before is not None
    assert after is not None
    assert list(after.events) == list(before.events)


def test_rewriting_is_one_transaction(store: CompactingTrackerStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies in the middle leaves the conversation as it was."""
    before = _say(store, 8)

    def dies(*arguments: Any) -> None:
        raise KeyboardInterrupt

    longer = before.copy()
    for event in _events([([], None)] * 2)[3:]:
        longer.update(event)
    monkeypatch.setattr(CompactingTrackerStore, "_insert", dies)
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(store.save(longer))
    monkeypatch.undo()
    stored = _stored(store, "c1")
    assert stored is not None
    assert _of_session(stored) == _of_session(before)


def test_conversation_set_to_no_events_is_deleted(store: CompactingTrackerStore, tmp_path: Path) -> None:
    """This is how the api has a conversation forgotten; the file itself must not remember it either."""
    _say(store, 3)
    _say(store, 2, "c2")
    secret = _tracker([*_events([]), UserUttered("我叫王小明")], "c3")
    asyncio.run(store.save(secret))
    for sender in ("c1", "c3"):
        asyncio.run(store.save(_tracker([], sender)))
    assert (_stored(store, "c1"), _stored(store, "c3")) == (None, None)
    assert _stored(store, "c2") is not None
    for file in tmp_path.glob("bot.db*"):
        assert "王小明".encode("unicode_escape") not in file.read_bytes(), file.name


@given(st.lists(st.sampled_from(["say", "fail", "look"]), min_size=1, max_size=25))
def test_what_is_at_hand_is_what_the_database_holds(steps: List[str]) -> None:
    """Also after a turn that failed before it was saved, and after somebody only looked."""
    with TemporaryDirectory() as folder:
        store = _store(Path(folder))
        said = 0
        for step in steps:
            tracker = _stored(store, "c1") or _tracker(_events([]))
            for event in _events([([("draft", {"a": said})], None)])[3:] if step != "look" else []:
                tracker.update(event)
            if step == "say":
                asyncio.run(store.save(tracker))
                said += 1
        at_hand, fresh = _stored(store, "c1"), _stored(_store(Path(folder)), "c1")
        assert _of_session(at_hand) == _of_session(fresh)
        assert (fresh.get_slot("draft") if fresh else None) == ({"a": said - 1} if said else None)


def test_only_some_conversations_are_at_hand(store: CompactingTrackerStore) -> None:
    for number in range(130):
        asyncio.run(store.save(_tracker(_events([([], None)]), f"c{number}")))
    assert len(store._at_hand) == 100
    assert _stored(store, "c0") is not None
