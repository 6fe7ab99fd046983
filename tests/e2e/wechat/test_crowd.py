"""A hundred people in the middle of a request, every push delivered twice at the same time and again when it is slow."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.e2e.wechat.follower import Follower
from tests.e2e.wechat.records import conversations, rows
from tests.support.wechat_platform.account import PlatformAccount
from tests.support.wechat_platform.platform import WeChatPlatform

ACCOUNT = PlatformAccount()
PEOPLE = 100
# Pushes under way at the same time; as many deliveries again are their copies. How much a machine can take at once is a
# matter of its size, and for the benchmark.
AT_ONCE = 12
# As long as the platform really waits.
PATIENCE_S = 5.0
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
    """Until everybody has heard the words of the next step."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda person: person.ask(text, expected, copies=2, patience_s=PATIENCE_S), people))
