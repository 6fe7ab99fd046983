"""Parallel guesses and sends cannot slip past the counters."""

from concurrent.futures import ThreadPoolExecutor

from api.identity.domain import CheckResult
from api.identity.errors import TooManyCodes
from tests.api.identity.test_service import check, right_code, start
from tests.support.parts import Parts


def test_parallel_guesses_share_five_tries(parts: Parts) -> None:
    started = start(parts, parts.conversation())
    code = right_code(parts)
    guesses = [f"{number:06d}" for number in range(20) if f"{number:06d}" != code]
    with ThreadPoolExecutor(4) as pool:
        results = [each.result for each in pool.map(lambda guess: check(parts, started.id, guess), guesses)]
    assert results.count(CheckResult.WRONG) == 4
    assert check(parts, started.id, code).result == CheckResult.LOCKED


def test_parallel_sends_send_one(parts: Parts) -> None:
    where = parts.conversation()

    def attempt(_: int) -> bool:
        try:
            return start(parts, where).sent
        except TooManyCodes:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, range(8))) == 1
