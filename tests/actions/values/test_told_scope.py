"""Scope and recipient that an opening tells."""

import pytest

from actions.values.told_scope import told_scope, told_target


@pytest.mark.parametrize(
    ("kind", "text", "scope"),
    [
        ("access", "我要看看你们记了我多少条定位", "定位"),
        ("access", "想看看我的保单和理赔记录", "保单、理赔记录"),
        ("deletion", "把我车辆那块删了！", "车辆"),
        ("deletion", "贵司强制读取我的通讯录，于法无据，现要求将该部分数据予以清除", "通讯录"),
        ("deletion", "把我身份证照片删掉", "身份证照片"),
        ("consent_withdrawal", "别再跟着我定位了，这个授权我收回", "定位"),
        ("consent_withdrawal", "我想取消对“公司雇员信息”的使用许可", "公司雇员信息"),
        ("copy", "把我在你们这的投保资料直接转到锦程保险经纪公司去", "投保资料"),
    ],
)
def test_kinds_that_are_named(kind: str, text: str, scope: str) -> None:
    assert told_scope(text, kind) == scope


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("deletion", "我叫李雷，手机13800138000，要删信息"),
        ("deletion", "把我手机13800138000的信息删了"),
        ("deletion", "我天天接到贷款电话，马上给我删"),
        ("deletion", "当初说好信息只用来投保 结果我天天接到贷款电话 马上给我删！！"),
        ("deletion", "除了保单都删"),
        ("deletion", "机器卖了，把我信息删了"),
        ("access", "我忘了当时写的哪个单位，把填的资料调出来"),
        ("consent_withdrawal", "取消授权，设备都卖了"),
        ("consent_withdrawal", "我不想再收到你们的电话，把授权收回"),
        ("account_closure", "把定位删了"),
    ],
)
def test_what_is_only_mentioned_is_no_scope(kind: str, text: str) -> None:
    assert told_scope(text, kind) is None


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("打包一份发我邮箱 tong_lei88@163.com", "我的邮箱 tong_lei88@163.com"),
        ("请把数据直接传给恒信保险经纪，别经我手", "恒信保险经纪"),
        ("请把我的信息打包一份发给我", "本人"),
        ("导一份发到hr@guangyuanlw.com", "hr@guangyuanlw.com"),
        ("给我导一份呗", None),
        ("我想要一份副本", None),
    ],
)
def test_where_a_copy_goes(text: str, target: str | None) -> None:
    assert told_target(text) == target
