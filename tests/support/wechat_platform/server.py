"""api.weixin.qq.com over HTTP on loopback."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from tests.support.server import serving
from tests.support.wechat_platform import menus, sending
from tests.support.wechat_platform.codes import Refused, answer
from tests.support.wechat_platform.platform import WeChatPlatform

Json = Mapping[str, Any]
_IPS = ["127.0.0.1"]


@contextmanager
def serve(platform: WeChatPlatform) -> Iterator[str]:
    """The base address of the platform's API until the block ends."""
    with serving(create_app(platform)) as address:
        yield address
    platform.close()


def create_app(platform: WeChatPlatform) -> FastAPI:
    """One door for all calls, since all are counted and refused alike."""
    app = FastAPI(openapi_url=None)

    @app.api_route("/cgi-bin/{call:path}", methods=["GET", "POST"])
    async def take(call: str, request: Request) -> JSONResponse:
        body = await request.body()
        token = request.query_params.get("access_token", "")
        with platform.lock:
            found = _answer(platform, call, token, body)
            platform.counts.update([call, f"{call}:{found.get('errcode', 0)}"])
        return JSONResponse(found, media_type="text/plain")

    return app


def _answer(platform: WeChatPlatform, call: str, token: str, body: bytes) -> dict[str, Any]:
    try:
        platform.planned_failure(call)
        if call == "stable_token":
            return _stable_token(platform, _json(body))
        platform.tokens.check(token)
        if call not in _CALLS:
            raise Refused(-1)
        return _CALLS[call](platform, _json(body) if body else {})
    except Refused as refusal:
        return answer(refusal.code)


def _stable_token(platform: WeChatPlatform, body: Json) -> dict[str, Any]:
    if not platform.whitelisted:
        raise Refused(40164)
    if body.get("grant_type") != "client_credential":
        raise Refused(40002)
    if body.get("appid") != platform.account.app_id:
        raise Refused(40013)
    if body.get("secret") != platform.account.secret:
        raise Refused(40125)
    token, life_s = platform.tokens.stable(bool(body.get("force_refresh")))
    return {"access_token": token, "expires_in": life_s}


def _json(body: bytes) -> Json:
    try:
        found = json.loads(sending.shown_as_sent(body.decode()))
    except ValueError as error:
        raise Refused(47001) from error
    if not isinstance(found, dict):
        raise Refused(47001)
    return found


_CALLS: dict[str, Callable[[WeChatPlatform, Json], dict[str, Any]]] = {
    "message/custom/send": sending.send,
    "message/custom/typing": sending.type_on,
    "message/template/send": sending.send_template,
    "template/get_all_private_template": sending.templates,
    "menu/create": menus.create,
    "menu/get": menus.get,
    "menu/delete": menus.delete,
    "get_api_domain_ip": lambda _platform, _body: {"ip_list": _IPS},
    "getcallbackip": lambda _platform, _body: {"ip_list": _IPS},
}
