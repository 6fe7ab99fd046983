"""Orders are told from questions, tales and wishes to know."""

import pytest

from bot.language.decision import Decision, Thresholds, asked_instead, ordered_instead
from bot.language.normalize import normalize
from bot.language.ordering import only_supposes, ordered
from bot.language.parts_scored import ScoredPart


@pytest.mark.parametrize(
    ("text", "request_type"),
    [
        ("这平台我不弄了，以前填的那些给我抹干净", "deletion"),
        ("谁准你们存的？删！立刻！", "deletion"),
        ("离职的人还挂在上面，得清掉", "deletion"),
        ("麻烦把娃儿的资料去掉", "deletion"),
        ("可唔可以幫我刪咗佢？", "deletion"),
        ("几天能好不管，先帮我改了", "correction"),
        ("能给我改过来吗？", "correction"),
        ("我想調閱我留存的資料，請問可以現在辦理嗎", "access"),
        ("可以给我一份你们手上的资料吗？", "copy"),
        ("直接转给我新的经纪人就行，把资料打包", "copy"),
        ("Could you send me a copy of it all? I leave next month.", "copy"),
        ("我想查查你们存的记录，还有，收不收钱？", "access"),
        ("里头登记的我那些东西能不能给我抹掉啊", "deletion"),
        ("能不能把我的副本直接转给他们", "copy"),
        ("我把同意撤了", "consent_withdrawal"),
        ("我正式要求你们给个解释", "automated_decision"),
        ("期限早过了，我不满意，要投诉", "complaint"),
    ],
)
def test_order_is_heard(text: str, request_type: str) -> None:
    assert ordered(normalize(text))[:1] == (request_type,)


@pytest.mark.parametrize(
    "text",
    [
        "怎么删除信息",
        "能不能删？",
        "我想知道删了以后备份还在吗",
        "我打算把许可收回来，收了还用得成吗",
        "要是我要求删除，你们几天办",
        "上个月申请删的，到现在没动静",
        "有人说只要开口你们就得给他看",
        "别给我删了",
        "我想留一份副本，在哪拿",
        "我就怕你们图省事，把一整套档案打包甩过去。到底给到什么程度",
        "假如哪天你们不做了，能叫你们帮我清掉吗",
        "请放心我不会告你们",
        "请列举不能删除的情形",
        "给我说说删除的条件",
        "帮我看看我能不能删",
        "麻烦更改政策时通知我",
        "请把隐私政策给我看看",
        "你们客服说帮我注销，结果到现在没动静，我该找谁",
        "朋友帮我查了一下说你们会卖数据",
        "你好",
        "",
    ],
)
def test_question_tale_or_wish_to_know_is_no_order(text: str) -> None:
    assert ordered(normalize(text)) == ()


def test_last_order_counts_first() -> None:
    assert ordered("先帮我查一下,再帮我删掉") == ("deletion", "access")


ANSWER = Decision("faq/delete_no_consent", 0.9, ("faq/delete_no_consent",))
PARTS = [ScoredPart("……", (("faq/delete_no_consent", 0.9), ("request_copy", 0.06), ("request_access", 0.01)), True)]


@pytest.mark.parametrize(
    ("orders", "offered", "label"),
    [
        (("deletion",), {"deletion"}, "request_deletion"),
        (("copy",), {"deletion"}, "request_copy"),
        (("access",), {"deletion"}, "faq/delete_no_consent"),
        (("access", "deletion"), {"deletion"}, "request_deletion"),
        ((), {"deletion"}, "faq/delete_no_consent"),
    ],
)
def test_order_counts_where_the_answer_offers_it_or_it_is_likely(
    orders: "tuple[str, ...]", offered: "set[str]", label: str
) -> None:
    assert ordered_instead(ANSWER, orders, offered, PARTS, Thresholds()).label == label


def test_other_talk_stays_what_it_is() -> None:
    person = Decision("handoff", 0.8, ("handoff",))
    assert ordered_instead(person, ("deletion",), {"deletion"}, PARTS, Thresholds()) is person


@pytest.mark.parametrize(
    ("text", "supposes"),
    [
        ("我要是现在收回来，以前用掉的那些算违规吗", True),
        ("如果我注销了，保单还在不在", True),
        ("如果可以的话，帮我注销了吧", False),
        ("帮我注销，要是不行给我个说法", False),
        ("怎么注销", False),
        ("", False),
    ],
)
def test_what_would_be_if_is_told_from_an_order(text: str, supposes: bool) -> None:
    assert only_supposes(text) is supposes


def test_request_that_is_only_supposed_is_answered() -> None:
    parts = [ScoredPart("……", (("request_consent_withdrawal", 0.9), ("faq/consent_past", 0.02)), True)]
    supposed = Decision("request_consent_withdrawal", 0.9, ("request_consent_withdrawal",))
    assert asked_instead(supposed, parts).labels == ("faq/consent_past",)
    assert asked_instead(supposed, [ScoredPart("……", (("request_consent_withdrawal", 0.9),), True)]) is supposed
