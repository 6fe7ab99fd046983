"""The HTTP surface: `uvicorn api.app:create_app --factory`."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

import anyio.to_thread
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from api.bootstrap import Desk, build_desk, install
from api.channels.wechat.protocol import MAX_BODY_BYTES
from api.http.api_docs import install_api_docs
from api.http.body_limit import BodyLimit
from api.http.headers import SecurityHeaders
from api.http.logs import configure_logging
from api.http.observe import Observe
from api.http.problems import install_problem_handlers
from api.settings import Settings, load_settings


def create_app(desk: Desk | None = None) -> FastAPI:
    if desk is None:
        settings = load_settings()
        configure_logging(settings.log_level)
        desk = build_desk(settings)
    app = FastAPI(title="privacy-desk", version="1", docs_url=None, redoc_url=None, lifespan=_lifespan_of(desk))
    install(app, desk)
    install_api_docs(app)
    install_problem_handlers(app)
    _install_middleware(app, desk.settings)
    return app


def _install_middleware(app: FastAPI, settings: Settings) -> None:
    """From the inside out: what is added last sees a request first."""
    staff = settings.max_staff_body_bytes
    # A push that is too large is the channel's to answer: of a problem in JSON the user would be shown an error.
    pushes = {"/channels/wechat": 4 * MAX_BODY_BYTES}
    limits = pushes | {"/staff/files/": settings.max_file_bytes + staff, "/staff": staff, "/api/v1/staff": staff}
    app.add_middleware(BodyLimit, default=settings.max_body_bytes, limits=limits)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
        expose_headers=["Retry-After"],
    )
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Observe)


def _lifespan_of(desk: Desk) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = desk.settings.threads
        polling = asyncio.create_task(desk.poller.run())
        yield
        polling.cancel()
        with suppress(asyncio.CancelledError):
            await polling
        desk.database.dispose()

    return lifespan
