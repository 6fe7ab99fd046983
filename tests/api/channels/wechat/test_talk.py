"""What a follower sees."""

from api.conversations.domain import BotMessage, Clause, QuickReply
from tests.api.channels.wechat.conftest import OpenChat
from tests.support.wechat_platform.account import AccountKind

POOR = AccountKind.UNVERIFIED_SUBSCRIPTION


def test_address_is_checked(open_chat: OpenChat) -> None:
    chat = open_chat()
    assert chat.platform.check_url()
    assert not chat.platform.check_url(signature="0" * 40)


def test_welcome_says_that_it_is_a_bot_and_offers_numbers(open_chat: OpenChat) -> None:
    [bubble] = open_chat(POOR).user().follow()
    assert "机器人" in bubble.text
    assert "3. 我要删除我的信息" in bubble.text


def test_answer_names_the_clause_and_links_to_it(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    chat.bot.script.append([BotMessage(text="不一定马上删。", kind="answer", clauses=(Clause("5.3"),))])
    [bubble] = chat.user().say("备份会删吗")
    assert "不一定马上删。" in bubble.text
    assert "依据：隐私政策 5.3" in bubble.text
    assert '/policy/2022-04-22#5.3">看原文</a>' in bubble.text


def test_number_chooses_what_was_offered(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    choices = (QuickReply("全部", "choose:request_scope=全部"), QuickReply("取消", "do:cancel"))
    chat.bot.script.append([BotMessage(text="删哪些？", kind="form", choices=choices)])
    user = chat.user()
    user.say("删除")
    user.say("选１")
    assert chat.bot.heard[-1].payload == "choose:request_scope=全部"
    assert chat.bot.heard[-1].text == "全部"
