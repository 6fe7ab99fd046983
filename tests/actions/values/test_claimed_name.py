"""Names that look like words, or have a surname of no table."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.values.claimed_name import claimed_name
from actions.values.name import find_name
from actions.values.name_guess import possible_name
from actions.values.name_shape import is_common_word

CLAIMED = [
    ("安静，我姓安名静", "安静"),
    ("我是弥勒的弥，弥春生", "弥春生"),
    ("别样红，真姓别", "别样红"),
    ("万一就是我大名，姓万名一", "万一"),
    ("辛苦，姓辛的辛，苦尽甘来的苦", "辛苦"),
    ("我姓白，叫白天", "白天"),
    ("高兴，高兴就是我名字", "高兴"),
    ("都建国，首都的都", "都建国"),
    ("黑牡丹，真有这个姓", "黑牡丹"),
    ("姓何，何必问的何，何思源", "何思源"),
    ("复姓司马，名光", "司马光"),
    ("O'Brien, Maeve O'Brien", "Maeve O'Brien"),
    ("Smith, John", "John Smith"),
    ("Mr. David Lee", "David Lee"),
    ("my name's Bob Stone", "Bob Stone"),
    ("김민수", "김민수"),
    ("田中さくら", "田中さくら"),
    ("Иван Петров", "Иван Петров"),
    ("Lisa陈", "Lisa陈"),
    ("户主李明月", "李明月"),
    ("大名李明月小名月月", "李明月"),
]
INTRODUCED = [
    ("我叫安静，手机13800138000，要注销", "安静"),
    ("要你们给个解释，我姓别叫别样红", "别样红"),
    ("上官婉青，19951203388，shangguan_wq@163.com。厂子关门了", "上官婉青"),
]
NOT_INTRODUCED = [
    "你们没问过家长就收了她名字和照片，我不干",
    "把我名字和电话删了",
    "名字同音字太多你们给我写错了",
    "我叫不动你们客服",
    "我叫了半天没人理",
    "查询信息，13800138000",
    "安全起见，13800138000",
    "老号停机了，新号 13800138000",
]
NO_NAMES = "谢谢 随便 匿名 不想说 为什么 骗子 没有 等一下 真麻烦 转人工 算了 拒绝 保密 快点 老李 王总 张先生 李女士 老板 是的".split()


@pytest.mark.parametrize(("text", "name"), CLAIMED)
def test_answer_that_claims_a_name(text: str, name: str) -> None:
    assert find_name(text, asked=True) == name


@pytest.mark.parametrize(("text", "name"), INTRODUCED)
def test_name_introduced_in_a_longer_text(text: str, name: str) -> None:
    assert find_name(text, asked=False) == name


@pytest.mark.parametrize("text", NOT_INTRODUCED)
def test_nobody_is_introduced(text: str) -> None:
    assert find_name(text, asked=False) is None


@pytest.mark.parametrize("text", ["万一", "操志强", "辛苦", "安静。", "kevin"])
def test_word_may_be_a_name(text: str) -> None:
    assert possible_name(text) == text.strip("。")


@pytest.mark.parametrize("text", NO_NAMES)
def test_word_that_is_never_a_name(text: str) -> None:
    assert (find_name(text, asked=True), possible_name(text)) == (None, None)


# Frequent characters outside the table of surnames, so that the reader knows the surname by its explanation alone.
_RARE = st.sampled_from("难黑别弥睦菊墨枪战虎豹酒醋")
_GIVEN = st.text(alphabet="春生明月志强建国海涛雪梅金凤", min_size=1, max_size=2)
_FRAMES = st.sampled_from(
    ["我姓{s}，叫{s}{g}", "{s}{g}，真姓{s}", "姓{s}名{g}", "{s}{g}就是我大名", "我真名叫{s}{g}", "{s}{g}，有这个姓"]
)


@settings(deadline=None, max_examples=200)
@given(_RARE, _GIVEN, _FRAMES)
def test_rare_surname_is_believed_when_it_is_explained(surname: str, given_name: str, frame: str) -> None:
    name = surname + given_name
    if not is_common_word(name) and len(set(name)) > 1:
        assert find_name(frame.format(s=surname, g=given_name), asked=True) == name


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=40))
def test_any_text_is_read_without_harm(text: str) -> None:
    claimed_name(text)
    possible_name(text)
