"""What the understanding needs to know of the answers: their clauses, their neighbours, their words."""

from dataclasses import dataclass
from typing import Any, Mapping

FAQ = "faq/"


@dataclass(frozen=True)
class AnswerCard:
    """One answer; `clause` is its first clause at chapter.section, `item` its place in a numbered list, `offers` the
    guided request that it leads to."""

    id: str
    clause: str
    item: str | None
    clauses: tuple[str, ...]
    next: tuple[str, ...]
    plain: str
    question: str = ""
    offers: str = ""


def read_cards(responses: Mapping[str, Any]) -> dict[str, AnswerCard]:
    """Cards by answer id, from Rasa's responses `utter_faq/<id>`."""
    cards = {}
    for name, variations in responses.items():
        key = name.removeprefix("utter_")
        if not key.startswith(FAQ):
            continue
        custom = variations[0]["custom"]
        ids = [str(clause["id"]) for clause in custom["clauses"]]
        answer = key.removeprefix(FAQ)
        cards[answer] = AnswerCard(
            id=answer,
            clause=section_of(ids[0]),
            item=item_of(ids[0]),
            clauses=tuple(dict.fromkeys(section_of(one) for one in ids)),
            next=tuple(custom.get("next", ())),
            plain=str(custom.get("plain", "")),
            question=str(custom.get("question", "")),
            offers=str(custom.get("offers", "")),
        )
    return cards


def section_of(clause: str) -> str:
    """`5.3` of `5.3.4`; the items of chapter 8 belong to the chapter itself."""
    if clause.startswith("8."):
        return "8"
    return ".".join(clause.split(".")[:2])


def item_of(clause: str) -> str | None:
    """`4` of `5.3.4` and `2` of `8.2`; None for a clause that is no list item."""
    parts = clause.split(".")
    if clause.startswith("8.") or len(parts) == 3:
        return parts[-1]
    return None


# A request and the questions on the same right share their words; the second step tells an order from a question.
_CLAUSE_OF_REQUEST = {
    "request_access": "5.1",
    "request_correction": "5.2",
    "request_deletion": "5.3",
    "request_consent_withdrawal": "5.4",
    "request_account_closure": "5.5",
    "request_copy": "5.6",
    "request_automated_decision": "5.7",
}


def group_of(label: str, cards: Mapping[str, AnswerCard]) -> str:
    """The group of a label in the first step of the classification: the clause it belongs to, else the label itself."""
    if label.startswith(FAQ):
        return f"clause {cards[label.removeprefix(FAQ)].clause}"
    clause = _CLAUSE_OF_REQUEST.get(label)
    return f"clause {clause}" if clause else label
