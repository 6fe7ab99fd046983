"""Every error as RFC 9457 problem+json, with a Chinese `detail` and never a trace."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from api.errors import DeskError, Invalid, Unavailable
from api.http.validation import describe

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_DATABASE_S = 5

DETAILS: dict[int, str] = {
    HTTPStatus.BAD_REQUEST: "请求格式不正确。",
    HTTPStatus.NOT_FOUND: "没有这个地址。",
    HTTPStatus.METHOD_NOT_ALLOWED: "这个地址不支持这种请求方法。",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "内容太长了，请缩短后再发。",
    HTTPStatus.INTERNAL_SERVER_ERROR: "服务出了点问题，我们已经记录下来，请稍后再试。",
}


def problem(
    status: int, slug: str, detail: str, headers: Mapping[str, str] | None = None, **extra: Any
) -> JSONResponse:
    content = {
        "type": f"/problems/{slug}",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        **extra,
    }
    return JSONResponse(content, int(status), dict(headers or {}), media_type=MEDIA_TYPE)


def install_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(DeskError, _desk_error)
    app.add_exception_handler(HTTPException, _http_exception)
    app.add_exception_handler(RequestValidationError, _validation_error)
    for error in (OperationalError, InterfaceError, PoolTimeout):
        app.add_exception_handler(error, _database_error)


def _desk_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DeskError)
    return problem(error.status, error.slug, error.detail, error.headers)


def _http_exception(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    detail = DETAILS.get(status, DETAILS[HTTPStatus.BAD_REQUEST])
    return problem(status, status.phrase.lower().replace(" ", "-"), detail, error.headers)


def _validation_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    faults = describe(error.errors())
    if any(fault.pointer == "" for fault in faults):
        return problem(HTTPStatus.BAD_REQUEST, "malformed-json", "请求内容不是有效的 JSON。")
    detail = "；".join(fault.sentence for fault in faults[:3]) or Invalid.detail
    errors = [{"pointer": fault.pointer, "detail": fault.sentence} for fault in faults]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, Invalid.slug, detail, errors=errors)


def _database_error(_request: Request, error: Exception) -> JSONResponse:
    cause = getattr(error, "orig", None)
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    log.error("database.unavailable", error=type(error).__name__, code=code)
    unavailable = Unavailable(RETRY_AFTER_DATABASE_S)
    return problem(unavailable.status, "database-unavailable", unavailable.detail, unavailable.headers)


def unexpected() -> JSONResponse:
    """The last resort, for `observe.Observe`, which logs what happened."""
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return problem(status, "internal", DETAILS[status])
