"""What is not a passive reply: late answers, staff, tokens, quotas, notices, farewell."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.e2e.console import Console
from tests.e2e.letters import until
from tests.e2e.running_desk import RunningDesk
from tests.e2e.wechat.conftest import PATIENCE_S
from tests.e2e.wechat.follower import Follower
from tests.e2e.wechat.records import newest_conversation, rows, said
from tests.support.wechat_platform.account import PlatformAccount
from tests.support.wechat_platform.platform import WeChatPlatform

ACCOUNT = PlatformAccount()
QUESTION = "备份里的信息也会删吗？"


@contextmanager
def bot_asleep(desk: RunningDesk, seconds: float) -> Iterator[None]:
    """It answers again after that."""
    desk.pause("bot")
    waking = threading.Timer(seconds, desk.resume, ["bot"])
    waking.start()
    try:
        yield
    finally:
        waking.join()


@pytest.fixture
def attended(follower: Follower, console: Console) -> tuple[Follower, Console, str]:
    """A member of staff has taken the conversation over; the third is its path in the console."""
    follower.ask("转人工", "人工")
    path = f"/staff/conversations/{newest_conversation(follower.desk)}"
    console.get(path)
    console.post(f"{path}/claim")
    follower.user.wait_for("接入")
    return follower, console, path


def test_slow_answer_goes_back_with_a_retry(follower: Follower) -> None:
    follower.ask("你好", "您好")
    with bot_asleep(follower.desk, PATIENCE_S * 1.5):
        (bubble,) = follower.user.say(QUESTION)
    assert (bubble.how, "备份" in bubble.text) == ("passive", True)
    assert len(follower.user.outcomes[-1].deliveries) > 1
    assert said(follower.desk, newest_conversation(follower.desk))["user"] == 2


def test_answer_later_than_the_last_retry_is_sent(follower: Follower) -> None:
    with bot_asleep(follower.desk, PATIENCE_S * 4):
        assert all("备份" not in bubble.text for bubble in follower.user.say(QUESTION))
    assert follower.user.wait_for("备份").how == "service"
    assert len(follower.user.outcomes[-1].deliveries) == 3
    assert said(follower.desk, newest_conversation(follower.desk))["user"] == 1


def test_staff_take_over_and_answer(attended: tuple[Follower, Console, str]) -> None:
    follower, console, path = attended
    console.post(f"{path}/reply", text="您好，我是工作人员，请说。")
    assert follower.user.wait_for("我是工作人员").how == "service"
    assert follower.user.say("谢谢") == []
    console.post(f"{path}/return")
    follower.user.wait_for("机器人")


def test_token_that_ends_in_between_is_renewed_once(
    attended: tuple[Follower, Console, str], platform: WeChatPlatform
) -> None:
    follower, console, path = attended
    platform.counts.clear()
    platform.tokens.expire_all()
    console.post(f"{path}/reply", text="您的材料收到了。")
    follower.user.wait_for("材料收到")
    assert follower.user.texts().count("材料收到") == 1
    assert platform.counts["stable_token"] == 1
    # Whatever is called first meets the end: the message itself, or "typing" before it.
    assert sum(count for name, count in platform.counts.items() if name.endswith(":42001")) >= 1


def test_busy_platform_is_tried_again(attended: tuple[Follower, Console, str], platform: WeChatPlatform) -> None:
    follower, console, path = attended
    platform.fail_next("message/custom/send", -1)
    console.post(f"{path}/reply", text="请稍等。")
    follower.user.wait_for("请稍等")
    assert follower.user.texts().count("请稍等") == 1


def test_what_the_quota_does_not_carry_comes_with_the_next_message(attended: tuple[Follower, Console, str]) -> None:
    follower, console, path = attended
    texts = [f"这是第{number}句。" for number in range(1, 8)]
    for text in texts:
        console.post(f"{path}/reply", text=text)
        time.sleep(1.5)
    heard = until(lambda: follower.user.allowance.left["message"][0] == 0)
    assert heard
    follower.ask("好的", texts[-1])
    assert [follower.user.texts().count(text) for text in texts] == [1] * len(texts)


def test_notice_after_48_hours_is_a_template_message(
    follower: Follower, console: Console, platform: WeChatPlatform
) -> None:
    number = _complain(follower)
    platform.advance(49 * 3600)
    console.get(f"/staff/tickets/{number}")
    console.post(f"/staff/tickets/{number}/move", target="in_progress")
    notice = follower.user.wait_until(lambda bubble: bubble.how == "template")
    assert number in notice.text
    assert follower.phone not in notice.text


def test_who_leaves_is_forgotten_but_for_the_ticket(follower: Follower) -> None:
    number = _complain(follower)
    conversation_id = newest_conversation(follower.desk)
    follower.user.unfollow()
    until(lambda: not said(follower.desk, conversation_id))
    until(lambda: not _bot_remembers(follower.desk, conversation_id))
    assert rows(follower.desk, "select count(*) from tickets where number = ?", number) == [(1,)]


def _complain(follower: Follower) -> str:
    follower.ask("我要投诉", "同意")
    follower.choose("同意", "姓名")
    follower.ask("王小明", "手机")
    follower.ask(follower.phone, "说说情况")
    follower.ask("客服推销电话太多，请停止拨打", follower.phone)
    receipt = follower.choose("确认提交", "PD-")
    return receipt[receipt.index("PD-") :][:22]


def _bot_remembers(desk: RunningDesk, conversation_id: str) -> bool:
    return bool(rows(desk, "select 1 from events where sender_id = ? limit 1", conversation_id, database="bot.db"))
