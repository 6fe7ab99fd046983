"""Messages that the account sends of its own accord: tokens, quota, error codes, delivery states."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import structlog
from sqlalchemy import text, update

from api.channels.wechat.models import WeChatOutbound
from api.conversations.domain import Body
from tests.api.channels.wechat.conftest import Chat, OpenChat, served
from tests.support.wechat_platform.account import AccountKind
from tests.support.wechat_platform.users import WeChatUser

POOR, RICH = AccountKind.UNVERIFIED_SUBSCRIPTION, AccountKind.VERIFIED_SERVICE
SEND = "message/custom/send"


def _sent(chat: Chat, user: WeChatUser, text: str) -> Callable[[], bool]:
    chat.say_as_staff(text)
    return lambda: text in user.texts()


def _type(chat: Chat, on: bool = True) -> None:
    chat.desk.conversations.hub.typing(chat.conversation_of_last_turn(), "staff", on)


def test_staff_are_named_and_their_joining_is_timed(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    chat.work(until=_sent(chat, user, "您好，请说。"))
    joined, reply = user.screen[-2:]
    assert "人工客服小李已经接入" in joined.text
    assert joined.text.startswith("（")
    assert reply.how == "service"
    assert chat.states()[-1] == ("sent", "custom", None)


def test_what_staff_say_together_is_one_bubble(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    chat.say_as_staff("第一句")
    chat.work(until=_sent(chat, user, "第二句"))
    assert "第一句" in user.screen[-1].text
    assert "第二句" in user.screen[-1].text


def test_token_that_ends_in_between_is_renewed_once(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    chat.platform.tokens.forget_all()
    before = chat.platform.counts["stable_token"]
    chat.work(until=_sent(chat, user, "还在吗"))
    assert chat.platform.counts["stable_token"] - before == 1
    assert user.texts().count("还在吗") == 1


def test_token_is_asked_for_once_for_many_messages(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    users = [served(chat)]
    for number in range(3):
        chat.work(until=_sent(chat, users[0], f"第 {number} 句"))
    assert chat.platform.counts["stable_token"] == 1


def test_quota_used_up_is_told_before_and_the_rest_comes_with_the_next_message(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    for number in range(4):
        chat.work(until=_sent(chat, user, f"第 {number} 句"))
    assert "请随便回复一个字" in user.screen[-1].text
    chat.say_as_staff("再说一句")
    chat.work(until=lambda: chat.states()[-1][0] == "held")
    assert "再说一句" not in user.texts()
    [bubble] = user.say("好")
    assert "再说一句" in bubble.text
    assert chat.states()[-1] == ("replied", "passive", None)


@pytest.mark.parametrize(
    ("code", "state"),
    [(45015, "held"), (45047, "held"), (43004, "held"), (40164, "held"), (48001, "held"), (45002, "failed"), (46003, "held")],
)
def test_refusals_are_kept_with_their_code(open_chat: OpenChat, code: int, state: str) -> None:
    chat = open_chat(RICH)
    served(chat)
    chat.platform.fail_next(SEND, code)
    with structlog.testing.capture_logs() as logs:
        chat.say_as_staff("您好")
        chat.work(until=lambda: chat.states()[-1][2] is not None)
    assert chat.states()[-1] == (state, None, code)
    assert any(entry["event"] == "wechat.send_refused" for entry in logs) == (code not in (45015, 45047, 43004))


def test_busy_platform_is_asked_again(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    chat.platform.fail_next(SEND, -1)
    chat.work(until=_sent(chat, user, "再试一次"))
    assert chat.states()[-1] == ("sent", "custom", None)
    assert user.texts().count("再试一次") == 1


def test_message_that_was_not_taken_is_given_back_to_its_own_quota(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    people = chat.wechat.deliver.people
    with chat.desk.database.transaction() as session:
        person = people.known(session, user.openid)
        assert person is not None
        people.acted(person)
        before = people.allowance(person)
    chat.platform.fail_next(SEND, 45002)
    chat.say_as_staff("太长了")
    chat.work(until=lambda: chat.states()[-1][2] is not None)
    with chat.desk.database.transaction() as session:
        person = people.known(session, user.openid)
        assert person is not None
        assert (person.sends_left, person.brief_sends_left) == (before.regular, before.brief)


def test_options_are_typed_where_they_cannot_be_tapped(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    chat.platform.fail_next(SEND, 40200)
    with chat.desk.database.transaction() as session:
        talk = chat.desk.conversations.get(session, chat.conversation_of_last_turn())
        chat.desk.conversations.return_to_bot(session, talk, "staff:1")
    chat.work(until=lambda: "5. 5 星" in user.texts())
    user.say("5")
    assert "谢谢您的评价" in user.screen[-1].text


def test_waiting_is_told_how_to_get_the_answer_where_nothing_can_be_sent(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    user = chat.user()
    user.follow()
    user.choose("转人工")
    assert "回复“继续”查看" in user.screen[-1].text
    user.say("我的情况是这样")
    with chat.desk.database.transaction() as session:
        [talk] = [queued.conversation for queued in chat.desk.live_chat.queue(session)]
        found = chat.desk.conversations.get(session, talk.id)
        chat.desk.conversations.take_over(session, found, "staff:1", "小李")
        chat.desk.conversations.say(session, found, author="staff", body=Body(text="请稍等"), staff="staff:1")
    [bubble] = user.say("继续")
    assert bubble.text.index("小李已经接入") < bubble.text.index("请稍等")


def test_words_on_the_queue_are_the_same_once_somebody_is_there(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = chat.user()
    user.say("你好")
    with chat.desk.database.transaction() as session:
        chat.desk.handoff.ask(session, chat.conversation_of_last_turn(), "asked", "bot")
    chat.take_over()
    chat.work(until=lambda: "接入" in user.texts())
    queued, joined = user.screen[-1].text.split("\n\n")[:2]
    assert not queued.startswith("（"), "only joining is timed"
    assert joined.startswith("（")


def test_typing_is_shown_while_staff_write(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    for _ in range(3):
        _type(chat)
        chat.desk.conversations.hub.typing(chat.conversation_of_last_turn(), "bot", True)
    chat.work(until=lambda: user.types_to)
    assert user.types_to
    assert chat.platform.counts["message/custom/typing"] == 1


def test_typing_is_shown_again_behind_what_was_sent(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    _type(chat)
    chat.work(until=lambda: user.types_to)
    chat.work(until=_sent(chat, user, "稍等"))
    assert not user.types_to
    _type(chat)
    chat.work(until=lambda: user.types_to)
    assert user.types_to
    assert chat.platform.counts["message/custom/typing:0"] == 2


def test_typing_goes_when_nobody_types_any_more(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    _type(chat)
    chat.work(until=lambda: user.types_to)
    _type(chat, on=False)
    chat.work(until=lambda: not user.types_to)
    assert not user.types_to


@pytest.mark.parametrize(("code", "alarm"), [(45080, False), (-1, False), (48001, True)])
def test_typing_that_is_refused_is_dealt_with_by_the_table(open_chat: OpenChat, code: int, alarm: bool) -> None:
    chat = open_chat(RICH)
    served(chat)
    chat.platform.fail_next("message/custom/typing", code)
    with structlog.testing.capture_logs() as logs:
        _type(chat)
        chat.work(until=lambda: any(entry.get("code") == code for entry in logs))
    assert [entry["event"] == "wechat.send_refused" for entry in logs if entry.get("code") == code] == [alarm]


def test_staff_see_what_has_not_arrived(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    chat.platform.fail_next(SEND, 45015)
    chat.say_as_staff("看得到吗")
    chat.work(until=lambda: chat.states()[-1][0] == "held")
    assert list(_fares(chat).values()) == ["held"]
    user.say("来了")
    assert _fares(chat) == {}


def _fares(chat: Chat) -> dict[int, str]:
    with chat.desk.database.reading() as session:
        talk = chat.desk.conversations.get(session, chat.conversation_of_last_turn())
        return dict(chat.desk.conversations.fares(session, talk))


def test_what_a_dead_process_was_sending_is_sent(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    chat.say_as_staff("没有丢")
    ago = chat.desk.clock.now() - timedelta(seconds=1)
    with chat.desk.database.transaction() as session:
        session.execute(text("UPDATE wechat_outbound SET state = 'sending' WHERE state = 'queued'"))
        session.execute(update(WeChatOutbound).where(WeChatOutbound.state == "sending").values(lease_until=ago))
    chat.work(until=lambda: "没有丢" in user.texts())
    assert chat.states()[-1] == ("sent", "custom", None)


def test_stars_count_for_the_talk_that_has_ended(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    with chat.desk.database.transaction() as session:
        talk = chat.desk.conversations.get(session, chat.conversation_of_last_turn())
        chat.desk.conversations.close(session, talk, "staff:1")
    chat.work(until=lambda: "直接发消息就可以" in user.texts())
    [bubble] = user.say("4")
    assert "谢谢您的评价" in bubble.text
    user.say("还有一件事")
    assert chat.bot.heard[-1].text == "还有一件事"
