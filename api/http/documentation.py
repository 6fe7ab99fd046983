"""The error answers as OpenAPI shows them."""

from typing import Any

from pydantic import BaseModel


class Problem(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str


def _answer(description: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": Problem.model_json_schema()}}
    return {"description": description, "content": content}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: _answer("no valid token"),
    404: _answer("unknown id"),
    409: _answer("the present state does not allow it"),
    413: _answer("too large"),
    422: _answer("malformed"),
    429: _answer("too many requests"),
    503: _answer("the database does not answer"),
}
