import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.normalize import has_words, normalize


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ＡＢＣ１２３，好！", "abc123,好!"),
        ("請刪除我的個人資訊", "请删除我的个人资讯"),
        ("删　除　信息", "删除信息"),
        ("下载 Google App", "下载 google app"),
        ("\u200b删\u200d除\ufeff", "删除"),
        ("好好好好好", "好好"),
        ("?????", "??"),
        ("1111", "1111"),
        ("验证码４６３３００", "验证码#"),
        ("／restart", "/restart"),
        ("", ""),
    ],
)
def test_ways_of_writing_fall_together(written: str, read: str) -> None:
    assert normalize(written) == read


def test_emoji_that_means_something_becomes_its_word() -> None:
    assert normalize("🗑信息") == "删除信息"
    assert normalize("信息😀") == "信息"


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    read = normalize(text)
    assert read == read.strip()
    assert "\x00" not in read


@pytest.mark.parametrize(
    ("text", "has"), [("删", True), ("a", True), ("1", True), ("？！", False), ("😀", False), (" ", False)]
)
def test_words_are_told_from_marks(text: str, has: bool) -> None:
    assert has_words(text) is has


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('<b onclick="x()">请教</b>怎么删除信息', "请教怎么删除信息"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("a<b 而且 c>d 是什么意思", "a<b 而且 c>d 是什么意思"),
    ],
)
def test_markup_around_words_is_dropped(text: str, read: str) -> None:
    assert normalize(text) == read
