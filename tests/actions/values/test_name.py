"""Names in answers and in self-introductions."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from actions.values.name import find_name
from tests.actions.values.spellings import names

ANSWERS = [
    ("王晓测", "王晓测"),
    ("赵多多，户口本上就这名", "赵多多"),
    ("我姓上官，单名一个飞字", "上官飞"),
    ("我姓李，叫建设", "李建设"),
    ("姓孙名大圣", "孙大圣"),
    ("周星星的周，周大福", "周大福"),
    ("经办人李试飞，江城测试劳务有限公司", "李试飞"),
    ("江城测试劳务有限公司 李试飞", "李试飞"),
    ("江城测试劳务有限公司李试飞", "李试飞"),
    ("叫我小王就行，大名王建国", "王建国"),
    ("鄙人司徒 钟", "司徒钟"),
    ("王  芳", "王芳"),
    ("李 小 龙", "李小龙"),
    ("欧阳 测试", "欧阳测试"),
    ("艾力·买买提", "艾力·买买提"),
    ("艾力.买买提", "艾力·买买提"),
    ("艾力・买买提江", "艾力·买买提江"),
    ("古丽娜尔", "古丽娜尔"),
    ("其木格", "其木格"),
    ("扎西多吉", "扎西多吉"),
    ("Jane Doe", "Jane Doe"),
    ("my name is Jane Doe and I live here", "Jane Doe"),
    ("Zhang San", "Zhang San"),
    ("我叫陈晨 耳东陈 早晨的晨", "陈晨"),
    ("弓长张，张三丰", "张三丰"),
    ("陳大文", "陳大文"),
    ("我係陳大文", "陳大文"),
    ("嗯，我叫端木磊吧", "端木磊"),
    ("王小测先生", "王小测"),
    ("王小测（手机13800138000）", "王小测"),
    ("王小测13800138000", "王小测"),
    ("姓名：王小测", "王小测"),
    ("您好，王小测", "王小测"),
    ("名字写错了，应该是李雷", "李雷"),
    ("我叫萬俟卨", "萬俟卨"),
    ("我叫仉督", "仉督"),
    ("姓名：仝小仝", "仝小仝"),
    ("我叫岜小山", "岜小山"),  # a surname in no table
    ("我叫李想注销账号", "李想"),
    ("我叫沈阳", "沈阳"),
    ("就是王铁蛋呗", "王铁蛋"),
]
NO_NAMES = (
    """
