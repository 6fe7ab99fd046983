"""The rules of scoring as tables."""

import pytest

from tests.evaluation.bm25 import ClauseSearch
from tests.evaluation.folding import contacts_in, fold, fold_contact, fold_value
from tests.evaluation.items import Turn, note_of_turn, request_type
from tests.evaluation.scoring import score, section
from tests.evaluation.talk import Citation, Message, Reply


def answer(*clauses: str, text: str = "", quote: str = "") -> Message:
    return Message("answer", text, tuple(Citation(clause, quote) for clause in clauses))


def form(slot: str | None = None, request: str | None = None) -> Message:
    return Message("form", slot=slot, request=request)


def policy(*clauses: str, facts: tuple[tuple[str, ...], ...] = (), note: str = "") -> Turn:
    return Turn("问", "policy", clauses, facts, None, note)


@pytest.mark.parametrize(
    ("turn", "messages", "outcome"),
    [
        (policy("5.3"), [answer("5.3")], "hit"),
        (policy("5.3"), [answer("5.3.4")], "hit"),
        (policy("5.3", "5.8"), [answer("4.1", "5.8")], "hit"),
        (policy("1"), [answer("1.1")], "wrong_clause"),
        (policy("5.3"), [answer("5.2"), answer("5.3")], "wrong_clause"),
        (policy("5.3"), [Message("smalltalk"), answer("5.3")], "hit"),
        (policy("5.3"), [Message("clarify", citations=(Citation("5.3", ""),))], "clarified"),
        (policy("5.3"), [Message("decline")], "declined"),
        (policy("5.3"), [form("name", "deletion")], "form"),
        (policy("5.3"), [Message("error")], "error"),
        (policy("5.3"), [], "nothing"),
        (policy("2.1", "2.3", note="all"), [answer("2.1")], "wrong_clause"),
        (policy("2.1", "2.3", note="all"), [answer("2.1"), answer("2.3")], "hit"),
        (policy("2.1", "2.3", note="allowed"), [answer("2.1")], "hit"),
    ],
)
def test_policy_question_outcome(turn: Turn, messages: list[Message], outcome: str) -> None:
    assert score(turn, Reply(tuple(messages))).outcome == outcome


@pytest.mark.parametrize(
    ("messages", "in_first"),
    [([answer("2.1"), answer("2.3")], False), ([answer("2.1", "2.3")], True), ([answer("2.1"), answer("2.1")], False)],
)
def test_all_clauses_in_first_answer(messages: list[Message], in_first: bool) -> None:
    assert score(policy("2.1", "2.3", note="all"), Reply(tuple(messages))).in_first is in_first


@pytest.mark.parametrize(
    ("facts", "said", "full"),
    [
        ((("三十天", "30天"),), answer("5.8", text="我们会在 30 天内回复"), True),
        ((("30 天",),), answer("5.8", text="30天"), True),
        ((("三十天",), ("投诉",)), answer("5.8", text="三十天内"), False),
        ((("三十天",), ("投诉",)), answer("5.8", text="三十天内", quote="您可以投诉"), True),
        ((("do not track",),), answer("5.8", text="Do Not Track"), True),
        ((("刪除",),), answer("5.8", text="删除"), True),
        ((("删除",),), answer("5.8", text="刪除"), True),
        ((("删除",),), answer("4.1", text="删除"), False),
        ((), answer("5.8"), True),
    ],
)
def test_full_hit_needs_facts(facts: tuple[tuple[str, ...], ...], said: Message, full: bool) -> None:
    assert score(policy("5.8", facts=facts), Reply((said,))).full is full


def test_facts_may_stand_in_a_later_message() -> None:
    said = Reply((answer("5.8"), Message("text", "三十天")))
    assert score(policy("5.8", facts=(("三十天",),)), said).full


@pytest.mark.parametrize(
    ("messages", "outcome"),
    [
        ([form("consent_to_collect", "deletion")], "hit"),
        ([form(), form("consent_to_collect", "deletion")], "hit"),
        ([answer("5.3"), form("consent_to_collect", "deletion")], "hit"),
        ([form("consent_to_collect", "access")], "wrong_request"),
        ([form("request_type")], "offered"),
        ([Message("answer", request="deletion")], "answer"),
        ([Message("decline")], "decline"),
    ],
)
def test_request_outcome(messages: list[Message], outcome: str) -> None:
    assert score(Turn("删", "request", request="deletion"), Reply(tuple(messages))).outcome == outcome


