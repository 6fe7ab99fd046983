"""Questions asked of the real bot, answered from the real policy."""

import httpx
import pytest

from scripts.run import ROOT
from tests.e2e.person import Person

POLICY = "".join((ROOT / "data/policy/2022-04-22/policy.txt").read_text(encoding="utf-8").split())


def test_opening_names_the_bot_and_offers_a_start(person: Person) -> None:
    opening = person.visitor.opening
    assert "机器人" in opening["text"]
    assert {reply["payload"] for reply in opening["quick_replies"]} >= {"request:deletion", "do:handoff"}


@pytest.mark.parametrize(
    ("question", "clause"),
    [("你们收集我的哪些信息？", "1.1"), ("我怎么删除我的个人信息？", "5.3"), ("你们怎么用cookie的？", "2.1")],
)
def test_answer_cites_words_of_the_policy(person: Person, question: str, clause: str) -> None:
    (answer,) = person.say(question)
    assert answer["kind"] == "answer"
    assert clause in {
        citation["clause"].rsplit(".", citation["clause"].count(".") - 1)[0] for citation in answer["citations"]
    }
    for citation in answer["citations"]:
        assert "".join(citation["quote"].split()) in POLICY


def test_citation_leads_to_its_clause(person: Person, client: httpx.Client) -> None:
    (answer,) = person.tap("ask:collected_types")
    page, _, anchor = answer["citations"][0]["url"].partition("#")
    shown = client.get(page)
    assert shown.status_code == 200
    assert f'id="{anchor}"' in shown.text


def test_next_question_leads_on(person: Person) -> None:
    (answer,) = person.tap("ask:collected_types")
    (following,) = person.tap(answer["quick_replies"][0]["payload"])
    assert following["kind"] == "answer"


def test_original_words_of_the_answer_before(person: Person) -> None:
    person.tap("ask:collected_types")
    (answer,) = person.say("把原文发我")
    assert answer["kind"] == "answer"
    assert answer["citations"][0]["clause"].startswith("1.1")


@pytest.mark.parametrize("question", ["今天天气怎么样？", "出险了怎么理赔？", "帮我写一首诗"])
def test_what_the_policy_is_not_about_is_declined(person: Person, question: str) -> None:
    (reply,) = person.say(question)
    assert (reply["kind"], reply["citations"]) == ("decline", [])


def test_choice_that_is_offered_can_be_taken(person: Person) -> None:
    """With nothing said before, it is open what 「原文」 is meant."""
    (offer,) = person.say("把原文发我")
    assert (offer["kind"], offer["citations"]) == ("clarify", [])
    (answer,) = person.tap(offer["quick_replies"][0]["payload"])
    assert answer["kind"] == "answer"


def test_thanks_are_answered(person: Person) -> None:
    assert [reply["kind"] for reply in person.say("谢谢")] == ["smalltalk"]


def test_person_is_called_in_words(person: Person) -> None:
    replies = person.say("转人工")  # outside business hours a second one says when somebody is there
    assert {reply["kind"] for reply in replies} == {"handoff"}
    assert person.visitor.state() == "waiting"
