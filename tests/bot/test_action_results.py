"""What actions answer is still checked."""

from typing import Any, Dict

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot.action_results import check_schema_once

SLOT = {"event": "slot", "timestamp": None, "name": "draft", "value": {"name": "王小明"}}


@pytest.fixture
def action(monkeypatch: pytest.MonkeyPatch) -> RemoteAction:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    check_schema_once()
    return RemoteAction("request_form", None)


def test_right_result_passes(action: RemoteAction) -> None:
    assert action._validate_action_result({"events": [SLOT], "responses": [{"text": "好的"}]})


@pytest.mark.parametrize("result", [{"events": [{"event": "slot"}]}, {"events": "none"}, {"responses": ["text"]}])
def test_wrong_result_is_refused(action: RemoteAction, result: Dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        action._validate_action_result(result)
