"""Yes, no, cancel, change."""

import pytest

from actions.values.confirmation import leans_to_yes, read_cancelling, read_confirmation
from actions.values.yesno import read_yes_no

YES = (
    """
同意|我同意|可以|行|好|好的|好的呀|嗯|嗯嗯|嗯呐|对|对头|對啊|啱|係|OK|okay|yes|I agree|没问题|冇問題|整吧|成|中|妥|妥了|要得|得|是的|没毛病老铁|没意见|确认提交|对！|同意同意
啥意思？噢噢，那行|啥叫同意？算了不纠结了，同意|同意！赶紧的|行吧行吧|我们公司同意|不是不同意|没说不同意|不得不同意|👌|✅ 可以|同意，不过别卖我信息|好，什么时候能办完？|愿意|ＯＫ|當然可以|同意你们收集|那就同意呗|没啥不同意的
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
NO = (
    """
不同意|我不同意|不|不行|不要|不可以|别|算了|不对|错了|no|nope|唔同意|唔好|拒绝|我拒绝|没门|从来没同意过|不愿意|不接受|不想同意|同意才怪|対不起，不行|❌|本人不同意你们收集|好吧，还是不同意|对，取消，不用解释了
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
NEITHER = """
|？|为什么要同意？|可以吗|行不行|我同意吗|不同意会怎样|要是我不同意呢|如果不同意呢？|能不能不同意|什么意思|你们收集这些干嘛|王小测|13800138000|哈哈|今天天气不错|可以看看条款不|我可以用邮箱收吗|你是谁|要不要同意我再看看|我要撤回同意|取消之前的授权|需要同意才能办？|你们征得我同意
""".replace("\n", "|").split("|")
CONFIRMED = {
    "yes": "对|是|确认提交|确认|對，提交|号码没错，确认|想清楚了，确认|嗯呐，对|对！提交！|啱，確認提交|不取消，继续|算了，还是提交吧|确认更正|没写错，提交|都对|信息无误|可以，提交|不用改了，就这样"
    "|就这些|对额|对头|要得|是这样子|没错就这样|中|得嘞|好嘞|可以了|对对对就这样子|对就是这个意思|对提交吧|要得要得交嘛|好咧提交吧|没错没错就这样交吧|行就这么着|系咁样|冇错|对着哩|OK的|可中"
    "|就这样吧|没问题，提交吧|好，确认注销",
    "no": "不对|错了|不是|不|先不|等等，不对|不行",
    "cancel": "对，取消，不用解释了|算了|取消|取消吧|不办了|别提交|算了，我已经找别家了|我不想办了|不提交了|唔辦喇|不注销了|cancel|算了算了|还是算了吧|不删了，留着吧|放弃|我想取消这次申请|对，帮我取消吧|给我取消|放弃吧|取消申请",
    "change": "改|我要改|手机号写错了|不对，手机号应该是13800138000|手机号不对|名字错了|我要改一下手机号|邮箱填错了|等下，电话改成139|想改一下范围|刚才名字写错了，应该是李雷|好像地址有误",
}
UNCONFIRMED = """
|你好|你好呀|您好|等一下|我想想|是不是这样|对不对|行不行|中不中|多久能办完？|注销以后还能看以前的数据不？|取消授权|取消之前的同意|账号取消了|我把账号取消了|以后不用了|没了|哈哈|13800138000|你们会不会卖|王小测|我算了一下|怎么取消|保单上个月取消过|你们取消了我的优惠|取消我的自动续费
""".replace("\n", "|").split("|")


@pytest.mark.parametrize("text", YES)
def test_agreement_is_yes(text: str) -> None:
    assert read_yes_no(text) is True


@pytest.mark.parametrize("text", NO)
def test_refusal_is_no(text: str) -> None:
    assert read_yes_no(text) is False


@pytest.mark.parametrize("text", NEITHER)
def test_question_is_neither(text: str) -> None:
    assert read_yes_no(text) is None


@pytest.mark.parametrize(
    ("text", "meant"), [(text, meant) for meant, said in CONFIRMED.items() for text in said.split("|")]
)
def test_answer_to_the_summary_is_told_apart(text: str, meant: str) -> None:
    assert read_confirmation(text) == meant


@pytest.mark.parametrize("text", UNCONFIRMED)
def test_anything_else_confirms_nothing(text: str) -> None:
    assert read_confirmation(text) is None


STOPS = "是|对|对，先不办了|好，下次再说|好的|确定|确认取消|取消|取消吧，谢谢|算了|不办了|不继续了|不想继续|是的，取消|嗯，别提交了|ok"
GOES_ON = "不|不用|否|不要|点错了|继续|继续办理|继续提交|接着办|不取消|别取消|不要取消|我没说取消啊|还是继续吧|算了，还是继续吧|不，我要继续办|確認提交"
OPEN = "对，等一下|嗯，我再想想|好的，等我问下老公|我再想想|继续的话会怎样？|王小测|取消了会怎么样？"


@pytest.mark.parametrize(
    ("text", "stops"),
    [(text, stops) for said, stops in ((STOPS, True), (GOES_ON, False), (OPEN, None)) for text in said.split("|")],
)
def test_whether_to_cancel(text: str, stops: bool | None) -> None:
    """Here 「不取消」 is no, though it is yes to a summary."""
    assert read_cancelling(text) is stops


@pytest.mark.parametrize("text", ["就这么报", "对着呢", "齐了，交", "妥，走起", "报上去呗"])
def test_few_agreeing_words_lean_to_yes(text: str) -> None:
    assert leans_to_yes(text) or read_confirmation(text) == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "好像不对",
        "再看看",
        "办什么",
        "行不行",
        "不行",
        "没交",
        "等会交",
        "成都",
        "报警",
        "好烦",
        "先别报",
        "换个号",
    ],
)
def test_doubt_never_leans_to_yes(text: str) -> None:
    assert not leans_to_yes(text)
