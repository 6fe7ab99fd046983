"""Several answers at once, and candidates to choose from."""

from actions.policy_answers import AnswerMany, Clarify
from tests.actions.tracker import run, tracker


def test_each_question_gets_its_answer_in_order() -> None:
    said, _ = run(AnswerMany(), tracker("……", labels=("faq/delete_time", "faq/delete_backup")))
    assert [message["response"] for message in said] == ["utter_faq/delete_time", "utter_faq/delete_backup"]


def test_candidates_are_told_apart_from_requests() -> None:
    (said,), _ = run(Clarify(), tracker("删除", labels=("faq/delete_cases", "request_deletion")))
    assert said["response"] == "utter_followup/clarify"
    assert said["custom"] == {"kind": "clarify", "candidates": ["delete_cases"], "requests": ["deletion"]}
