"""The token by which the action server proves itself."""

import hmac
from typing import Annotated

from fastapi import Depends, Header, Request

from api.errors import Unauthorized
from api.http.bearer import bearer_token


class WrongServiceToken(Unauthorized):
    slug = "wrong-service-token"
    detail = "服务凭证缺失或无效。"


def require_service_token(request: Request, authorization: Annotated[str | None, Header()] = None) -> None:
    expected: str = request.app.state.settings.service_token.get_secret_value()
    given = bearer_token(authorization)
    if given is None or not hmac.compare_digest(given.encode(), expected.encode()):
        raise WrongServiceToken


ServiceToken = Depends(require_service_token)
