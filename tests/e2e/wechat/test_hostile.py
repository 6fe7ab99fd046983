"""What the platform never sends: refused, without a trace in any conversation."""

import time

import pytest

from tests.e2e.running_desk import RunningDesk
from tests.e2e.wechat.follower import Follower
from tests.e2e.wechat.records import newest_conversation, rows, said
from tests.support.wechat_platform.account import PlatformAccount
from tests.support.wechat_platform.platform import WeChatPlatform
from tests.support.wechat_platform.sealing import Sealed, Sealing
from tests.support.wechat_platform.xml import Value, document

ACCOUNT = PlatformAccount()
Fields = dict[str, Value]


@pytest.fixture
def fields(follower: Follower, platform: WeChatPlatform) -> Fields:
    """A text of the follower's."""
    return platform.addressed(
        follower.user, {"MsgType": "text", "Content": "在吗", "MsgId": platform.next_message_id()}
    )


def _records(desk: RunningDesk) -> int:
    return int(rows(desk, "select count(*) from messages")[0][0])


@pytest.mark.parametrize(
    "account",
    [
        PlatformAccount(token="anotherToken"),
        PlatformAccount(mode="plain"),
        PlatformAccount(mode="plain", token="anotherToken"),
    ],
    ids=["forged", "not encrypted", "neither"],
)
def test_forged_push_is_refused(
    desk: RunningDesk, platform: WeChatPlatform, fields: Fields, account: PlatformAccount
) -> None:
    before = _records(desk)
    answer = platform.post(Sealing(account).seal(fields, "oForged"))
    assert (answer.status_code, _records(desk)) == (403, before)


@pytest.mark.parametrize("name", ["timestamp", "nonce", "msg_signature"])
@pytest.mark.parametrize("value", ["", "1795399200", "x" * 4000])
def test_other_parameters_are_refused(
    desk: RunningDesk, platform: WeChatPlatform, fields: Fields, name: str, value: str
) -> None:
    before, sealed = _records(desk), platform.sealing.seal(fields, "oForged")
    answer = platform.post(Sealed({**sealed.query, name: value}, sealed.body))
    assert (answer.status_code, _records(desk)) == (403, before)


@pytest.mark.parametrize("hours", [-1, 1])
def test_push_from_another_time_is_refused(
    desk: RunningDesk, platform: WeChatPlatform, fields: Fields, hours: int
) -> None:
    before = _records(desk)
    sealed = platform.sealing.seal(fields, "oForged", at=int(time.time()) + hours * 3600)
    assert (platform.post(sealed).status_code, _records(desk)) == (403, before)


def test_signature_is_good_for_one_message(platform: WeChatPlatform, follower: Follower, fields: Fields) -> None:
    """A retry passes with the same signature; another message does not."""
    now = int(time.time())
    one = platform.sealing.seal(fields, follower.user.openid, at=now, nonce="n1")
    other = platform.sealing.seal({**fields, "MsgId": 1}, follower.user.openid, at=now, nonce="n1")
    assert [platform.post(push).status_code for push in (one, one, other)] == [200, 200, 403]
    assert said(follower.desk, newest_conversation(follower.desk))["user"] == 1


@pytest.mark.parametrize(
    "xml",
    [
        "<!DOCTYPE x [<!ENTITY a 'ha'>]><xml>&a;</xml>",
        "<xml>" + "<a>" * 500,
        "{}",
        document({"ToUserName": "gh_000000000000", "MsgType": "text"}),
    ],
)
def test_what_cannot_be_read_is_taken_and_left(desk: RunningDesk, platform: WeChatPlatform, xml: str) -> None:
    """The signature holds, so that a user may be waiting: they must not be shown an error."""
    before = _records(desk)
    answer = platform.post(platform.sealing.seal_xml(xml))
    assert (answer.status_code, answer.text, _records(desk)) == (200, "success", before)


def test_push_for_another_account_is_left(desk: RunningDesk, platform: WeChatPlatform, fields: Fields) -> None:
    before = _records(desk)
    other = Sealing(PlatformAccount(app_id="wx00000000000000bb"))
    assert (platform.post(other.seal(fields, "oOther")).text, _records(desk)) == ("success", before)


def test_desk_answers_all_the_same(follower: Follower) -> None:
    follower.ask("你们收集我的哪些信息？", "隐私政策")
