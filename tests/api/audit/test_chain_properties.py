"""Whatever is done to a chain of audit rows, its last hash tells."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from api.audit.domain import GENESIS, Entry, chain_hash

KEY = b"key-of-tests"
texts = st.text(max_size=4)
maybe = st.none() | texts
entries = st.builds(
    Entry, at=texts, actor=texts, subject=texts, action=texts, from_state=maybe, to_state=maybe, why_digest=maybe
)
chains = st.lists(entries, min_size=1, max_size=4)
FIELDS = st.sampled_from([*Entry.__dataclass_fields__])


def last_hash(chain: Sequence[Entry], key: bytes = KEY) -> str:
    found = GENESIS
    for entry in chain:
        found = chain_hash(key, found, entry)
    return found


@settings(max_examples=50)
@given(chains, st.data(), FIELDS, maybe)
def test_changed_field_is_seen(chain: list[Entry], data: st.DataObject, field: str, value: str | None) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    changed = [*chain]
    changed[place] = replace(chain[place], **{field: value})
    assert (last_hash(changed) == last_hash(chain)) is (changed == chain)


@settings(max_examples=50)
@given(chains, st.data())
def test_missing_row_is_seen(chain: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    assert last_hash(chain[:place] + chain[place + 1 :]) != last_hash(chain)


@settings(max_examples=50)
@given(chains, entries, st.data())
def test_added_row_is_seen(chain: list[Entry], extra: Entry, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain)))
    assert last_hash([*chain[:place], extra, *chain[place:]]) != last_hash(chain)


@settings(max_examples=50)
@given(chains, st.randoms(use_true_random=False))
def test_other_order_is_seen(chain: list[Entry], chance: object) -> None:
    mixed = [*chain]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert (last_hash(mixed) == last_hash(chain)) is (mixed == chain)


@settings(max_examples=50)
@given(chains)
def test_without_the_key_there_is_no_chain(chain: list[Entry]) -> None:
    assert last_hash(chain, b"another key") != last_hash(chain)


@settings(max_examples=50)
@given(texts, texts, entries)
def test_fields_do_not_run_into_each_other(left: str, right: str, entry: Entry) -> None:
    """`actor="a", subject="bc"` is not `actor="ab", subject="c"`."""
    one = replace(entry, actor=left + right, subject="")
    other = replace(entry, actor=left, subject=right)
    assert (chain_hash(KEY, GENESIS, one) == chain_hash(KEY, GENESIS, other)) is (one == other)
