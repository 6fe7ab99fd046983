"""Checks what actions answer against Rasa's schema, without checking the schema itself each time.

Rasa calls `jsonschema.validate`, which first validates the schema: 31 of the 33 ms that it takes for one answer.
"""

from functools import lru_cache
from typing import Any, Dict

from jsonschema.protocols import Validator
from jsonschema.validators import validator_for


def check_schema_once() -> None:
    """From now on Rasa's remote actions check their results so; call it before the bot starts."""
    from rasa.core.actions.action import RemoteAction

    RemoteAction._validate_action_result = _validate


def _validate(action: Any, result: Dict[str, Any]) -> bool:
    """Raises `jsonschema.ValidationError` for a result that is not of the form of the schema."""
    _validator().validate(result)
    return True


@lru_cache(maxsize=1)
def _validator() -> Validator:
    from rasa.core.actions.action import RemoteAction

    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)
