"""Codes: shape, digest, windows."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from api.identity.domain import RULES, Window, code_digest, generate_code, same_digest, wait_for_window

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
codes = st.from_regex(r"[0-9]{6}", fullmatch=True)


def test_codes_have_six_digits() -> None:
    for _ in range(200):
        code = generate_code()
        assert len(code) == RULES.digits
        assert code.isdecimal()


@given(codes, codes, st.text(max_size=20), st.text(max_size=20))
def test_digest_binds_code_verification_and_purpose(code: str, other: str, ident: str, purpose: str) -> None:
    digest = code_digest(b"key", ident, purpose, code)
    assert code not in digest
    assert same_digest(digest, code_digest(b"key", ident, purpose, code))
    assert same_digest(digest, code_digest(b"key", ident, purpose, other)) == (code == other)
    assert not same_digest(digest, code_digest(b"other key", ident, purpose, code))


def test_digest_of_another_verification_differs() -> None:
    assert code_digest(b"key", "v1", "deletion", "123456") != code_digest(b"key", "v2", "deletion", "123456")


@given(st.lists(st.integers(0, 2 * 3600), max_size=12))
def test_waiting_makes_room_in_the_window(ages: list[int]) -> None:
    sent = [NOW - timedelta(seconds=age) for age in ages]
    window = Window(3, timedelta(hours=1))
    wait = wait_for_window(sent, (window,), NOW)
    later = NOW + wait
    assert timedelta(0) <= wait <= window.span
    assert len([moment for moment in sent if moment > later - window.span]) < window.limit
