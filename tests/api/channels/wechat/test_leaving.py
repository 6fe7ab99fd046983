"""What is deleted when somebody unfollows, and what stays."""

from sqlalchemy import text

from tests.api.channels.wechat.conftest import QUICK, Chat, OpenChat
from tests.api.channels.wechat.slowness import Slow
from tests.support.requests import new_ticket
from tests.support.wechat_platform.account import AccountKind

POOR = AccountKind.UNVERIFIED_SUBSCRIPTION


def _count(chat: Chat, table: str) -> int:
    with chat.desk.database.reading() as session:
        return int(session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def _audited(chat: Chat) -> set[str]:
    with chat.desk.database.reading() as session:
        return set(session.execute(text("SELECT action FROM audit_events")).scalars())


def test_unfollow_deletes_talk_and_binding_and_keeps_the_ticket(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    user = chat.user()
    user.say("你好")
    conversation_id = chat.conversation_of_last_turn()
    with chat.desk.database.transaction() as session:
        filed = chat.desk.staff_side.tickets.filing.file(session, "key-1", new_ticket(conversation_id))
    user.unfollow()
    for table in ("wechat_people", "wechat_conversations", "wechat_outbound", "messages", "conversations"):
        assert _count(chat, table) == 0, table
    with chat.desk.database.reading() as session:
        ticket = chat.desk.staff_side.tickets.find(session, filed.ticket.number)
        assert (ticket.conversation_id, ticket.name) == (conversation_id, "张三")
    assert {"wechat:person:forget", "conversation:delete"} <= _audited(chat)


def test_bot_forgets_too(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    user = chat.user()
    user.say("你好")
    conversation_id = chat.conversation_of_last_turn()
    user.unfollow()
    chat.work(until=lambda: conversation_id in chat.bot.forgotten)
    assert conversation_id in chat.bot.forgotten


def test_bot_forgets_once_more_what_it_hears_behind_the_unfollow(open_chat: OpenChat) -> None:
    chat = open_chat(POOR, QUICK)
    slow, user = Slow(chat), chat.user()
    user.say("你好")
    user.unfollow()
    chat.work(until=lambda: bool(chat.bot.forgotten))
    slow.go.set()
    chat.drain()
    chat.work(until=lambda: len(chat.bot.forgotten) > 1)
    assert chat.bot.forgotten == [chat.conversation_of_last_turn()] * 2


def test_nothing_of_the_answers_stays_with_the_deliveries(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    user = chat.user()
    user.say("你好")
    user.unfollow()
    with chat.desk.database.reading() as session:
        rows = session.execute(text("SELECT person_id, reply FROM wechat_deliveries")).all()
    assert {tuple(row) for row in rows} == {(None, None)}


def test_who_comes_back_begins_anew(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    user = chat.user()
    user.say("你好")
    before = chat.conversation_of_last_turn()
    user.unfollow()
    [welcome] = user.follow()
    assert "欢迎" in welcome.text
    user.say("又来了")
    assert chat.conversation_of_last_turn() != before


def test_closed_account_is_as_an_unfollow(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    user = chat.user()
    user.say("你好")
    user.event("user_authorization_cancellation", OpenID=user.openid, AppID=chat.platform.account.app_id)
    assert _count(chat, "wechat_people") == 0


def test_single_authorisations_hold_nothing_here(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    user = chat.user()
    user.say("你好")
    user.event("user_authorization_revoke", OpenID=user.openid, AppID="wx", RevokeInfo="205,206")
    assert _count(chat, "wechat_people") == 1
    assert "wechat:authorization:revoke" in _audited(chat)


def test_openid_stands_nowhere_in_clear(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    user = chat.user()
    user.follow()
    user.say("你好")
    with chat.desk.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    stored = (chat.desk.settings.var_dir / "desk.db").read_bytes()
    assert user.openid.encode() not in stored
    assert chat.platform.tokens._current.encode() not in stored or not chat.platform.tokens._current


def test_sweep_forgets_what_cannot_come_again(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    chat.user().say("你好")
    with chat.desk.database.transaction() as session:
        session.execute(text("UPDATE wechat_deliveries SET received_at = '2020-01-01 00:00:00'"))
        session.execute(text("UPDATE wechat_nonces SET until = '2020-01-01 00:00:00'"))
    chat.worker.keep_running(["wechat.sweep"])
    chat.work(until=lambda: _count(chat, "wechat_nonces") == 0)
    assert (_count(chat, "wechat_deliveries"), _count(chat, "wechat_people")) == (0, 1)
