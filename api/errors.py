"""Business errors: each a small class with its status; `api/http/problems.py` renders them as RFC 9457."""

from collections.abc import Mapping
from http import HTTPStatus


class DeskError(Exception):
    """Base of every error that a caller is told about; `detail` may be shown to a user."""

    status: int = HTTPStatus.BAD_REQUEST
    slug: str = "bad-request"
    detail: str = "请求有误，请检查后再试。"

    def __init__(self, detail: str | None = None, *, headers: Mapping[str, str] | None = None) -> None:
        self.detail = detail or type(self).detail
        self.headers = dict(headers or {})
        super().__init__(self.slug)


class Unauthorized(DeskError):
    status = HTTPStatus.UNAUTHORIZED
    slug = "unauthorized"
    detail = "凭证缺失或无效，请重新打开会话。"

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class Forbidden(DeskError):
    status = HTTPStatus.FORBIDDEN
    slug = "forbidden"
    detail = "您没有进行这项操作的权限。"


class NotFound(DeskError):
    status = HTTPStatus.NOT_FOUND
    slug = "not-found"
    detail = "没有找到您要的内容。"


class Conflict(DeskError):
    status = HTTPStatus.CONFLICT
    slug = "conflict"
    detail = "这项操作与当前状态冲突，请刷新后再试。"


class Invalid(DeskError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    slug = "invalid"
    detail = "提交的内容不符合要求，请检查后再试。"


class TooManyRequests(DeskError):
    status = HTTPStatus.TOO_MANY_REQUESTS
    slug = "too-many-requests"
    detail = "操作太频繁了，请稍后再试。"

    def __init__(self, retry_after: int = 60, detail: str | None = None) -> None:
        super().__init__(detail, headers={"Retry-After": str(max(1, retry_after))})


class Unavailable(DeskError):
    status = HTTPStatus.SERVICE_UNAVAILABLE
    slug = "unavailable"
    detail = "服务暂时无法使用，请稍后再试。"

    def __init__(self, retry_after: int = 5, detail: str | None = None) -> None:
        super().__init__(detail, headers={"Retry-After": str(max(1, retry_after))})
