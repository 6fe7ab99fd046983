"""Template messages, when nothing else may be sent."""

import pytest
import structlog

from api.channels.wechat.models import WeChatOutbound
from api.channels.wechat.outbound.templates import Notice, TemplateNotices
from api.conversations.domain import Body, TicketCard
from tests.api.channels.wechat.conftest import Chat, OpenChat, served
from tests.support.requests import new_ticket
from tests.support.wechat_platform.account import AccountKind
from tests.support.wechat_platform.users import WeChatUser
from tests.support.wechat_platform.xml import Value

RICH = AccountKind.VERIFIED_SERVICE
SEND, TEMPLATE = "message/custom/send", "message/template/send"
CARD = TicketCard("PD-2026-TEST-TEST-TEST", "deletion", "completed", None)


def _step(chat: Chat) -> None:
    """A ticket comes to its end while nothing may be sent any more."""
    chat.platform.fail_next(SEND, 45015)
    with chat.desk.database.transaction() as session:
        talk = chat.desk.conversations.get(session, chat.conversation_of_last_turn())
        chat.desk.conversations.say(session, talk, kind="status", body=Body(text="已办结", ticket=CARD))


def _notices(user: WeChatUser) -> list[str]:
    return [bubble.text for bubble in user.screen if bubble.how == "template"]


def test_step_of_a_ticket_goes_by_template_when_nothing_else_may(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    _step(chat)
    chat.work(until=lambda: user.screen[-1].how == "template")
    assert "PD-2026-TEST-TEST-TEST" in user.screen[-1].text
    assert "已办结" in user.screen[-1].text
    chat.work(until=lambda: chat.platform.counts["push:TEMPLATESENDJOBFINISH"] == 1)
    assert chat.states()[-1] == ("held", "template", 45015)
    [bubble] = user.say("好")
    assert "已办结" in bubble.text, "the words themselves come when they may"


@pytest.mark.parametrize("code", [-1, 45011])
def test_notice_that_came_at_a_bad_moment_is_sent_again(open_chat: OpenChat, code: int) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    chat.platform.fail_next(TEMPLATE, code)
    _step(chat)
    chat.work(until=lambda: bool(_notices(user)))
    assert len(_notices(user)) == 1
    assert chat.platform.counts[f"{TEMPLATE}:{code}"] == 1


@pytest.mark.parametrize("code", [40037, 48001, 40164, 45009])
def test_notice_that_was_refused_calls_a_person_and_goes_with_the_next(open_chat: OpenChat, code: int) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    chat.platform.fail_next(TEMPLATE, code)
    with structlog.testing.capture_logs() as logs:
        _step(chat)
        chat.work(until=lambda: chat.states()[-1][2] == code)
    [alarm] = [entry for entry in logs if entry["event"] == "wechat.send_refused"]
    assert alarm["code"] == code
    assert alarm["says"]
    chat.say_as_staff("还有一件事")
    chat.work(until=lambda: bool(_notices(user)))
    assert len(_notices(user)) == 1


def test_notice_whose_outcome_is_unknown_is_shown_once(open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    notices = chat.wechat.deliver.notices
    send = TemplateNotices._send
    died: list[bool] = []

    def dies(self: TemplateNotices, notice: Notice) -> bool:
        done = send(self, notice)
        if not died:
            died.append(True)
            with self.database.transaction() as session:
                for row in session.query(WeChatOutbound).filter_by(state="held"):
                    row.template_id = row.lease_until = None
        return done

    monkeypatch.setattr(TemplateNotices, "_send", dies)
    _step(chat)
    chat.work(until=lambda: bool(died))
    with chat.desk.database.reading() as session:
        [person_id] = {row.person_id for row in session.query(WeChatOutbound).filter_by(state="held")}
    notices.tell(person_id)
    assert chat.platform.counts[TEMPLATE] == 2
    assert len(_notices(user)) == 1


def test_words_of_staff_are_told_of_once_when_a_ticket_is_open(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    with chat.desk.database.transaction() as session:
        filed = chat.desk.staff_side.tickets.filing.file(session, "k", new_ticket(chat.conversation_of_last_turn()))
    chat.platform.fail_next(SEND, 45015)
    chat.say_as_staff("材料收到了")
    chat.work(until=lambda: bool(_notices(user)))
    chat.say_as_staff("还差一项")
    chat.work(until=lambda: [state for state, _, _ in chat.states()].count("held") == 2)
    chat.work(until=lambda: not chat.worker.run_due())
    [notice] = _notices(user)
    assert filed.ticket.number in notice
    assert "材料收到了" not in notice
    [bubble] = user.say("来了")
    assert "材料收到了" in bubble.text


def test_words_of_staff_without_a_ticket_wait(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    chat.platform.fail_next(SEND, 45015)
    chat.say_as_staff("您好")
    chat.work(until=lambda: chat.states()[-1][0] == "held")
    chat.work(until=lambda: not chat.worker.run_due())
    assert _notices(user) == []


def test_event_of_a_notice_counts_once_and_is_not_replayed(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = served(chat)
    _step(chat)
    chat.work(until=lambda: bool(_notices(user)))
    chat.work(until=lambda: chat.states()[-1][1] == "template")
    [number] = chat.platform.notices.values()
    event: dict[str, Value] = {"MsgType": "event", "Event": "TEMPLATESENDJOBFINISH", "MsgID": number}
    fields = chat.platform.addressed(user, {**event, "Status": "failed: system failed"})
    # The platform's own, which says that it went well, may have come in this second.
    fields["CreateTime"] = int(str(fields["CreateTime"])) - 5
    sealed = chat.platform.sealing.seal(fields, user.openid)
    assert [chat.platform.post(sealed).content for _ in range(2)] == [b"success"] * 2
    other = chat.platform.addressed(user, {"MsgType": "text", "Content": "你好", "MsgId": 31})
    nonce = sealed.query["nonce"]
    forged = chat.platform.sealing.seal(other, user.openid, nonce=nonce)
    assert chat.platform.post(forged).status_code == 403
    assert chat.states()[-1][1] is None
