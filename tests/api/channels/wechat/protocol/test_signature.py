"""Who sent it, and when."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.utils import check_signature as check_as_wechatpy

from api.channels.wechat.protocol import Expired, Replayed, SignatureInvalid, answer_url_check, check_nonce
from api.channels.wechat.protocol.nonces import nonce_id
from api.channels.wechat.protocol.signature import check_signature, check_time, sign
from tests.api.channels.wechat.protocol.pushes import NOW, PLAIN, SECOND, TOKEN


def test_platforms_own_vector() -> None:
    assert sign("AAAAA", "1714037059", "486452656") == "899cf89e464efb63f54ddac96b0a0a235f53aa78"


@given(st.lists(st.from_regex(r"[A-Za-z0-9]{1,32}", fullmatch=True), min_size=3, max_size=3))
def test_wechatpy_takes_our_signature(parts: list[str]) -> None:
    token, timestamp, nonce = parts
    check_as_wechatpy(token, sign(token, timestamp, nonce), timestamp, nonce)


@pytest.mark.parametrize("given", ["", "899cf89e464efb63f54ddac96b0a0a235f53aa79", "签名", "\ud800"])
def test_other_signature(given: str) -> None:
    with pytest.raises(SignatureInvalid):
        check_signature(given, "AAAAA", "1714037059", "486452656")


def test_upper_case_is_no_signature() -> None:
    """The platform writes lower case; there is no second spelling of a signature."""
    with pytest.raises(SignatureInvalid):
        check_signature(sign("a", "b", "c").upper(), "a", "b", "c")


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_within_the_window(seconds: int) -> None:
    check_time(str(int(SECOND) + seconds), NOW)


@pytest.mark.parametrize("timestamp", ["0", str(int(SECOND) - 301), str(int(SECOND) + 301), "99999999999"])
def test_outside_the_window(timestamp: str) -> None:
    with pytest.raises(Expired):
        check_time(timestamp, NOW)


@pytest.mark.parametrize(
    "timestamp", ["", "-1", "1e9", " 1795399200", "1795399200.0", "１７９５３９９２００", "9" * 12]
)
def test_timestamp_that_is_no_number(timestamp: str) -> None:
    with pytest.raises(SignatureInvalid):
        check_time(timestamp, NOW)


def _url_check(**changed: str) -> str:
    query = {"timestamp": SECOND, "nonce": "n1", "echostr": "5812190387640211"}
    query["signature"] = sign(TOKEN, query["timestamp"], query["nonce"])
    return answer_url_check(PLAIN, {**query, **changed}, NOW)


def test_url_check_gives_the_echo_back() -> None:
    assert _url_check() == "5812190387640211"


@pytest.mark.parametrize("name", ["timestamp", "nonce", "signature", "echostr"])
@pytest.mark.parametrize("value", ["", "x" * 129, "a\nb"])
def test_url_check_refuses(name: str, value: str) -> None:
    with pytest.raises(SignatureInvalid):
        _url_check(**{name: value})


class Nonces:
    """What the database does."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def claim(self, nonce: str, message: str, until: datetime) -> str:
        return self.kept.setdefault(nonce, message)


def test_nonce_is_good_for_one_message() -> None:
    store, until = Nonces(), NOW + timedelta(minutes=5)
    check_nonce(store, "nonce-1", "message-1", until)
    check_nonce(store, "nonce-1", "message-1", until)
    check_nonce(store, "nonce-2", "message-1", until)
    with pytest.raises(Replayed):
        check_nonce(store, "nonce-1", "message-2", until)


@given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
def test_nonce_ids_differ(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Timestamps are digits, so the line feed between the two parts cannot be moved."""
    digits = [(str(len(timestamp)), nonce) for timestamp, nonce in (one, other)]
    assert (nonce_id(*digits[0]) == nonce_id(*digits[1])) == (digits[0] == digits[1])
