"""Whatever the bot may say by the contract reaches the user whole: words, quotes, buttons, steps, tickets."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml
from structlog.testing import capture_logs

from api.bot_client.wire import Custom, read_messages
from api.conversations.domain import Body, Citation
from api.conversations.rendering import Renderer
from api.conversations.texts import load_texts
from api.policy import PolicyDesk
from tests.contract.documents import ROOT, document, faults, filled

ENVELOPE = document("envelope.schema.json")
# Of an answer, for the bot and the catalogue; the api has no use for them in a message.
NOT_SHOWN = {"question", "plain"}
_PARAMETERS = {"topic": "rights_list", "clause": "5.3"}


def _responses() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((ROOT / "data" / "answers").glob("*.yml")):
        for name, variations in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].items():
            for variation in variations:
                custom = filled(variation.get("custom") or {}, _PARAMETERS)
                yield name, {**variation, "custom": custom}


RESPONSES = list(_responses())
EXAMPLES = [(f"example {number}", {"text": "说明", "custom": one}) for number, one in enumerate(ENVELOPE["examples"])]


class _Policy:
    """The policy as conversations want it."""

    def __init__(self, policy: PolicyDesk) -> None:
        self._policy = policy

    def citation(self, clause: str, quote: str | None) -> Citation | None:
        found = self._policy.cite(clause, quote)
        return Citation(found.clause, found.heading, found.words, found.url) if found else None

    def question(self, answer: str) -> str | None:
        return self._policy.question(answer)


@pytest.fixture(scope="module")
def renderer(policy: PolicyDesk) -> Renderer:
    return Renderer(_Policy(policy), load_texts(ROOT / "data"))


def _sent(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """As Rasa's REST channel sends it: the text with its buttons, and the custom as a message of its own."""
    text = {"recipient_id": "c1", "text": said["text"]}
    if said.get("buttons"):
        text["buttons"] = said["buttons"]
    return [text, {"recipient_id": "c1", "custom": said["custom"]}] if said["custom"] else [text]


def test_examples_show_every_field_and_kind() -> None:
    shown = {field for example in ENVELOPE["examples"] for field in example}
    assert shown == set(ENVELOPE["properties"])
    assert {example["kind"] for example in ENVELOPE["examples"]} == set(ENVELOPE["properties"]["kind"]["enum"])


def test_api_reads_every_field() -> None:
    assert set(Custom.model_fields) == set(ENVELOPE["properties"]) - NOT_SHOWN


def test_every_response_of_the_data_keeps_the_contract() -> None:
    found = {name: wrong for name, said in RESPONSES if (wrong := faults("envelope.schema.json", said["custom"]))}
    assert found == {}


@pytest.mark.parametrize("custom", ENVELOPE["examples"])
def test_example_keeps_the_contract(custom: dict[str, Any]) -> None:
    assert faults("envelope.schema.json", custom) == []


@pytest.mark.parametrize(
    "custom",
    [
        {"kind": "shout"},
        {"kind": "answer", "answer": "rights_list"},
        {"kind": "clarify"},
        {"kind": "receipt", "ticket": None},
        {"kind": "text", "retry": True},
        {"clauses": [{"id": 5.3}]},
        {"choices": [{"title": "好", "payload": "/affirm"}]},
        {"expects": {"slot": "shoe_size", "input": "text", "choices": []}, "kind": "form"},
        {"sings": True},
    ],
)
def test_what_breaks_the_contract_is_seen(custom: dict[str, Any]) -> None:
    assert faults("envelope.schema.json", custom)


@pytest.mark.parametrize(("name", "said"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_example_is_rendered_without_loss(
    policy: PolicyDesk, renderer: Renderer, name: str, said: dict[str, Any]
) -> None:
    assert _lost(policy, renderer, said) == []


def test_every_response_is_rendered_without_loss(policy: PolicyDesk, renderer: Renderer) -> None:
    found = {name: lost for name, said in RESPONSES if (lost := _lost(policy, renderer, said))}
    assert found == {}


def _lost(policy: PolicyDesk, renderer: Renderer, said: Mapping[str, Any]) -> list[str]:
    """What the bot said and the user does not get."""
    with capture_logs() as logs:
        (message,) = read_messages(_sent(said))
        body = renderer.body(message)
    custom = said["custom"]
    wanted = {
        "text": body.text == said["text"],
        "kind": message.kind == custom.get("kind", "text"),
        "answer": message.answer == custom.get("answer"),
        "clauses": _quotes(body) == [_quote(policy, clause) for clause in custom.get("clauses") or ()],
        "buttons": _buttons(said) <= {(reply.title, reply.payload) for reply in body.quick_replies},
        "payloads": _payloads(custom) <= {reply.payload for reply in body.quick_replies},
        "expects": _same(body.to_json()["expects"], custom.get("expects"), _buttons(said)),
        "request": body.to_json()["request"] == custom.get("request"),
        "ticket": body.to_json()["ticket"] == custom.get("ticket"),
        "retry": message.retry == custom.get("retry", False),
        "handoff": message.handoff == custom.get("handoff"),
    }
    return [field for field, kept in wanted.items() if not kept] + [log["event"] for log in logs]


def _quotes(body: Body) -> list[tuple[str, str]]:
    return [(citation.clause, "".join(citation.quote.split())) for citation in body.citations]


def _quote(policy: PolicyDesk, clause: Mapping[str, Any]) -> tuple[str, str]:
    words = clause.get("quote") or policy.current.quote(clause["id"], None) or ""
    return clause["id"], "".join(words.split())


def _buttons(said: Mapping[str, Any]) -> set[tuple[str, str]]:
    choices = [*(said.get("buttons") or ()), *(said["custom"].get("choices") or ())]
    return {(choice["title"], choice["payload"]) for choice in choices}


def _payloads(custom: Mapping[str, Any]) -> set[str]:
    asked = {f"ask:{answer}" for field in ("next", "candidates") for answer in custom.get(field) or ()}
    offered = [*(custom.get("requests") or ()), *([custom["offers"]] if "offers" in custom else [])]
    return asked | {f"request:{kind}" for kind in offered}


def _same(shown: Any, wanted: Any, buttons: set[tuple[str, str]]) -> bool:
    if not wanted or not shown:
        return bool(shown) == bool(wanted)
    choices = {(choice["title"], choice["payload"]) for choice in wanted["choices"]} or buttons
    given = {(choice["title"], choice["payload"]) for choice in shown["choices"]}
    return (shown["slot"], shown["input"], given) == (wanted["slot"], wanted["input"], choices)
