"""Several values put right in one message, and values given before the notice was agreed to."""

import pytest

from tests.actions.forms.talk import CODE, PHONE, Talk, heard

OTHER = "13900139000"


def _at_summary() -> Talk:
    talk = Talk().open("access", "看看").say("同意", "王小明", PHONE, "全部")
    assert talk.asked_slot == "confirm"
    return talk


@pytest.mark.parametrize(
    ("text", "name", "phone"),
    [
        (f"我叫李雷，手机是{OTHER}", "李雷", OTHER),
        (f"名字改成李雷，手机改成{OTHER}", "李雷", OTHER),
        (f"手机改成{OTHER}，名字应该是李雷", "李雷", OTHER),
        ("可以，不过名字是李雷", "李雷", PHONE),
        ("对，但是名字写错了，应该是李雷", "李雷", PHONE),
        (f"不对，电话是{OTHER}", "王小明", OTHER),
        (f"不是{PHONE}，是{OTHER}", "王小明", OTHER),
        (f"{PHONE}写错了，应该是{OTHER}", "王小明", OTHER),
    ],
)
def test_all_that_is_put_right_is_taken(text: str, name: str, phone: str) -> None:
    talk = _at_summary().say(text)
    assert (talk.values["name"], talk.values["phone"], talk.asked) == (name, phone, "confirm")
    assert talk.backend.filed == {}


def test_value_beside_one_that_is_to_be_asked_again() -> None:
    assert _at_summary().say("名字写错了").asked == "name"


def test_own_values_once_more_change_nothing() -> None:
    talk = _at_summary().say(f"对，王小明，{PHONE}")
    assert len(talk.backend.filed) == 1


@pytest.mark.parametrize("text", [f"我叫王伟，{PHONE}", f"姓名：王伟，手机：{PHONE}"])
def test_values_given_at_the_notice_are_kept_for_the_yes(text: str) -> None:
    talk = Talk().open("account_closure").say(text)
    assert (talk.said, talk.asked) == (["ask_consent_again"], "consent_to_collect")
    talk.say("同意")
    assert (dict(talk.values), talk.asked) == ({"name": "王伟", "phone": PHONE}, "code")
    assert talk.say(CODE).asked == "confirm"


def test_values_given_at_the_notice_go_with_a_no() -> None:
    assert Talk().open("account_closure").say(f"我叫王伟，{PHONE}", "不同意").draft is None


def test_question_at_the_notice_is_answered_beside_values() -> None:
    asked = heard(f"我叫王伟，{PHONE}，多久能办好？", "faq/reply_time", 0.9, True)
    talk = Talk().open("account_closure").say(asked)
    assert "faq/reply_time" in talk.said and talk.values["name"] == "王伟"
