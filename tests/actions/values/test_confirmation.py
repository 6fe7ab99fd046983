"""What files a request is a yes and nothing else."""

import pytest

from actions.values.confirmation import leans_to_yes, read_confirmation


@pytest.mark.parametrize(
    "text",
    [
        "帮我确认一下地址",
        "确认下手机",
        "就电话没错",
        "只有电话没错",
        "除名字都对",
        "部分正确",
        "估计没错",
        "如没问题",
        "等没问题",
        "若无误,提交",
        "我妈同意了",
        "他同意",
        "同意你个头",
        "提交一半",
        "提交前打给我",
        "提交给我妈",
        "确认作废",
        "可能对",
        "一半对",
        "有的对",
        "内容属实才提交",
        "误提交",
        "到家提交",
        "得空提交",
        "缓提交",
        "我妈说好",
        "好，我核对核对",
        "你们确认好了叫我",
        "好了够了",
        "可以个锤子",
        "点错了,提交",
    ],
)
def test_yes_that_is_bound_partial_or_somebody_elses_files_nothing(text: str) -> None:
    assert read_confirmation(text) != "yes"
    assert not leans_to_yes(text)
