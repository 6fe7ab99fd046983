from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.bot_client.wire import read_messages
from api.conversations.domain import MESSAGE_KINDS, BotMessage, Clause, Expects, QuickReply, RequestStep, TicketCard

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = "kind text answer clauses next offers candidates choices expects request ticket retry handoff".split()


def test_text_and_the_custom_behind_it_are_one_message() -> None:
    items: list[dict[str, Any]] = [{"text": "一"}, {"text": "二"}, {"custom": {"kind": "answer"}}, {"custom": {"text": "三"}}, {"text": "四"}]
    assert [(message.text, message.kind) for message in read_messages(items)] == [
        ("一", "text"),
        ("二", "answer"),
        ("三", "text"),
        ("四", "text"),
    ]


def test_every_field_is_read() -> None:
    custom = {
        "kind": "form",
        "answer": "delete_cases",
        "clauses": [{"id": 5, "quote": "您的权利"}, {"id": "5.3"}],
        "next": ["a"],
        "offers": "deletion",
        "candidates": ["b"],
        "choices": [{"title": "第一种", "payload": "choose:deletion_reason=1"}],
        "expects": {"slot": "phone", "input": "tel", "choices": []},
        "request": {"type": "deletion", "step": 2, "of": 5},
        "ticket": {"number": "N", "type": "deletion", "status": "submitted", "due_on": "2026-12-22"},
        "retry": False,
        "handoff": "投诉",
    }
    (message,) = read_messages([{"text": "好"}, {"custom": custom}])
    assert message == BotMessage(
        text="好",
        kind="form",
        answer="delete_cases",
        clauses=(Clause("5", "您的权利"), Clause("5.3")),
        next=("a",),
        offers="deletion",
        candidates=("b",),
        choices=(QuickReply("第一种", "choose:deletion_reason=1"),),
        expects=Expects("phone", "tel"),
        request=RequestStep("deletion", 2, 5),
        ticket=TicketCard("N", "deletion", "submitted", "2026-12-22"),
        handoff="投诉",
    )


@pytest.mark.parametrize(
    ("custom", "field"),
    [
        ({"kind": "shout"}, "kind"),
        ({"choices": [{"title": "x", "payload": "/restart"}]}, "choices"),
        ({"expects": {"slot": "phone", "input": "guess"}}, "expects"),
        ({"ticket": {"number": 5}}, "ticket"),
        ("nonsense", "kind"),
    ],
)
def test_field_that_breaks_the_contract_is_dropped(custom: Any, field: str) -> None:
    (message,) = read_messages([{"text": "话还在"}, {"custom": custom}])
    assert message.text == "话还在"
    assert getattr(message, field) == getattr(BotMessage("x"), field)


@given(st.lists(st.fixed_dictionaries({}, optional={"text": st.text(), "custom": JSON, "buttons": JSON}), max_size=4))
def test_any_list_is_read(items: list[dict[str, Any]]) -> None:
    assert all(message.kind in MESSAGE_KINDS for message in read_messages(items))


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_any_custom_is_read(custom: dict[str, Any]) -> None:
    (message,) = read_messages([{"text": "话还在"}, {"custom": custom}])
    assert message.text == "话还在"
