"""Security headers on every answer (ASVS 3.4)."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BASE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


class SecurityHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def adding_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self.app(scope, receive, adding_send)


def _add(headers: MutableHeaders, path: str) -> None:
    for name, value in BASE.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    if path.startswith(("/api/", "/staff")):
        headers.setdefault("Cache-Control", "no-store")
