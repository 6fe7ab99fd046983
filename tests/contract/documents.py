"""The schemas and examples beside this file, for both sides: needs nothing of either environment but jsonschema."""

import json
import re
from pathlib import Path
from typing import Any, Mapping

from jsonschema import Draft202012Validator

_HERE = Path(__file__).resolve().parent
ROOT = _HERE.parents[1]
_FIELD = re.compile(r"\{(\w+)\}")


def document(name: str) -> Any:
    """The content of a JSON file of this folder."""
    return json.loads((_HERE / name).read_text(encoding="utf-8"))


def faults(schema: str, instance: Any) -> list[str]:
    """What is wrong with an instance: place and message of each fault."""
    validator = Draft202012Validator(document(schema))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(instance)]


def filled(value: Any, parameters: Mapping[str, Any]) -> Any:
    """A value with `{name}` replaced everywhere inside; raises `KeyError` for a name that is not given."""
    if isinstance(value, str):
        return _FIELD.sub(lambda field: str(parameters[field[1]]), value)
    if isinstance(value, dict):
        return {key: filled(one, parameters) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, parameters) for one in value]
    return value