Bobby'); DROP TABLE students;--|' OR '1'='1|<script>alert(1)</script>|为什么要名字|要名字干嘛？|不想说|不告诉你|凭什么|13800138000|谢谢|你好|好的|免贵姓王
王先生|张总|小李|老王|李工|高小姐|就叫我阿强|木子李|欧阳|何必呢|申请注销|查询进度|时间不早了|马上|方便吗|安全不|都可以|随便|匿名|保密|骗子|垃圾|我是成都人|我是王经理
ok|hello|no|你们会把姓名卖给别人吗|能不说吗|我是老用户|许多人都说你们不靠谱|王小测的|。。。|你猜|什么意思|ceshi@qq.com|哈哈哈|再让你们卖一遍是吧|相信你们一次|温州|那必须说吗
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
INTRODUCED = [
    ("我是王小测，手机13800138000，要注销", "王小测"),
    ("你好我叫张三丰，想查一下你们有我啥信息", "张三丰"),
    ("本人李雷，身份证登记错了", "李雷"),
    ("本人王芳手机13800138000要求删除", "王芳"),
    ("我叫张三丰要注销", "张三丰"),
    ("姓名：王小测 电话：13800138000", "王小测"),
    ("我是 陈晨 手机 13800138000", "陈晨"),
    ("我係陳大文，唔該刪除我嘅資料", "陳大文"),
    ("我是艾力·买买提，我的号码要换", "艾力·买买提"),
    ("我姓上官，单名一个飞字，要注销", "上官飞"),
    ("I am Jane Doe, please delete my data", "Jane Doe"),
]
NOT_INTRODUCED = (
    """
我是老用户|我是你们的客户|我是工地上的|我是江城测试劳务的，有个工人的号错了|我是王经理|我是成都人|我是单亲妈妈|我是王小测的爸爸|我是他的代理律师|我不是王小测|我叫什么来着|我叫你们删
我是高空作业的|我是开塔吊的|我是安全员|我是司机|I am worried about privacy|我是韩国人|我是黄金会员|我是车主|我是房东|我是管理员|注销账户，王小测|我是谁|我是不是被你们卖了|我是要删除
本人同意|本人申请注销账户|本人于去年购买|本人马上要走了|我儿子叫王小测|我是怕你们卖|我是代表公司来的|我是张伟他爸|我是在网上看到的|我是查一下|我是来问问|我是经办人|我是相信你们的|张三是谁
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize(("text", "name"), ANSWERS)
def test_answer_gives_the_plain_name(text: str, name: str) -> None:
    assert find_name(text, asked=True) == name


@pytest.mark.parametrize("text", NO_NAMES)
def test_other_answers_give_no_name(text: str) -> None:
    assert find_name(text, asked=True) is None


@pytest.mark.parametrize(("text", "name"), INTRODUCED)
def test_introduction_inside_a_sentence_is_read(text: str, name: str) -> None:
    assert find_name(text, asked=False) == name


@pytest.mark.parametrize("text", NOT_INTRODUCED)
def test_other_sentences_introduce_nobody(text: str) -> None:
    assert find_name(text, asked=False) is None


_ANSWER_FRAMES = st.sampled_from(
    ["{}", " {} ", "{}。", "我叫{}", "我是{}", "姓名：{}", "{}，身份证上就这名", "叫{}", "我的名字是{}", "好的，{}", "本人{}", "鄙人{}",
     "{}先生", "{}女士", "{} 13800138000", "{}，手机13800138000", "{}吧", "叫我小陈就行，大名{}", "经办人{}", "「{}」", "就填{}"]
)  # fmt: skip
_SENTENCES = st.sampled_from(
    [
        "我是{}，手机13800138000，要注销",
        "你好，我叫{}，想查信息",
        "本人{}，身份证号登记错了",
        "姓名：{}，电话：13800138000",
        "我叫{}。删掉我的资料",
    ]
)


@settings(deadline=None, max_examples=250)
@given(names, _ANSWER_FRAMES)
def test_name_reads_back_from_any_answer(name: str, frame: str) -> None:
    assume(not name.endswith(("吧", "哥")))
    assert find_name(frame.format(name), asked=True) == name


@settings(deadline=None, max_examples=200)
@given(names, _SENTENCES)
def test_name_reads_back_from_any_introduction(name: str, sentence: str) -> None:
    assert find_name(sentence.format(name), asked=False) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("铁蛋是小名，大号叫石满仓", "石满仓"),
        ("户口上叫石满仓", "石满仓"),
        ("户口本上写的是石满仓，平时都叫我铁蛋", "石满仓"),
        ("学名石满仓", "石满仓"),
        ("老娘叫熊春妮", "熊春妮"),
        ("老子叫王大锤，怎么着", "王大锤"),
        ("小女子叫熊春妮", "熊春妮"),
        ("在下石满仓", "石满仓"),
        ("My name is Tom Li, sorry, I mean Tim Li", "Tim Li"),
        ("John Smith, no wait, Jon Smith", "Jon Smith"),
        ("John Smith. Actually it's Jon Smythe", "Jon Smythe"),
    ],
)
def test_names_said_in_other_ways(text: str, name: str) -> None:
    assert find_name(text, asked=True) == name


@pytest.mark.parametrize(
    "text",
    [
        "老娘叫你们删",
        "老子叫人砍你",
        "我老娘叫熊春妮",
        "大号是我的，小号是他的",
        "老子叫停",
        "户口上是农村",
        "sorry, I mean it",
    ],
)
def test_other_words_of_oneself_are_no_names(text: str) -> None:
    assert find_name(text, asked=True) is None
    assert find_name(text, asked=False) is None
