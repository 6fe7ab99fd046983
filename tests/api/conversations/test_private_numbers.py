"""Document and card numbers that users type. All numbers are invented."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql
from stdnum import luhn
from stdnum.cn import ric

from api.bootstrap import Desk
from api.conversations.private_numbers import CARD_MARK, ID_MARK, Cleaned, hide_numbers
from api.conversations.repository import feedback_on
from api.tickets.numbers import new_number
from tests.support.bot import ScriptedBot
from tests.support.visitor import Visitor

ID_NUMBER = "11010519491231002X"
CARD = "6222021234567890128"
_SCRIPTS = ("0123456789", "０１２３４５６７８９", "零一二三四五六七八九", "〇幺贰叁肆伍陆柒捌玖")


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    """A number with a right check digit."""
    born = draw(st.dates(date(1940, 1, 1), date(2020, 1, 1))).strftime("%Y%m%d")
    body = f"{draw(st.sampled_from(['110105', '320211', '440524', '510104']))}{born}{draw(st.integers(0, 999)):03d}"
    return body + str(ric.calc_check_digit(body + "0"))


@st.composite
def cards(draw: st.DrawFn) -> str:
    """A number that Luhn holds for right."""
    length = draw(st.integers(15, 18))
    body = "62" + "".join(str(draw(st.integers(0, 9))) for _ in range(length - 2))
    return body + luhn.calc_check_digit(body)


@st.composite
def spelled(draw: st.DrawFn, number: str) -> str:
    """In one script, with something between the digits here and there."""
    script = draw(st.sampled_from(_SCRIPTS))
    gaps = st.sampled_from(["", "", "", " ", "-", "－", "\u3000", "·", "\u200b"])
    digits = (script[int(mark)] if mark.isdigit() else draw(st.sampled_from("Xx×")) for mark in number)
    return "".join(draw(gaps) * bool(place) + digit for place, digit in enumerate(digits))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"我叫王小明，{ID_NUMBER}，谢谢", f"我叫王小明，{ID_MARK}，谢谢"),
        ("身份证１１０１０５１９４９１２３１００２Ｘ", f"身份证{ID_MARK}"),
        ("110105 19491231 002 X", ID_MARK),
        ("110105194912310021", ID_MARK),  # a slip in the check digit
        ("110105491231002", ID_MARK),  # of the first generation
        ("13800138000 11010519491231002X", f"13800138000 {ID_MARK}"),
        (f"13800138000{ID_NUMBER[:-1]}x", f"13800138000{ID_MARK}"),
        ("13800138000440524188001010014", f"13800138000{ID_MARK}"),
        (f"卡号{CARD}", f"卡号{CARD_MARK}"),
        ("6222 0212 3456 7890 128", CARD_MARK),
        ("622202 1234567890128", CARD_MARK),
        (f"{CARD} 和 {ID_NUMBER}", f"{CARD_MARK} 和 {ID_MARK}"),
    ],
)
def test_number_is_hidden(text: str, shown: str) -> None:
    assert hide_numbers(text).text == shown
    assert hide_numbers(text).hidden


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "+86 138-0013-8000，或者 0510-8512 6866",
        "138 0013 8000 0510 8512 6866",
        "110105194912310021@qq.com",
        "6222021234567890123",  # wrong by Luhn: some other number
        "订单 123456789012345678",
        "888888888888888888",
        "2026-11-23 17:00",
        "验证码 123456",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert hide_numbers(text) == Cleaned(text, hidden=False)


@settings(max_examples=200, deadline=None)
@given(st.one_of(id_numbers(), cards().filter(lambda number: len(number) != 18)), st.data())
def test_no_id_number_or_printed_card_survives(number: str, data: st.DataObject) -> None:
    written = data.draw(spelled(number)) if ric.is_valid(number) else number
    cleaned = hide_numbers(f"你好，{written}。")
    assert cleaned.hidden
    assert not re.search(r"\d", cleaned.text)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["130", "138", "150", "173", "186", "199"]),
    st.integers(0, 10**8 - 1),
    st.sampled_from(["{}{}{}", "{} {} {}", "{}-{}-{}", "+86 {}{}{}", "0086-{} {} {}"]),
)
def test_phone_number_stays(head: str, tail: int, form: str) -> None:
    digits = f"{tail:08d}"
    text = f"我的手机{form.format(head, digits[:4], digits[4:])}，微信同号"
    assert hide_numbers(text).text == text


@settings(max_examples=100, deadline=None)
@given(st.integers(2024, 2040))
def test_receipt_number_stays(year: int) -> None:
    number = new_number(year)
    assert hide_numbers(number).text == number


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789 -Xx一二三零，@.我", max_size=60))
def test_what_is_clean_stays_clean(text: str) -> None:
    once = hide_numbers(text).text
    assert hide_numbers(once).text == once


def test_neither_store_nor_bot_gets_the_number(visitor: Visitor, desk: Desk, bot: ScriptedBot) -> None:
    told, echoed = visitor.say(f"我的身份证是{ID_NUMBER}，手机13800138000")
    assert (told["kind"], told["author"]) == ("notice", "system")
    assert "身份证" in told["text"]
    assert bot.heard[0].text == f"我的身份证是{ID_MARK}，手机13800138000"
    assert visitor.history()[1]["text"] == bot.heard[0].text
    assert ID_NUMBER not in echoed["text"]
    with desk.database.reading() as session:
        assert session.scalar(sql("SELECT told_of_numbers FROM conversations")) == 1


def test_user_is_told_once(visitor: Visitor) -> None:
    assert [reply["kind"] for reply in visitor.say(ID_NUMBER)] == ["notice", "text"]
    assert [reply["kind"] for reply in visitor.say(CARD)] == ["text"]


def test_same_client_id_gives_the_notice_again(visitor: Visitor) -> None:
    first = visitor.say(ID_NUMBER, client_id="one")
    assert visitor.say(ID_NUMBER, client_id="one") == first


def test_user_is_told_while_a_person_is_awaited(visitor: Visitor) -> None:
    visitor.tap("do:handoff")
    assert [reply["kind"] for reply in visitor.say(ID_NUMBER)] == ["notice", "notice"]
    assert ID_MARK in visitor.history()[-3]["text"]


def test_feedback_keeps_no_number(visitor: Visitor, desk: Desk) -> None:
    reply = visitor.say("你好")[0]
    body = {"message_id": reply["id"], "useful": False, "reason": f"查{ID_NUMBER}"}
    assert visitor.client.post(f"{visitor.path}/feedback", json=body, headers=visitor.headers).status_code == 201
    with desk.database.reading() as session:
        feedback = feedback_on(session, reply["id"])
        assert feedback is not None
        assert feedback.reason == f"查{ID_MARK}"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("护照E12345678那条", f"护照{ID_MARK}那条"),
        ("港澳通行证 C12345678，电话13800138000", f"港澳通行证 {ID_MARK}，电话13800138000"),
        ("H1234567890是我的回鄉證", f"{ID_MARK}是我的回鄉證"),
        ("110105/19491231/002X", ID_MARK),
        ("110105,19491231,002X", ID_MARK),
    ],
)
def test_travel_documents_and_more_separators(text: str, hidden: str) -> None:
    assert hide_numbers(text) == Cleaned(hidden, True)


@pytest.mark.parametrize(
    "text", ["设备编号E12345678", "港澳电话 91234567", "护照和手机13800138000", "13800138000,13900139000"]
)
def test_numbers_that_are_no_travel_documents_stay(text: str) -> None:
    assert hide_numbers(text) == Cleaned(text, False)
