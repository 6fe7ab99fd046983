"""The fake desk's HTTP surface: the contract's public calls, the widget's files, and pages that embed it."""

import asyncio
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Annotated

from fastapi import Body, Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles

from api.channels.web.lean import lean
from tests.support.fake_desk import FakeConversation, FakeDesk
from tests.support.fake_replies import Fields

Find = Callable[..., FakeConversation]
BASE = "/api/v1/conversations"
STATIC = Path(__file__).parents[2] / "api" / "channels" / "web" / "static"
STRICT = "default-src 'none'; script-src {desk}; connect-src {desk}; require-trusted-types-for 'script'"
PAGE = """<!doctype html><html lang="zh"><meta name="viewport" content="width=device-width"><title>site</title>
<script src="{desk}/widget.js" async {attributes}></script>
<main><h1>site</h1><a href="#end">link</a>
<button id="ask" data-privacy-desk-ask="删了备份里还有吗？">问一问</button></main></html>"""


def create_app(desk: FakeDesk) -> FastAPI:
    """The application over `desk`."""
    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])
    app.add_exception_handler(HTTPException, _problem)
    find = _finder(desk)
    for add in (_add_talk, _add_signs, _add_endings):
        add(app, desk, find)
    _add_pages(app)
    return app


async def _problem(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    body = {"status": error.status_code, "detail": error.detail}
    return JSONResponse(body, error.status_code, media_type="application/problem+json")


def _finder(desk: FakeDesk) -> Find:
    """Finds the conversation of a call that carries its token."""

    def find(key: str, authorization: Annotated[str, Header()] = "") -> FakeConversation:
        found = desk.conversations.get(key)
        if found is None or authorization != f"Bearer {found.token}":
            raise HTTPException(404, "没有找到这个会话。")
        return found

    return find


def _refuse(desk: FakeDesk, why: Mapping[int, str], otherwise: str) -> None:
    """Once, with the status that the test asked for."""
    if desk.refuse:
        status, desk.refuse = desk.refuse, 0
        raise HTTPException(status, why.get(status, otherwise))


def _add_talk(app: FastAPI, desk: FakeDesk, find: Find) -> None:
    """A conversation begins, and what is said in it goes to and fro."""
    Known = Annotated[FakeConversation, Depends(find)]

    @app.post(BASE, status_code=201)
    async def begin() -> Fields:
        key, conversation = desk.begin()
        return {"id": key, "token": conversation.token, "state": conversation.state, "messages": conversation.messages}

    @app.post(BASE + "/{key}/messages")
    async def say(conversation: Known, body: Annotated[Fields, Body()]) -> Fields:
        await asyncio.sleep(desk.delay)
        _refuse(desk, {429: "操作太频繁了，请稍后再试。"}, "这条消息太长了。")
        if conversation.state == "closed" and "text" in body:
            raise HTTPException(409, "这个会话已经结束。")
        answer = desk.say(conversation, body)
        await asyncio.sleep(desk.hold)
        if desk.lose:
            desk.lose = False
            raise HTTPException(503, "答复丢失")
        return answer

    @app.get(BASE + "/{key}/messages")
    async def history(conversation: Known, after: int = 0) -> Fields:
        return {"messages": conversation.since(after)[: desk.page], "state": conversation.state}

    @app.get(BASE + "/{key}/events")
    async def events(conversation: Known, last_event_id: Annotated[int, Header()] = 0) -> StreamingResponse:
        return StreamingResponse(desk.stream(conversation, last_event_id), media_type="text/event-stream")


def _add_signs(app: FastAPI, desk: FakeDesk, find: Find) -> None:
    """What is told beside the words."""
    Known = Annotated[FakeConversation, Depends(find)]

    @app.post(BASE + "/{key}/typing", status_code=204)
    async def typing(_: Known) -> Response:
        desk.typing += 1
        return Response(status_code=204)

    @app.post(BASE + "/{key}/feedback", status_code=204)
    async def feedback(_: Known, body: Annotated[Fields, Body()]) -> Response:
        desk.feedback.append(body)
        return Response(status_code=204)


def _add_endings(app: FastAPI, desk: FakeDesk, find: Find) -> None:
    """A conversation ends, and is kept or deleted."""
    Known = Annotated[FakeConversation, Depends(find)]

    def willing() -> None:
        _refuse(desk, {}, "现在办不了。")

    @app.post(BASE + "/{key}/close", status_code=204, dependencies=[Depends(willing)])
    async def close(conversation: Known) -> Response:
        conversation.turn_to("closed")
        return Response(status_code=204)

    @app.delete(BASE + "/{key}", status_code=204, dependencies=[Depends(willing)])
    async def delete(key: str, _: Known) -> Response:
        del desk.conversations[key]
        return Response(status_code=204)


def _add_pages(app: FastAPI) -> None:
    app.mount("/static", StaticFiles(directory=STATIC))

    @app.get("/")
    async def home() -> FileResponse:
        return FileResponse(STATIC / "index.html", headers={"Content-Security-Policy": "default-src 'self'"})

    @app.get("/widget.js")
    async def widget() -> Response:
        return Response(lean((STATIC / "widget.js").read_bytes()), media_type="text/javascript")

    @app.get("/policy/{version}")
    async def policy(version: str) -> HTMLResponse:
        return HTMLResponse(f"<title>政策 {escape(version)}</title>")

    @app.get("/site")
    async def site(request: Request, attributes: str = "") -> HTMLResponse:
        """A page of another company with a strict policy of its own."""
        desk = f"http://127.0.0.1:{request.url.port}"
        return HTMLResponse(
            PAGE.format(desk=desk, attributes=attributes), headers={"Content-Security-Policy": STRICT.format(desk=desk)}
        )
