"""One token for all processes."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
import structlog

from api.channels.wechat.outbound.ports import WeChatUnreachable
from api.channels.wechat.outbound.tokens import Fetched, FreshToken, Tokens
from api.db import Database
from tests.support.clock import FakeClock


@dataclass
class Platform:
    """Gives t1, t2 … ; `keeps`: a call without force gets the same one again."""

    keeps: bool = False
    broken: bool = False
    calls: list[bool] = field(default_factory=list)
    number: int = 0
    slow: threading.Event | None = None

    def fetch(self, force: bool) -> Fetched:
        self.calls.append(force)
        if self.slow:
            self.slow.wait(5)
        if self.broken:
            raise WeChatUnreachable("down")
        if force or not self.keeps or self.number == 0:
            self.number += 1
        return Fetched(f"t{self.number}", 7200)


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
def process(database: Database, clock: FakeClock, platform: Platform) -> Callable[[], Tokens]:
    return lambda: Tokens(database, clock, "wx1", platform.fetch, patience_s=5)


def test_processes_share_it(process: Callable[[], Tokens], platform: Platform) -> None:
    assert [process().current() for _ in range(3)] == ["t1"] * 3
    assert platform.calls == [False]


def test_asked_at_once_it_is_fetched_once(process: Callable[[], Tokens], platform: Platform) -> None:
    platform.slow = threading.Event()
    threading.Timer(0.3, platform.slow.set).start()
    with ThreadPoolExecutor(6) as pool:
        found = set(pool.map(lambda _: process().current(), range(6)))
    assert found == {"t1"}
    assert platform.calls == [False]


def test_renewed_early_while_the_old_one_serves(
    process: Callable[[], Tokens], platform: Platform, clock: FakeClock
) -> None:
    first = process()
    first.current()
    clock.advance(minutes=116)
    with ThreadPoolExecutor(1) as pool:
        platform.slow = threading.Event()
        renewing = pool.submit(process().current)
        while len(platform.calls) < 2:
            threading.Event().wait(0.01)
        assert first.current() == "t1"
        platform.slow.set()
        assert renewing.result() == "t2"
    assert first.current() == "t2"


def test_refused_token_is_replaced_once_for_all(process: Callable[[], Tokens], platform: Platform) -> None:
    first, second = process(), process()
    first.current()
    assert first.after_refusal("t1") == "t2"
    assert second.after_refusal("t1") == "t2"
    assert platform.calls == [False, False]


def test_new_one_is_forced_only_where_the_platform_insists_on_the_old(
    process: Callable[[], Tokens], platform: Platform, clock: FakeClock
) -> None:
    platform.keeps = True
    tokens = process()
    tokens.current()
    assert tokens.after_refusal("t1") == "t2"
    assert platform.calls == [False, False, True]
    assert tokens.after_refusal("t2") == "t2", "forced less than 30 s ago"
    clock.advance(seconds=31)
    assert tokens.after_refusal("t2") == "t3"


def test_no_more_than_twenty_are_forced_in_a_day(
    process: Callable[[], Tokens], platform: Platform, clock: FakeClock
) -> None:
    platform.keeps = True
    tokens = process()
    token = tokens.current()
    with structlog.testing.capture_logs() as logs:
        for _ in range(25):
            clock.advance(seconds=31)
            token = tokens.after_refusal(token)
    assert platform.calls.count(True) == 20
    assert [entry["log_level"] for entry in logs if entry["event"] == "wechat.token_forced_too_often"] == ["error"] * 5
    clock.advance(days=1)
    # It has ended meanwhile, and the platform still insists on it.
    assert process().after_refusal(token) != token
    assert platform.calls.count(True) == 21


def test_failure_lets_the_next_one_try(process: Callable[[], Tokens], platform: Platform) -> None:
    platform.broken = True
    with pytest.raises(WeChatUnreachable):
        process().current()
    platform.broken = False
    assert process().current() == "t1"


def test_commands_ask_the_platform_itself(platform: Platform) -> None:
    platform.keeps = True
    fresh = FreshToken(platform.fetch)
    assert fresh.current() == "t1"
    assert fresh.after_refusal("t1") == "t2"
