import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.channels.wechat.forms.packing import Bubble, Piece, pack

MORE = "…… 回复“继续”看后面的内容"
CHOICES = "回复数字选择：\n1. 全部\n2. 取消"
SENTENCES = st.lists(st.sampled_from(["这句话说完了。", "Half a line, ", "问？", "很长很长很长很长的一句话！", "\n"]), min_size=1, max_size=120)
TEXTS = st.lists(SENTENCES.map("".join).filter(lambda text: bool(text.strip())), min_size=1, max_size=5)


def _all_bubbles(pieces: list[Piece], choices: str) -> list[Bubble]:
    bubbles = []
    while pieces:
        bubbles.append(pack(pieces, choices, MORE))
        rest = bubbles[-1].rest
        left = [piece for piece in pieces if piece.message_id not in bubbles[-1].done]
        pieces = [rest if rest and piece.message_id == rest.message_id else piece for piece in left]
    return bubbles


def _letters(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(TEXTS, st.sampled_from(["", CHOICES]))
def test_nothing_is_lost_and_no_bubble_is_too_long(texts: list[str], choices: str) -> None:
    bubbles = _all_bubbles([Piece(number, text) for number, text in enumerate(texts)], choices)
    assert all(len(bubble.text.encode()) <= 1800 for bubble in bubbles)
    assert [bubble.whole for bubble in bubbles] == [False] * (len(bubbles) - 1) + [True]
    shown = "".join(bubble.text.removesuffix(MORE) for bubble in bubbles)
    assert _letters(shown) == _letters("".join(texts) + choices)


@given(TEXTS)
def test_options_stand_in_the_last_bubble_only(texts: list[str]) -> None:
    bubbles = _all_bubbles([Piece(number, text) for number, text in enumerate(texts)], CHOICES)
    assert [CHOICES in bubble.text for bubble in bubbles] == [False] * (len(bubbles) - 1) + [True]


def test_options_never_stand_alone() -> None:
    text = "字" * 599
    first, second = _all_bubbles([Piece(1, text)], CHOICES)
    assert first.rest is not None
    assert len(second.text) > len(CHOICES)


def test_link_is_not_cut() -> None:
    link = '<a href="https://desk.example/policy/2022-04-22#5.3">看原文</a>'
    bubbles = _all_bubbles([Piece(1, "一句话。" * 148 + link)], "")
    assert sum(link in bubble.text for bubble in bubbles) == 1


@pytest.mark.parametrize("text", ["", " \n"])
def test_blank_text_leaves_nothing_to_cut(text: str) -> None:
    [bubble] = _all_bubbles([Piece(1, text), Piece(2, "好的。")], "")
    assert (bubble.text, bubble.done) == ("好的。", (1, 2))
    assert pack([Piece(1, text)], "长" * 700, MORE).done == (1,)


def test_text_that_ends_with_the_bubble_leaves_no_rest() -> None:
    bubble = pack([Piece(1, "短。")], "长" * 599, MORE)
    assert (bubble.done, bubble.rest) == ((1,), None)
