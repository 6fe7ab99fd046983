"""An account's server as wechatpy's users write it: repeats what was said."""

import time
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidSignatureException
from wechatpy.replies import create_reply
from wechatpy.utils import check_signature

from tests.support.wechat_platform.account import PlatformAccount


@dataclass
class Echo:
    """`delays`: seconds before the first answer, the second …; `body` is answered instead of an echo, if set."""

    account: PlatformAccount
    delays: list[float] = field(default_factory=list)
    body: str | None = None
    status: int = 200
    taken: list[Any] = field(default_factory=list)

    def app(self) -> FastAPI:
        """GET and POST at any path."""
        app = FastAPI()

        @app.get("/{_path:path}")
        def check(signature: str, timestamp: str, nonce: str, echostr: str) -> PlainTextResponse:
            try:
                check_signature(self.account.token, signature, timestamp, nonce)
            except InvalidSignatureException:
                return PlainTextResponse("", 403)
            return PlainTextResponse(echostr)

        @app.post("/{_path:path}")
        async def take(request: Request) -> PlainTextResponse:
            body = await request.body()
            return await run_in_threadpool(self._answer, dict(request.query_params), body)

        return app

    def _answer(self, query: dict[str, str], body: bytes) -> PlainTextResponse:
        message = parse_message(self._opened(query, body))
        self.taken.append(message)
        if self.delays:
            time.sleep(self.delays.pop(0))
        reply = create_reply(f"您说：{message.content}" if message.type == "text" else "", message).render()
        return PlainTextResponse(self._sealed(query, reply) if self.body is None else self.body, self.status)

    def _opened(self, query: dict[str, str], body: bytes) -> Any:
        check_signature(self.account.token, query["signature"], query["timestamp"], query["nonce"])
        if query.get("encrypt_type") != "aes":
            return body
        return self._crypto().decrypt_message(body, query["msg_signature"], query["timestamp"], query["nonce"])

    def _sealed(self, query: dict[str, str], reply: str) -> str:
        if query.get("encrypt_type") != "aes" or not reply:
            return reply
        sealed: str = self._crypto().encrypt_message(reply, query["nonce"], query["timestamp"])
        return sealed

    def _crypto(self) -> WeChatCrypto:
        return WeChatCrypto(self.account.token, self.account.aes_key, self.account.app_id)
