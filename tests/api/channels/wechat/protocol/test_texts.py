"""Long texts in several bubbles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.channels.wechat.protocol import BUBBLE_BYTES, merge, split
from api.channels.wechat.protocol.texts import size

SENTENCE = "您可以要求我们删除您的信息，我们在三十天内答复。"
LINK = '<a href="https://desk.example/policy/2022-04-22#5.3">五（三）删除您的用户信息</a>'
FAMILY = "👨\u200d👩\u200d👧"
PIECES = st.sampled_from(
    [SENTENCE, LINK, "好", "，", "\n", " ", "a", "https://example.com/a?b=1", FAMILY, "。", "e\u0301", "！”"]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=400))


def _ink(text: str) -> str:
    return "".join(text.split())


@given(TEXTS, st.integers(4, 400))
def test_parts_fit_and_nothing_is_lost(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(0 < size(part) <= limit for part in parts)
    assert all(part == part.strip() for part in parts)
    assert _ink("".join(parts)) == _ink(text)


@given(TEXTS)
def test_short_text_stays_whole(text: str) -> None:
    assert split(text, max(4, size(text))) == ([text.strip()] if text.strip() else [])


@given(st.lists(PIECES, max_size=80).map("".join))
def test_links_and_emoji_stay_whole(text: str) -> None:
    parts = split(text, 200)
    assert sum(part.count(LINK) for part in parts) == text.count(LINK)
    assert sum(part.count(FAMILY) for part in parts) == text.count(FAMILY)
    assert sum(part.count("e\u0301") for part in parts) == text.count("e\u0301")


def test_cut_at_sentence_ends() -> None:
    parts = split(SENTENCE * 100)
    assert len(parts) == 4
    assert all(part.endswith("答复。") for part in parts)
    assert size(parts[0]) > BUBBLE_BYTES - size(SENTENCE)


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("他说：“好。”然后走了。", 24, ["他说：“好。”", "然后走了。"]),
        ("第一行\n第二行", 12, ["第一行", "第二行"]),
        ("一二三，四五六七", 18, ["一二三，", "四五六七"]),
        ("一二三四五六七", 9, ["一二三", "四五六", "七"]),
        ("短。一二三四五六七八九", 21, ["短。一二三四五", "六七八九"]),
        ("one two three", 8, ["one two", "three"]),
        ("", 9, []),
        (" \n ", 9, []),
    ],
)
def test_where_it_is_cut(text: str, limit: int, parts: list[str]) -> None:
    assert split(text, limit) == parts


def test_address_longer_than_a_part_is_cut_all_the_same() -> None:
    address = "https://example.com/" + "a" * 100
    assert "".join(split(address, 40)) == address


def test_nothing_fits_into_three_bytes() -> None:
    with pytest.raises(ValueError, match="four bytes"):
        split("好", 3)


@given(st.lists(TEXTS, max_size=8), st.integers(16, 400))
def test_merged_fit_and_keep_their_order(texts: list[str], limit: int) -> None:
    bubbles = merge(texts, limit)
    assert all(size(bubble) <= limit for bubble in bubbles)
    assert _ink("".join(bubbles)) == _ink("".join(texts))


def test_merged_are_few() -> None:
    assert merge(["一", "二", "", "三"], 12) == ["一\n\n二", "三"]
    assert merge(["一", "二", "三"]) == ["一\n\n二\n\n三"]
    assert merge([]) == []


def test_tags_without_an_end() -> None:
    assert _ink("".join(split("<a >" * 1000))) == "<a>" * 1000
