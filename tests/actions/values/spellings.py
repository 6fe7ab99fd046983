"""Strategies: numbers and names as people spell them. All persons and numbers are invented."""

from datetime import date

from hypothesis import strategies as st
from stdnum.cn import ric

from actions.values.lexicon import words

_CHINESE = ["零〇洞", "一幺壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七拐柒", "八捌", "九勾玖"]
_FULL_WIDTH = "０１２３４５６７８９"
_MOBILE_HEADS = ("130", "136", "138", "147", "150", "159", "166", "173", "177", "180", "186", "191", "198", "199")

digit_style = st.sampled_from(["plain", "full", "chinese", "mixed"])
separator = st.sampled_from(["", "", "", " ", "  ", "-", "－", ".", "·", "—", "\u3000"])
phone_prefix = st.sampled_from(["", "", "+86", "+86 ", "＋８６－", "0086", "0086-", "86 ", "(+86)", "（86）"])
around = st.sampled_from(
    [
        "{}",
        "我的手机号是{}",
        "{} 是11位",
        "号码{}",
        "打我{}，谢谢",
        "嗯，{}。",
        "你好（{}）",
        "電話：{}！",
        "就这个 {} 吧",
    ]
)
mobiles = st.builds(lambda head, tail: head + f"{tail:08d}", st.sampled_from(_MOBILE_HEADS), st.integers(0, 10**8 - 1))


@st.composite
def spelled(draw: st.DrawFn, number: str) -> str:
    """The digits in some script, with something between them here and there."""
    style = draw(digit_style)
    written = ""
    for place, mark in enumerate(number):
        gap = draw(separator) if place else ""
        written += gap + _write(
            mark, draw(st.sampled_from(["plain", "full", "chinese"])) if style == "mixed" else style
        )
    return written


def _write(mark: str, style: str) -> str:
    if not mark.isdigit() or style == "plain":
        return mark
    return _FULL_WIDTH[int(mark)] if style == "full" else _CHINESE[int(mark)][0]


@st.composite
def spelled_mobiles(draw: st.DrawFn) -> tuple[str, str]:
    """A mobile number and one way to type it."""
    number = draw(mobiles)
    return number, draw(around).format(draw(phone_prefix) + draw(spelled(number)))


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    """A number with a right check digit, of a person who does not exist."""
    region = draw(st.sampled_from(["110105", "320211", "440524", "650102", "510104"]))
    born = draw(st.dates(min_value=_date(1940), max_value=_date(2020))).strftime("%Y%m%d")
    body = f"{region}{born}{draw(st.integers(0, 999)):03d}"
    return body + ric.calc_check_digit(body + "0")


def _date(year: int) -> date:
    return date(year, 1, 1)


surnames = st.sampled_from(
    "赵 钱 孙 李 周 吴 郑 王 冯 陈 褚 卫 蒋 沈 韩 杨 欧阳 上官 司马 诸葛 端木 令狐 尉迟 佟 覃 鹿 乜".split()
)
_GIVEN = (
    "伟芳娜敏静丽强磊洋艳勇军杰娟涛超霞飞兰建波辉玲斌宇浩凯健俊帆雪晨阳佳慧婷昊睿轩梓涵欣怡诗雨泽楠鑫森淼焱垚翀昕锋铁柱"
)
given_names = st.text(alphabet=_GIVEN, min_size=1, max_size=2)


def _is_name_only(name: str) -> bool:
    """Not 沈阳: towns and words are asked for once more when they stand alone."""
    return len(set(name)) > 1 and name not in words("name_words", "not_alone") | words("name_words", "not_names")


names = st.builds(str.__add__, surnames, given_names).filter(_is_name_only)
