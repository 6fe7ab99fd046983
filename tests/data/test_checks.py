"""Each check finds the fault that it is for, and names its place."""

import pytest

from tests.data.checks import CHECKS, answers
from tests.data.conftest import Break

ANSWERS = "data/answers/05_rights.yml"
WAYS = "data/nlu/faq/05_rights.yml"
WORDS = "data/lookups/words.txt"
CONCEPTS = "data/lookups/concepts.yml"
RULES = "data/rules/conversation.yml"
SETS = "tests/evaluation/sets/questions.jsonl"

# What so small a project cannot have: all clauses cited, twenty ways for each answer, the quick replies of the desk.
OF_THE_WHOLE = {"every_clause_cited", "enough_ways", "payloads"}

FAULTS = [
    (ANSWERS, "不一定马上删。", "[", "readable", 0),
    (ANSWERS, "utter_faq/reply_time", "utter_faq/delete_backup", "no_key_twice", 14),
    (ANSWERS, "kind: answer", "kind: text", "shape", 3),
    (ANSWERS, "answer: delete_backup", "answer: backup", "shape", 3),
    (ANSWERS, "      plain: 简单说：不一定。\n", "", "shape", 3),
    (ANSWERS, "offers:", "offer:", "shape", 3),
    (ANSWERS, "备份也会删吗？", "备份系统里的那些用户信息也会一并删除吗？", "questions", 3),
    (ANSWERS, "备份也会删吗？", "多久答复？", "questions", 14),
    (ANSWERS, '"5.3"', '"5.9"', "quotes", 11),
    (ANSWERS, '"5.3"', '"5.3.9"', "quotes", 11),
    (ANSWERS, "可能不会立即从", "不会立即从", "quotes", 11),
    (ANSWERS, "next: [reply_time]", "next: [reply_tmie]", "neighbours", 3),
    (ANSWERS, "next: [reply_time]", "next: [delete_backup]", "neighbours", 3),
    (ANSWERS, "offers: deletion", "offers: erasure", "neighbours", 3),
    (ANSWERS, "不一定马上删。", "登录聚干保就能删。", "forbidden", 3),
    (ANSWERS, "三十天内作出答复。", "15 个工作日内答复。", "forbidden", 14),
    (ANSWERS, "不一定马上删。", "|-\n      不一定。\n\n      要看情况。", "no_empty_lines", 3),
    (ANSWERS, "不一定马上删。", "不一定，{name}。", "no_braces_in_answers", 3),
    (WAYS, "- 服务器上的拷贝怎么办", "服务器上的拷贝怎么办", "lines_are_items", 6),
    (WAYS, "faq/reply_time", "faq/replytime", "every_label_answered", 9),
    (WAYS, "几天能给个准信", "备份裡的，那份刪不刪？", "no_sentence_twice", 9),
    (WAYS, "服务器上的拷贝怎么办", "/faq", "no_paths_nor_commands", 6),
    (WAYS, "服务器上的拷贝怎么办", "文件在 /home/me/a.txt 里", "no_paths_nor_commands", 6),
    (WAYS, "服务器上的拷贝怎么办", "我号码 137 6201 9358 删了没", "invented_people", 6),
    (CONCEPTS, "抹掉", "電話", "concepts", 2),
    (CONCEPTS, "抹掉", "110", "concepts", 1),
    (WORDS, "聚千保", "聚千保 高频", "words", 2),
    (WORDS, "聚千保", "注销 10", "words", 2),
    (RULES, "intent: faq", "intent: question", "every_intent_has_a_rule", 0),
    (SETS, "存档盘里的那份副本会一起没吗", "服务器上的拷贝，怎么办？", "nothing_held_out_is_trained_on", 6),
]


def test_sound_project_has_no_finding(broken: Break) -> None:
    material = broken()
    findings = [finding for check in CHECKS if check.__name__ not in OF_THE_WHOLE for finding in check(material)]
    assert findings == []


@pytest.mark.parametrize(
    ("file", "old", "new", "check", "line"), FAULTS, ids=[f"{fault[3]}-{fault[2]}" for fault in FAULTS]
)
def test_fault_is_found(broken: Break, file: str, old: str, new: str, check: str, line: int) -> None:
    material = broken(file, old, new)
    found = [finding for one in CHECKS if one.__name__ == check for finding in one(material)]
    assert found
    assert not line or line in {finding.line for finding in found}
    assert all(finding.wrong and finding.mend for finding in found)


@pytest.mark.parametrize("file", ["messages.yml", "staff.yml", "hours.yml"])
def test_files_that_the_api_cannot_read(broken: Break, file: str) -> None:
    material = broken()
    (material.root / "data" / file).write_text("opening: {text: 您好}\n", encoding="utf-8")
    found = [finding.file for check in CHECKS if check.__name__ == "messages_load" for finding in check(material)]
    assert found == [f"data/{file}"]


def test_payloads_that_lead_nowhere(broken: Break) -> None:
    material = broken()
    payloads = ("ask:nothing", "request:nothing", "do:nothing", "choose:deletion_reason", "/restart", "ask: x")
    replies = "".join(f'  - {{title: 一, payload: "{payload}"}}\n' for payload in payloads)
    (material.root / "data" / "messages.yml").write_text(f"opening:\n  text: 您好\n  quick_replies:\n{replies}")
    found = [finding.line for check in CHECKS if check.__name__ == "payloads" for finding in check(material)]
    assert found == [4, 5, 6, 7, 8, 9]


def test_few_ways_and_clauses_without_answer(broken: Break) -> None:
    material = broken()
    assert len(list(answers.enough_ways(material))) == 2
    assert len(list(answers.every_clause_cited(material))) == 33


def test_too_many_near_copies(broken: Break) -> None:
    longer = "服务器上的拷贝怎么办\n    - 我想问一下备份系统里面的那些东西到底会不会一起删掉呢"
    copy = longer.replace("掉呢", "掉")
    once = f"{longer}\n{copy.partition(chr(10))[2]}"
    material = broken(WAYS, "服务器上的拷贝怎么办", once)
    found = [finding for check in CHECKS if check.__name__ == "few_near_copies" for finding in check(material)]
    assert [finding.line for finding in found] == [0, 8]
