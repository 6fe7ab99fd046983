import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.pinyin import fold, looks_like_pinyin, split_letters, syllables


@pytest.mark.parametrize(("one", "other"), [("删除", "删储"), ("隐私", "影私"), ("手机", "shouji"), ("保护", "bao hu")])
def test_homophones_and_typed_pinyin_sound_alike(one: str, other: str) -> None:
    assert syllables(one) == syllables(other)


def test_other_words_sound_otherwise() -> None:
    assert syllables("信息") != syllables("删除")


@pytest.mark.parametrize(
    ("syllable", "folded"),
    [("zhang", "zan"), ("chi", "ci"), ("shang", "san"), ("ning", "lin"), ("nv", "lv"), ("an", "an")],
)
def test_sounds_that_many_do_not_tell_apart(syllable: str, folded: str) -> None:
    assert fold(syllable) == folded


@pytest.mark.parametrize(
    ("letters", "cut"),
    [("shanchu", ["shan", "chu"]), ("geren", ["ge", "ren"]), ("google", None), ("xyz", None), ("", [])],
)
def test_letters_are_cut_into_syllables(letters: str, cut: "list[str] | None") -> None:
    assert split_letters(letters) == cut


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("zenme shanchu wo de xinxi", True),
        ("wodexinxinenshanma", True),
        ("how do i delete my data", False),
        ("google", False),
        ("删除 xinxi", False),
        ("ok", False),
        ("", False),
    ],
)
def test_pinyin_is_told_from_english(text: str, pinyin: bool) -> None:
    assert looks_like_pinyin(text) is pinyin


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz' 删除信息12", max_size=40))
def test_any_text_has_its_sounds(text: str) -> None:
    assert all(syllables(text))
