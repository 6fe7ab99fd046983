"""The poorest account: passive replies are all there is, and the push comes in compatible mode."""

from collections.abc import Iterator

import pytest

from tests.e2e.wechat.conftest import PATIENCE_S
from tests.e2e.wechat.follower import Follower
from tests.e2e.wechat.records import newest_conversation, rows, said
from tests.e2e.wechat.test_sending import QUESTION, bot_asleep
from tests.e2e.wechat.test_talk import delete_up_to_summary
from tests.support.wechat_platform.account import AccountKind, PlatformAccount
from tests.support.wechat_platform.platform import WeChatPlatform

ACCOUNT = PlatformAccount(kind=AccountKind.UNVERIFIED_SUBSCRIPTION, mode="compatible")


@pytest.fixture(autouse=True)
def _nothing_is_called(platform: WeChatPlatform) -> Iterator[None]:
    """The account has no rights: a call would only be refused."""
    yield
    assert platform.counts["message/custom/send"] == 0


def test_policy_question(follower: Follower) -> None:
    assert "5.3" in follower.ask("怎么删除我的个人信息？", "隐私政策")


def test_deletion_request_with_a_code(follower: Follower) -> None:
    delete_up_to_summary(follower)
    assert "PD-" in follower.choose("确认提交", "PD-")


def test_late_answer_is_kept_and_the_user_told(follower: Follower) -> None:
    with bot_asleep(follower.desk, PATIENCE_S * 4):
        (told,) = follower.user.say(QUESTION)
    assert "继续" in told.text
    assert "备份" in follower.ask("继续", "备份")
    assert said(follower.desk, newest_conversation(follower.desk))["user"] == 1


def test_staff_can_be_had_here_too(follower: Follower) -> None:
    follower.ask("转人工", "人工")
    states = rows(follower.desk, "select state from conversations where id = ?", newest_conversation(follower.desk))
    assert states == [("waiting",)]
