from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml

from bot.language.answers import AnswerCard, group_of, item_of, read_cards, section_of
from bot.language.leaning import ANY_TOPIC, Weights, item_asked_for, leaning, prior
from bot.language.reading import Reading

WEIGHTS = Weights(same_clause=2.5, next=2.0, same_chapter=0.8, itself=-0.5, away=-1.0)
CASES = AnswerCard("delete_cases", "5.3", None, ("5.3",), ("reply_time",), "")
CARDS = {
    card.id: card
    for card in (
        CASES,
        AnswerCard("delete_case_2", "5.3", "2", ("5.3",), (), ""),
        AnswerCard("delete_case_2_detail", "5.3", "2", ("5.3",), (), ""),
        AnswerCard("reply_time", "5.8", None, ("5.8",), (), ""),
        AnswerCard("access", "5.1", None, ("5.1",), (), ""),
        AnswerCard("cookies", "2.1", None, ("2.1",), (), ""),
    )
}


def _read(text: str) -> Reading:
    return Reading(text, text, (), (), ())


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("那多久?", "你们会把我的信息卖给别的公司吗"),
        ("它呢?", "怎么删除"),
        ("那这个呢", "删除要多久才能得到答复呢请说清楚"),
    ],
)
def test_short_and_pointing_talk_leans_more(more: str, less: str) -> None:
    scores = np.array([0.4, 0.3])
    assert leaning(_read(more), scores) > leaning(_read(less), scores)


def test_what_names_no_topic_leans_however_sure_the_classifier_is() -> None:
    """「上哪看去」 may look like one question alone; what is to be looked at was said before."""
    sure = np.array([0.98, 0.01])
    bare, named = Reading("上哪看去", "上哪看去", (), (), ("哪里",)), Reading("上哪看cookie", "", (), (), ("哪里", "Cookie"))
    assert leaning(bare, sure) > leaning(replace(named, normalized="上哪看去"), sure) + 0.2


def test_concepts_of_any_topic_are_in_the_lexicon() -> None:
    lexicon = yaml.safe_load(Path("data/lookups/concepts.yml").read_text(encoding="utf-8"))
    assert set(lexicon) >= ANY_TOPIC


@pytest.mark.parametrize("text", ["", "那", "那" * 500, "它" * 3])
@pytest.mark.parametrize("best", [0.0, 0.5, 1.0])
def test_leaning_lies_between_nothing_and_all(text: str, best: float) -> None:
    assert 0.0 <= leaning(_read(text), np.array([best])) <= 1.0


def test_neighbours_of_the_topic_gain() -> None:
    labels = ["faq/delete_case_2", "faq/reply_time", "faq/access", "faq/delete_cases", "faq/cookies", "followup/more"]
    assert prior(labels, CASES, CARDS, WEIGHTS).tolist() == pytest.approx([2.5, 2.0, 0.8, 2.0, 0.0, 0.0])


def test_other_talk_loses() -> None:
    assert prior(["chitchat/greet"], CASES, CARDS, WEIGHTS).tolist() == [-1.0]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("第二种是什么意思", "delete_case_2"),
        ("第2条呢", "delete_case_2"),
        ("第二样再说说", "delete_case_2"),
        ("末了那个呢", "delete_case_2"),
        ("头一个呢", None),
        ("最后期限呢", None),
        ("第三种呢", None),
        ("第二天能好吗", None),
        ("我说的第二种情况其实是想问你们收集信息的时候有没有先征得同意再收集", None),
    ],
)
def test_item_of_a_list_is_found_by_its_number(text: str, answer: "str | None") -> None:
    assert item_asked_for(text, CASES, CARDS) == answer


@pytest.mark.parametrize(
    ("clause", "section", "item"),
    [("5.3.4", "5.3", "4"), ("5.3", "5.3", None), ("8.2", "8", "2"), ("8", "8", None), ("0", "0", None)],
)
def test_clause_ids_are_read(clause: str, section: str, item: "str | None") -> None:
    assert (section_of(clause), item_of(clause)) == (section, item)


def test_cards_are_read_from_the_responses() -> None:
    custom = {"clauses": [{"id": "5.3.2"}, {"id": 5.8}], "next": ["reply_time"], "plain": "说白了……"}
    cards = read_cards({"utter_faq/x": [{"text": "……", "custom": custom}], "utter_chitchat/greet": [{"text": "您好"}]})
    assert cards == {"x": AnswerCard("x", "5.3", "2", ("5.3", "5.8"), ("reply_time",), "说白了……")}


def test_request_stands_in_the_group_of_its_clause() -> None:
    assert group_of("request_deletion", CARDS) == group_of("faq/delete_cases", CARDS)
    assert group_of("chitchat/greet", CARDS) == "chitchat/greet"
    assert group_of("faq/far", {**CARDS, "far": replace(CASES, clause="9")}) == "clause 9"
