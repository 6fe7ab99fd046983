"""For whom a request is: never filed as one's own where it is for somebody else."""

import pytest

from tests.actions.forms.talk import CODE, PHONE, Talk, heard

OTHERS = {
    "parent": "请帮王大山注销账户，他是我父亲|这是我妈的账号，帮忙注销|给我爸注销账号",
    "other": "表弟的账号要注销|外婆的信息删了|I want this closed on behalf of my sister",
    "child": "学生家长，想删孩子信息|delete my son's account|孩子的信息能删掉吗",
    "company": "老板让我来注销公司账号|我们的企业账号也帮忙关了",
    "client": "I'm writing on behalf of my client, delete his data",
}
UNSURE = "我要注销张三的账号|帮李雷注销|给王大山办注销|close John's account please|替小王注销一下"
OWN = """
我老婆让我来删我的信息|我妈叫我注销|同事说可以删|我同事的手机号登记成了我的|哥的账号给我注销了|注销我在贵公司的账号|我用公司账号登录，删我的信息|my wife told me to delete my data|把原来单位的信息删了
注销本人的账号|清除所有的记录|我是王大山，王大山的账号注销掉|帮忙注销账号|给老子看哈你们存了啥|我要盖章的信息副本|我儿子教我注销的|把我的名字改一下，写成了我同事的名字|删除聚千保的账号
"""


def _closing(opening: str = "注销") -> Talk:
    return Talk().open("account_closure", opening)


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, said in OTHERS.items() for text in said.split("|")])
def test_request_for_another_is_noticed(text: str, kind: str) -> None:
    talk = _closing(text)
    assert talk.draft is not None and talk.draft.relationship == kind


@pytest.mark.parametrize("text", UNSURE.split("|"))
def test_doubtful_owner_is_asked_back(text: str) -> None:
    talk = _closing(text)
    assert talk.said[-1] == "ask_for_whom"


@pytest.mark.parametrize("text", [text for line in OWN.strip().splitlines() for text in line.split("|")])
def test_own_request_is_asked_nothing(text: str) -> None:
    talk = _closing(text)
    assert talk.draft is not None and (talk.draft.relationship, talk.draft.for_whom) == (None, None)


@pytest.mark.parametrize("answer", ["是", "是的，本人", "我自己的", "payload"])
def test_own_request_goes_on(answer: str) -> None:
    talk = _closing("我要注销张三的账号")
    talk.tap("do:for_myself") if answer == "payload" else talk.say(answer)
    assert talk.draft is not None and (talk.draft.relationship, talk.asked) == (None, "consent_to_collect")
    assert talk.say("同意", "张三", PHONE, CODE, "把张三的账号注销").asked == "confirm"


@pytest.mark.parametrize("answer", ["不是", "不是，替别人办", "帮我爸办的", "payload"])
def test_request_for_another_asks_who_that_is(answer: str) -> None:
    talk = _closing("我要注销张三的账号")
    talk.tap("do:change") if answer == "payload" else talk.say(answer)
    assert talk.asked == "consent_to_collect"
    talk.say("同意", "王小明", PHONE)
    assert talk.asked == "relationship"
    talk.say("我父亲 王大山", CODE, "确认")
    (ticket,) = talk.backend.filed.values()
    assert ticket.requester["relationship"] is not None


def test_question_in_between_comes_back_to_it() -> None:
    talk = _closing("我要注销张三的账号").say(heard("多久能办好？", "faq/reply_time", 0.9, True))
    assert talk.said == ["faq/reply_time", "ask_for_whom"]


def test_value_beside_the_question_is_taken_and_it_is_asked_again() -> None:
    talk = _closing("我要注销张三的账号").say("嗯那个")
    assert talk.said == ["ask_for_whom"]


def test_scope_that_names_another_is_asked_back() -> None:
    talk = Talk().open("deletion").say("同意", "王小明", PHONE)
    talk.tap("choose:deletion_reason=4").say("我老公的手机号和定位")
    assert talk.said == ["ask_for_whom"] and talk.values["request_scope"] == "我老公的手机号和定位"
    talk.say("替他办的")
    assert talk.draft is not None and talk.draft.relationship is not None


def test_story_of_who_acts_for_another() -> None:
    talk = Talk().open("complaint").say("同意", "王小明", PHONE, "我妈的信息被你们卖了，我替她投诉")
    assert talk.draft is not None and talk.draft.relationship == "parent"


def test_story_in_which_others_occur_is_ones_own() -> None:
    talk = Talk().open("complaint").say("同意", "王小明", PHONE, "你们打电话给我老婆推销，我们没同意过")
    assert talk.draft is not None and (talk.draft.relationship, talk.asked) == (None, "confirm")


@pytest.mark.parametrize("text", ["这是我妈的账号", "对，这是我妈的账号", "确认，这是给我妈办的"])
def test_other_owner_told_at_the_summary_files_nothing(text: str) -> None:
    talk = _closing().say("同意", "王小明", PHONE, CODE, text)
    assert talk.draft is not None and (talk.draft.relationship, talk.asked) == ("parent", "relationship")
    assert talk.backend.filed == {}


@pytest.mark.parametrize("text", ["确认注销张三的账号", "对，张三的账号"])
def test_doubtful_owner_at_the_summary_files_nothing(text: str) -> None:
    talk = _closing().say("同意", "王小明", PHONE, CODE, text)
    assert (talk.said, talk.backend.filed) == (["ask_for_whom"], {})


def test_number_of_a_relative_is_a_way_to_reach_somebody() -> None:
    talk = _closing().say("同意", "王小明", f"{PHONE}，我老婆的手机号")
    assert talk.draft is not None and (talk.draft.relationship, talk.asked) == (None, "code")


def test_somebody_under_age_comes_to_a_person() -> None:
    talk = Talk().open("deletion", "我今年13岁，想删我的信息")
    assert talk.said == ["minor"] and talk.draft is not None and talk.draft.relationship == "minor"


def test_ticket_of_somebody_under_age_says_so() -> None:
    talk = Talk().open("access").say("我还是初中生")
    assert talk.said == ["minor"]
    talk.say("同意", "王小明", PHONE, "全部")
    assert "初中生" in talk.replies[-1].parameters["beside"] and talk.say("确认").said == ["receipt_minor"]
    (ticket,) = talk.backend.filed.values()
    assert ticket.requester["relationship"] == "minor"
