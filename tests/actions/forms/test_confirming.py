"""A yes to the summary is final: it counts when nothing beside it takes it back."""

import pytest

from tests.actions.forms.talk import CODE, PHONE, Talk, heard

LATER = """
好的，等一下|可以，晚点提交|对，等会儿再提交|好，我明天再来|没问题，不过我再想想|行吧行吧，等我老公回来再说|可以是可以，但是先等等
确认一下，等等先别交|提交之前让我看看|yes, not now|确认提交之前再看一遍|嗯，这事不急|ok later|可以，先放着|好，明早提交|好，问下我儿子|好的 我考虑考虑|可以的话今晚|确认，等通知再交
好的好的，我看看|yes but hold on|ok, let me check first|没问题，先存着吧|好，别着急提交|可以，还没看完呢|同意，但是要等下，谢谢
"""
UNSURE = """
好，我去吃饭了|同意，但是别删照片|对，可惜了|没错，就是说你们能保证吗|好，什么时候能办完？|可以，叫我儿子跟你们说|对，我还有个表妹|好，马上要开会了
"""
YES = """
好的，谢谢|可以，快点|对，赶紧的|没错，你们这帮骗子|行，快点提交|好，麻烦了|确认，谢谢啊|没问题，辛苦了|嗯，提交吧，烦死了|对对对，别磨叽了|可以啊，急用|好，等你消息|确认提交，等着呢|提交提交，真够墨迹的
好了好了，别再问了|yes please|yes, thank you|ok, hurry up|yes that's right, please submit it|looks good, go ahead|等等我看看，嗯没错，提交|我看看，没问题，交吧|算了，还是提交吧|没错没错，拜托了|确认，您辛苦
行，就这样，谢谢啦|对的老师，提交|妥了，老铁|嗯嗯，就这样，不用改了|都对，提交。谢谢！|提交吧你们这垃圾公司|草，提交|赶紧给我交了|可以了吧，提交|没写错，提交|信息无误，请提交|好的呀，那就提交吧，希望快一点|号码没错，确认
没有问题，可以提交了|得，交吧，烦人|都对着呢，递上去吧|OK，没别的事了|同意提交，尽快处理|确认查看，谢谢|好 就这么办 快点哈|看过了，没问题，提交|想好了，提交|对，看一下|没错，巫马小刚，13800138000|嗯 对 提交|正確，請送出|对，全部，赶紧给我办
"""


def _said(block: str) -> list[str]:
    return [text for line in block.strip().splitlines() for text in line.split("|")]


def _at_summary() -> Talk:
    talk = Talk().open("access", "我要看看").say("同意", "巫马小刚", PHONE, "全部")
    assert talk.asked_slot == "confirm"
    return talk


@pytest.mark.parametrize("text", _said(LATER))
def test_yes_that_is_put_off_files_nothing(text: str) -> None:
    """Not even when it sounds like a yes as a whole."""
    for label in ("", "affirm"):
        talk = _at_summary().say(heard(text, label, 0.95))
        assert talk.backend.filed == {} and talk.draft is not None and talk.asked == "confirm"


@pytest.mark.parametrize("text", _said(UNSURE))
def test_yes_beside_something_else_is_asked_again(text: str) -> None:
    assert _at_summary().say(heard(text, "affirm", 0.95)).backend.filed == {}


@pytest.mark.parametrize("text", _said(YES))
def test_plain_yes_files(text: str) -> None:
    assert len(_at_summary().say(text).backend.filed) == 1


def test_yes_after_a_yes_that_was_put_off_files() -> None:
    assert len(_at_summary().say("好的，等一下", "提交吧").backend.filed) == 1


@pytest.mark.parametrize("text", ["对的，先不注销", "好，不过先别销了"])
def test_request_that_is_given_up_beside_a_yes_is_asked_to_be_called_off(text: str) -> None:
    talk = Talk().open("account_closure").say("同意", "巫马小刚", PHONE, CODE, text)
    assert talk.said == ["ask_cancel"]


@pytest.mark.parametrize("text", ["好的，改天再说", "对，改手机号的事等等"])
def test_yes_to_a_correction_that_is_put_off_files_nothing(text: str) -> None:
    talk = Talk().open("correction", "我单位登记错了").say("同意", "公羊毅", PHONE, "鼎盛", CODE)
    assert talk.say(text).backend.filed == {}


@pytest.mark.parametrize("text", ["是的，注销", "对，销", "确认注销", "嗯，注销账号，谢谢"])
def test_request_by_its_name_beside_a_yes_files(text: str) -> None:
    talk = Talk().open("account_closure").say("同意", "巫马小刚", PHONE, CODE)
    assert len(talk.say(text).backend.filed) == 1


@pytest.mark.parametrize("text", ["对，改吧", "确认改成这个", "对，就改单位", "对，改成鼎盛，谢谢"])
def test_correction_that_is_said_once_more_files(text: str) -> None:
    talk = Talk().open("correction", "我单位登记错了").say("同意", "公羊毅", PHONE, "鼎盛", CODE)
    assert len(talk.say(text).backend.filed) == 1
