"""One log line and one measurement a request: path templates, never raw URLs, which hold ids."""

import secrets
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import unexpected
from api.metrics import HTTP_REQUESTS, HTTP_SECONDS

log = structlog.get_logger(__name__)

QUIET_ROUTES = frozenset({"/healthz", "/readyz", "/metrics"})


class Observe:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def noting_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
            await send(message)

        structlog.contextvars.bind_contextvars(request_id=secrets.token_hex(8))
        try:
            await self.app(scope, receive, noting_send)
        except Exception:
            # The last resort: whatever escaped is logged here, and the client gets no trace of it.
            log.exception("http.failed", method=scope["method"], route=_route(scope))
            if not status:
                await unexpected()(scope, receive, noting_send)
        finally:
            _record(scope, status, time.perf_counter() - started)
            structlog.contextvars.clear_contextvars()


def _record(scope: Scope, status: int, seconds: float) -> None:
    method, route = scope["method"], _route(scope)
    HTTP_REQUESTS.labels(method, route, status).inc()
    HTTP_SECONDS.labels(method, route).observe(seconds)
    if route not in QUIET_ROUTES:
        log.info("http.request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))


def _route(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", "unmatched"))
