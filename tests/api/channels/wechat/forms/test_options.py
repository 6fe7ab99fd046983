import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.channels.wechat.forms.options import chosen, menu_id, offered, tapped
from api.conversations.domain import Body, Expects, QuickReply

OPTIONS = tuple(
    QuickReply(title, f"ask:{number}") for number, title in enumerate(["会分享吗？", "删除（全部）", "转人工"], start=1)
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2", 2), ("２", 2), ("二", 2), ("②", 2), ("选2", 2), ("我选第二个", 2), ("第2项", 2), ("2.", 2), ("2、", 2), ("（2）", 2),
        ("选项二吧", 2), ("回复2", 2), (" 2 \n", 2), ("两", 2), ("就第一个吧", 1), ("3号", 3), ("请选3", 3),
        ("会分享吗", 1), ("会分享吗？", 1), ("转 人工", 3), ("「转人工」", 3), ("删除(全部)", 2),
    ],
)  # fmt: skip
def test_what_chooses(typed: str, number: int) -> None:
    assert chosen(typed, OPTIONS) == OPTIONS[number - 1]


@pytest.mark.parametrize(
    "typed", ["0", "4", "22", "123456", "13800138000", "删除", "2个月以内的", "二楼", "第二章", "我有2个问题", "", "。", "不选"]
)
def test_what_is_just_said(typed: str) -> None:
    assert chosen(typed, OPTIONS) is None


@given(st.text(max_size=12))
def test_nothing_is_chosen_of_nothing(typed: str) -> None:
    assert chosen(typed, ()) is None


@given(st.text(max_size=40))
def test_any_text_is_read_without_error(typed: str) -> None:
    assert chosen(typed, OPTIONS) in (None, *OPTIONS)


def test_last_message_with_options_counts() -> None:
    first = Body(text="一", quick_replies=OPTIONS[:1])
    second = Body(text="二", expects=Expects("confirm", "confirm", OPTIONS[1:2]), quick_replies=OPTIONS[1:])
    assert offered([first, second, Body(text="三")]) == OPTIONS[1:]
    assert offered([Body(text="三")]) == ()


def test_stars_are_numbered_by_their_number() -> None:
    stars = tuple(QuickReply(f"{number} 星", f"rate:{number}") for number in (5, 4, 3, 2, 1))
    options = offered([Body(text="满意吗", quick_replies=(QuickReply("转人工", "do:handoff"), *stars))])
    assert chosen("5", options) == stars[0]
    assert chosen("1星", options) == stars[-1]
    assert options[-1].payload == "do:handoff"


def test_tap_counts_for_its_own_offer_only() -> None:
    assert tapped(menu_id(7, 2), 7, OPTIONS) == OPTIONS[1]
    assert tapped(menu_id(6, 2), 7, OPTIONS) is None
    for odd in ("", "7", "7.", "7.0", "7.4", "7.x", "x.1", "7.２"):
        assert tapped(odd, 7, OPTIONS) is None
