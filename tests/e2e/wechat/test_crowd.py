"""A hundred people in the middle of a request who all push at the same moment, every push delivered twice at the same
time and again when it is slow, with the platform's real times. Nobody may be shown its error (`conftest.platform`)."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.e2e.wechat.follower import Follower
from tests.e2e.wechat.records import conversations, rows
from tests.support.wechat_platform.account import PlatformAccount
from tests.support.wechat_platform.platform import WeChatPlatform

ACCOUNT = PlatformAccount()
PEOPLE = 100
QUICK = False
# What is said, and a word of the step that it leads to.
STEPS = (("我要投诉", "同意"), ("同意", "姓名"), ("王小明", "手机"))


def test_every_step_of_everybody_is_taken_once(platform: WeChatPlatform, follower: Follower) -> None:
    desk = follower.desk
    before = set(conversations(desk))
    people = [Follower(desk, platform.user(), follower.phone) for _ in range(PEOPLE)]
    for text, expected in STEPS:
        _ask_all(people, text, expected)
    mine = [one for one in conversations(desk) if one not in before]
    assert len(mine) == PEOPLE
    assert platform.counts["delivery"] >= 2 * PEOPLE * len(STEPS)
    assert platform.counts["push"] == PEOPLE * len(STEPS)
    marks = ",".join("?" * len(mine))
    spoken = rows(
        desk, f"select conversation_id, author, status from messages where conversation_id in ({marks})", *mine
    )
    assert Counter(author for _, author, _ in spoken)["user"] == PEOPLE * len(STEPS)
    assert {status for _, author, status in spoken if author == "user"} == {"answered"}
    # Everybody heard the same number of things.
    assert len(set(Counter(one for one, author, _ in spoken if author == "bot").values())) == 1


def _ask_all(people: Sequence[Follower], text: str, expected: str) -> None:
    """All at the same moment, until everybody has heard the words of the next step."""
    together = Barrier(len(people))

    def ask(person: Follower) -> None:
        together.wait()
        person.ask(text, expected, copies=2)

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(ask, people))
