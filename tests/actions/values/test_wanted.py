"""Another type of request, named in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.values.wanted import read_wish, turned_to

TURNS = [
    ("deletion", "不是删除，是注销", "account_closure"),
    ("deletion", "我不是要删，我是要收回同意", "consent_withdrawal"),
    ("deletion", "算了还是只要退订广告", "consent_withdrawal"),
    ("deletion", "哎别删了，我只要收回授权", "consent_withdrawal"),
    ("deletion", "不用删了，注销就行", "account_closure"),
    ("deletion", "改主意了，注销", "account_closure"),
    ("deletion", "别删，我就看看", "access"),
    ("deletion", "还是投诉你们吧", "complaint"),
    ("access", "不是查询，是要一份副本", "copy"),
    ("access", "干脆给我销户", "account_closure"),
    ("access", "不要查了直接删掉", "deletion"),
    ("access", "我要的是更正，不是查看", "correction"),
    ("copy", "不是副本，就看看", "access"),
    ("correction", "先别改了，先让我查一下存了什么", "access"),
    ("complaint", "先不投诉了，就要你们解释这个分是系统怎么打的", "automated_decision"),
    ("complaint", "不想投诉了，帮我把信息删了", "deletion"),
    ("account_closure", "是删除不是注销", "deletion"),
    ("account_closure", "不注销了，改删除", "deletion"),
    ("account_closure", "搞錯了，我係要刪除", "deletion"),
]
STAYS = [
    ("deletion", "账号已经注销了"),
    ("deletion", "不是你们违规，是我注销了"),
    ("deletion", "注销账户之后的全部信息"),
    ("deletion", "删除之后还能查吗"),
    ("deletion", "手机号改成13800138000"),
    ("deletion", "名字改一下"),
    ("deletion", "以后不用了"),
    ("deletion", "只删地址"),
    ("correction", "是改地址"),
    ("correction", "不是改手机，是改地址"),
    ("complaint", "他们没经我同意就查我"),
    ("access", "不查了"),
    ("access", "王小测"),
]


@pytest.mark.parametrize(("present", "text", "wanted"), TURNS)
def test_wanted_type_is_read_directly(present: str, text: str, wanted: str) -> None:
    assert turned_to(text, present) == wanted


@pytest.mark.parametrize(("present", "text"), STAYS)
def test_other_talk_changes_nothing(present: str, text: str) -> None:
    assert turned_to(text, present) is None


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="我不是要删除注销改查看投诉还是只先别算了，。", max_size=30))
def test_wanted_is_never_denied(text: str) -> None:
    wish = read_wish(text)
    assert not wish.denied & (wish.named | wish.rather)
