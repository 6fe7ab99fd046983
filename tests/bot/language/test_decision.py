import pytest

from bot.language.decision import Decision, Thresholds, decide
from bot.language.parts_scored import ScoredPart

RULES = Thresholds(answer=0.3, offer=0.1, part=0.5, request=0.4)


def _part(*ranking: "tuple[str, float]", question: bool = True, order: bool = False) -> ScoredPart:
    return ScoredPart("……", ranking, question, order)


@pytest.mark.parametrize(
    ("ranking", "label", "labels"),
    [
        ([("faq/a", 0.8), ("faq/b", 0.1)], "faq/a", ("faq/a",)),
        ([("chitchat/thanks", 0.6)], "chitchat/thanks", ("chitchat/thanks",)),
        ([("faq/a", 0.25), ("faq/b", 0.2), ("chitchat/greet", 0.1)], "clarify", ("faq/a", "faq/b")),
        ([("request_deletion", 0.35), ("faq/a", 0.1)], "clarify", ("request_deletion", "faq/a")),
        ([("request_deletion", 0.35), ("faq/a", 0.3)], "faq/a", ("faq/a",)),
        ([("request_deletion", 0.5), ("faq/a", 0.1), ("faq/b", 0.1)], "request_deletion", ("request_deletion",)),
        ([("request_deletion", 0.7), ("faq/a", 0.2)], "request_deletion", ("request_deletion",)),
        ([("faq/a", 0.05), ("faq/b", 0.04)], "nlu_fallback", ()),
        ([("chitchat/greet", 0.2), ("chitchat/bye", 0.1)], "nlu_fallback", ()),
    ],
)
def test_single_sentence(ranking: "list[tuple[str, float]]", label: str, labels: "tuple[str, ...]") -> None:
    decision = decide([_part(*ranking)], RULES)
    assert (decision.label, decision.labels) == (label, labels)


def test_order_is_a_request_even_when_an_answer_is_near() -> None:
    order = _part(("request_deletion", 0.5), ("faq/a", 0.4), question=False)
    assert decide([order], RULES).label == "request_deletion"


def test_two_questions_are_both_answered() -> None:
    parts = [_part(("faq/a", 0.6)), _part(("faq/a", 0.9)), _part(("faq/b", 0.8))]
    assert decide(parts, RULES) == Decision("questions", 0.8, ("faq/a", "faq/b"))


def test_what_the_whole_asks_for_is_answered_first() -> None:
    """A sentence of a long story that sounds like a question must not push the real one behind."""
    parts = [_part(("faq/b", 0.6), ("faq/a", 0.1)), _part(("faq/a", 0.9)), _part(("faq/b", 0.8))]
    assert decide(parts, RULES).labels == ("faq/b", "faq/a")


def test_same_question_twice_is_one() -> None:
    parts = [_part(("faq/a", 0.6)), _part(("faq/a", 0.9)), _part(("faq/a", 0.8))]
    assert decide(parts, RULES).label == "faq/a"


def test_request_goes_before_the_questions_beside_it() -> None:
    order = _part(("request_deletion", 0.9), question=False, order=True)
    assert decide([_part(("faq/a", 0.6)), order, _part(("faq/b", 0.8))], RULES).label == "request_deletion"


@pytest.mark.parametrize(("question", "order"), [(False, False), (True, True)])
def test_story_of_a_request_is_none(question: bool, order: bool) -> None:
    """「我昨天写信要你们改地址……这种信几天能回」 asks; so does a sentence that asks whether one may."""
    told = _part(("request_correction", 0.9), question=question, order=order)
    assert decide([_part(("faq/a", 0.9)), told, _part(("faq/a", 0.8))], RULES).label == "faq/a"


def test_clear_sentence_counts_more_than_an_unclear_whole() -> None:
    parts = [_part(("chitchat/mood", 0.4)), _part(("chitchat/mood", 0.6), question=False), _part(("faq/b", 0.7))]
    assert decide(parts, RULES).label == "faq/b"


def test_thresholds_come_from_the_configuration() -> None:
    assert Thresholds.from_config({**RULES.as_config(), "name": "Decider"}) == RULES
