"""The draft as Rasa keeps it between two messages."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.forms.draft import Code, Draft
from actions.forms.flows import CODE, CONFIRM, CONSENT, FLOWS

SLOTS = st.sampled_from(sorted({slot for flow in FLOWS.values() for slot in flow} | {"email"}))
WORDS = st.dictionaries(SLOTS, st.text(max_size=20), max_size=6)
DRAFTS = st.builds(
    Draft,
    id=st.text(min_size=1, max_size=8),
    type=st.none() | st.sampled_from(sorted(FLOWS)),
    values=WORDS,
    asked=st.none() | SLOTS,
    tries=st.dictionaries(SLOTS, st.integers(0, 5), max_size=3),
    agreed_at=st.none() | st.just("2026-11-22T10:00:00+00:00"),
    code=st.none() | st.builds(Code, st.just("v1"), st.text(max_size=12), st.booleans()),
    relationship=st.none() | st.just("parent"),
    cancelling=st.booleans(),
    warned=st.booleans(),
)


@given(DRAFTS)
def test_draft_survives_the_slot(draft: Draft) -> None:
    assert Draft.from_slot(json.loads(json.dumps(draft.to_slot()))) == draft


@given(DRAFTS)
def test_something_is_always_next(draft: Draft) -> None:
    """Nothing is asked twice, and the confirmation comes last."""
    missing = draft.missing
    assert missing == CONFIRM or not draft.has(missing)
    assert 1 <= draft.step <= len(draft.flow)


@given(DRAFTS, WORDS)
def test_code_never_vouches_for_another_contact(draft: Draft, values: dict[str, str]) -> None:
    changed = draft.with_values(values)
    assert changed.code is None or changed.code.target == changed.contact


@pytest.mark.parametrize("empty", [None, {}])
def test_empty_slot_is_no_draft(empty: object) -> None:
    assert Draft.from_slot(empty) is None  # type: ignore[arg-type]


def test_keys_differ() -> None:
    assert len({Draft.new().id for _ in range(100)}) == 100


def test_forgetting_the_phone_forgets_its_code() -> None:
    draft = Draft("k", "deletion", {"phone": "1"}, code=Code("v", "1", True))
    assert draft.without("phone").code is None
    assert draft.without("name").code is not None


def test_other_type_keeps_what_was_said_and_agreed() -> None:
    draft = Draft("k", "deletion", {"name": "王小明"}, agreed_at="x", warned=True, cancelling=True)
    turned = draft.of_type("copy")
    assert (turned.values, turned.has(CONSENT), turned.warned, turned.cancelling) == (draft.values, True, False, False)


def test_mailbox_stands_in_for_the_phone() -> None:
    assert "email" in Draft("k", "complaint", {"email": "a@example.com"}).flow
    assert "email" not in Draft("k", "complaint", {"email": "a@example.com", "phone": "1"}).flow
    assert CODE not in Draft("k", "complaint").flow
