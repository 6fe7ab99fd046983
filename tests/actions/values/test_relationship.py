"""For whom somebody asks."""

import pytest

from actions.values.relationship import find_relationship

OTHERS = {
    "child": "我儿子才十岁，把他的信息删了|我女儿8岁，要删掉|我儿子|儿子|我是孩子的监护人|我是他妈妈|帮我家娃注销",
    "parent": "帮我妈注销账号|代我父亲申请更正|我媽媽唔識用手機，幫佢刪資料|我爸的手机号登记错了要改",
    "spouse": "替我老公查一下|我老公让我帮他注销|我老婆的手机号也要删",
    "employee": "我们队一个司机的生日录反了，把他的改一下|我们公司的员工离职了，把他的资料删掉",
    "deceased": "我爸去世了，想注销他的账号|我爸爸上个月走了，账号还在|替已故的丈夫注销",
    "client": "我是他的代理律师|我受王小测委托|我是李某的代理人",
    "company": "我是厂里的经办人，员工本人写了授权|公司经办人|我是HR|受公司委托办理",
    "other": "我孙子今年6岁，他的信息要删掉|帮我朋友查一下|我奶奶的账号要注销",
}
ONESELF = """
|本人|我自己的|自个儿|我自个儿|我的号|我|自己|是我本人|我老婆担心我的资料|听我儿子说你们要删数据|我老公让我来问问|我朋友说你们会卖信息|要监护人同意吗|我要删除我的信息|我们公司的律师说你们违法
帮我删掉|我是老板|你们公司司机把我撞了|我女儿用我手机注册的，把我的信息删了|帮我查一下我的信息|手机没了|我是员工|王小测|我媳妇怕我的电话被卖|未成年人要家长同意吗？
""".replace("\n", "|").split("|")


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, said in OTHERS.items() for text in said.split("|")])
def test_somebody_else_is_noticed(text: str, kind: str) -> None:
    found = find_relationship(text)
    assert found is not None
    assert found.kind == kind
    assert found.text in text


@pytest.mark.parametrize("text", ONESELF)
def test_oneself_and_mere_mention_give_none(text: str) -> None:
    assert find_relationship(text) is None
