import pytest

from bot.language.rewording import reworded

TRANSFER = "转让我的信息要我同意吗"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("说错了,是公开,不是转让", "公开我的信息要我同意吗"),
        ("不是转让,是公开", "公开我的信息要我同意吗"),
        ("我说的不是转让,我说的是公开", None),
        ("打错了,不是转让,我指的是公开", "公开我的信息要我同意吗"),
        ("不是共享,我说的是你们自己收集的时候", "你们自己收集,转让我的信息要我同意吗"),
        ("我指的是查信息那个", "查信息,转让我的信息要我同意吗"),
        ("就是删东西那块", "删东西,转让我的信息要我同意吗"),
    ],
)
def test_corrected_question_is_asked_anew(text: str, meant: "str | None") -> None:
    assert reworded(TRANSFER, text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "转让要不要钱",
        "不是吧",
        "是不是要我同意",
        "那就是说要同意",
        "你们不是说不转让吗",
        "我就是想问问怎么删除我的信息",
        "错了",
    ],
)
def test_what_corrects_nothing_is_left_alone(text: str) -> None:
    assert reworded(TRANSFER, text) is None