@pytest.mark.parametrize(
    ("kind", "reply", "hit"),
    [
        ("handoff", Reply((Message("handoff"),)), True),
        ("handoff", Reply((Message("text"),), "waiting"), True),
        ("handoff", Reply((Message("decline"),)), False),
        ("chitchat", Reply((Message("smalltalk"),)), True),
        ("chitchat", Reply((answer("1.1"),)), False),
        ("chitchat", Reply(()), False),
    ],
)
def test_handoff_and_chitchat(kind: str, reply: Reply, hit: bool) -> None:
    assert score(Turn("嗯", kind), reply).hit is hit


@pytest.mark.parametrize(
    ("messages", "note", "outcome"),
    [
        ([Message("decline")], "", "hit"),
        ([Message("clarify")], "", "hit"),
        ([Message("smalltalk")], "", "hit"),
        ([Message("handoff")], "", "hit"),
        ([Message("decline", citations=(Citation("4.4", ""),))], "", "answered"),
        ([answer("4.4", text="政策没有写明")], "", "answered"),
        ([answer("4.4", text="政策没有写明年数")], "silent: no number of years", "hit"),
        ([answer("4.4", text="政策没有具体写几年")], "silent", "hit"),
        ([answer("4.4", text="隱私政策沒有寫明")], "silent", "hit"),
        ([Message("decline", "政策没有说", (Citation("4.4", ""),))], "silent", "hit"),
        ([Message("decline", "这里答不了")], "silent", "hit"),
        ([answer("4.4", text="只保留必需的期限")], "silent", "answered"),
        ([answer("4.4", text="没有写明"), form("name", "access")], "silent", "request_started"),
        ([form("request_type")], "", "request_started"),
        ([Message("error")], "", "error"),
        ([], "", "nothing"),
    ],
)
def test_out_of_scope_outcome(messages: list[Message], note: str, outcome: str) -> None:
    assert score(Turn("几年", "oos", note=note), Reply(tuple(messages))).outcome == outcome


@pytest.mark.parametrize(
    ("clause", "expected"), [("5.3.4", "5.3"), ("5.3", "5.3"), ("9", "9"), ("0", "0"), ("3.1.3.2", "3.1")]
)
def test_clause_at_chapter_and_section(clause: str, expected: str) -> None:
    assert section(clause) == expected


@pytest.mark.parametrize(
    ("note", "number", "expected"),
    [
        ("t1: four clauses; t3 silent: the first day is not said", 3, "silent: the first day is not said"),
        ("t1: four clauses; t3 silent: the first day is not said", 1, "four clauses"),
        ("t2 fresh, t3 leans on t2", 1, ""),
        ("", 1, ""),
    ],
)
def test_note_of_one_turn(note: str, number: int, expected: str) -> None:
    assert note_of_turn(note, number) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cancel", "account_closure"),
        ("consent", "consent_withdrawal"),
        ("automated", "automated_decision"),
        ("access", "access"),
        (None, None),
    ],
)
def test_request_names_of_the_sets(name: str | None, expected: str | None) -> None:
    assert request_type(name) == expected


def test_folding() -> None:
    assert fold(" Web 表單\n") == "web表单"
    assert fold_value("Ａ栋 3-502 室，") == "a栋3-502室"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+86(138)0000-1234", "13800001234"),
        ("１３８ ００００ １２３４", "13800001234"),
        ("一三八零零零零一二三四", "13800001234"),
        ("+852 9123 4567", "85291234567"),
        ("A.B@Example.com", "a.b@example.com"),
    ],
)
def test_contacts_are_compared_plain(text: str, expected: str) -> None:
    assert fold_contact(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("就留 一三八零零零零一二三四，邮箱 Zhao@example.com", {"13800001234", "zhao@example.com"}),
        ("不是13800001234，最新的是１３９-0000-1234", {"13800001234", "13900001234"}),
        ("1个号：138 0000 1234", {"13800001234"}),
        ("没有", set()),
    ],
)
def test_contacts_named_in_a_text(text: str, expected: set[str]) -> None:
    assert contacts_in(text) == expected


def test_bm25_finds_the_clause_of_the_words() -> None:
    search = ClauseSearch(
        {"1.1": "我们收集姓名和手机号码", "2.1": "Cookie 是小数据文件，可以清除", "6": "儿童须有监护人同意"}
    )
    assert [search.reply(text).clauses for text in ("怎么清除cookie", "监护人要同意吗")] == [{"2.1"}, {"6"}]
