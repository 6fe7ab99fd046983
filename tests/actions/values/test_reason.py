"""The five situations of clause 5.3 in free words."""

import pytest

from actions.values.reason import read_deletion_reason

SAID = {
    1: "1|第一种|你们违法了|这是犯法的|违反个人信息保护法|非法收集|違法|不合规吧这是|触犯法律了|把我信息卖给别人，违法|情况一",
    2: "2|选2|②|我从来没点过同意|没经过我同意|未经授权就收|你们擅自收集|没问过我就收了|唔經我同意就攞我資料|我啥时候同意过|我压根不知道你们收了|根本没征得我同意|我又没授权|偷偷收集我的位置|没跟我打招呼|不是我注册的，别人冒用",
    3: "3|第三条：违反约定|没按当初讲的来|说好只用来投保，结果天天推销|违反了和我的约定|说话不算数|违约|跟当初合同写的不一样|讲好唔外泄，讲嘢唔算数|违背承诺|当初保证不给第三方，现在全给了|出尔反尔",
    4: "4|四|选4|④|第四种|第4个吧|唔用啦|早就卸载了|不想用了|以后不用了|不用了|我已经注销了账号|换别家了|好久没用了|不再使用你们的产品了|吊车卖了，用不着了|我不干这行了|App早删了，不玩了|账号不要了|再也不用你们家了|唔再用",
    5: "5|第五|第五种情况|你们都关门了|停止服务了|你们不再提供服务|平台下架了|公司倒闭了|软件停运了|你哋執笠咗|app都停服了|你们业务不做了|服务终止了|网站都打不开了",
}  # fmt: skip
UNCLEAR = "|不知道|随便|为什么要选|13800138000|哈哈|1和4|你好|王小测|都有|没有|无|就是想删|6|快点|123456|2026年|没有理由|哪个合适|你们卖不卖我的信息|你们违法吗".split(
    "|"
)


@pytest.mark.parametrize(
    ("text", "reason"), [(text, reason) for reason, said in SAID.items() for text in said.split("|")]
)
def test_free_words_mean_a_situation(text: str, reason: int) -> None:
    assert read_deletion_reason(text) == reason


@pytest.mark.parametrize("text", UNCLEAR)
def test_unclear_words_mean_none(text: str) -> None:
    assert read_deletion_reason(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("我们公司有三个挖机师傅离职快半年了，他们的资料还挂在你们平台上，得清掉", 4),
        ("我儿子才十三，拿我手机偷偷注册了你们这个，他的信息给我删掉", 2),
        ("我们是两个人一起用的，从来没点过同意", 2),
        ("我给了第三方，自己不用了", 4),
        ("我不得再用你们那个了，回家带孙儿去了", 4),
        ("俺们不得再用这个了", 4),
        ("你们自己不给我们这边提供服务了呀", 5),
        ("业务不是撤了嘛，都不给我们做单了", 5),
        ("是第2个", 2),
        ("就3吧", 3),
        ("4，不用了", 4),
        ("我选第三种情况", 3),
    ],
)
def test_other_numbers_and_ways_of_speaking(text: str, reason: int) -> None:
    assert read_deletion_reason(text) == reason


@pytest.mark.parametrize(
    "text",
    [
        "我有三个号，都删了",
        "孩子才十三，删掉",
        "这边是三台吊车的资料",
        "你们不得再用这些数据",
        "按一下就删了吧",
        "你们不给我们提供资料",
        "家里就2个娃",
    ],
)
def test_a_number_of_something_else_is_no_choice(text: str) -> None:
    assert read_deletion_reason(text) is None
