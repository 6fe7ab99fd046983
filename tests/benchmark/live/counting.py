"""Whether every word arrived once: on the user's stream, on record, and on the agent's page."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tests.benchmark.live.crowd import Crowd
from tests.benchmark.live.user import User

_HEADS = re.compile(r"第\d+[问答]")


@dataclass(frozen=True)
class Count:
    """Of one place where words arrive."""

    expected: int
    lost: int
    doubled: int

    def __add__(self, other: "Count") -> "Count":
        return Count(self.expected + other.expected, self.lost + other.lost, self.doubled + other.doubled)


NOTHING = Count(0, 0, 0)


def counted(expected: Iterable[str], found: Counter[str]) -> Count:
    """Each of `expected` should be found once."""
    wanted = list(expected)
    return Count(len(wanted), sum(found[each] == 0 for each in wanted), sum(found[each] > 1 for each in wanted))


async def count_words(crowd: Crowd) -> dict[str, Count]:
    """By place."""
    found = {"the users' streams": NOTHING, "the record": NOTHING, "the agents' pages": NOTHING}
    for agent in crowd.agents:
        for user in agent.talks:
            wanted = _wanted(user)
            history = await user.history()
            on_record = Counter(message["text"].partition("：")[0] for message in history)
            page = Counter(_HEADS.findall(await agent.transcript(user)))
            found["the users' streams"] += counted(wanted, user.texts) + _ids(user, [each["id"] for each in history])
            found["the record"] += counted(wanted, on_record)
            found["the agents' pages"] += counted(wanted, page)
    return found


def _wanted(user: User) -> list[str]:
    return [head for word in user.said for head in (word.question, word.answer)]


def _ids(user: User, recorded: list[int]) -> Count:
    """Whatever else was said, greetings and notices: the stream brought each message of the record once."""
    streamed = Counter(user.ids)
    lost = sum(streamed[one] == 0 for one in recorded)
    return Count(0, lost, sum(number > 1 for number in streamed.values()))
