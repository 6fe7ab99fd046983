"""The page, beside the platform's API on the same port."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from tests.support.wechat_platform.demo.chat import Chat
from tests.support.wechat_platform.platform import WeChatPlatform
from tests.support.wechat_platform.server import create_app

_PAGE = Path(__file__).parent / "page.html"


class Act(BaseModel):
    """What the person did."""

    what: str
    value: str = ""
    menu_id: str = ""


def create_demo(platform: WeChatPlatform) -> FastAPI:
    """One chat: all that open the page are the same person."""
    app, chat = create_app(platform), Chat(platform)

    @app.get("/", response_class=HTMLResponse)
    def page() -> str:
        return _PAGE.read_text(encoding="utf-8")

    @app.get("/chat")
    def state() -> dict[str, object]:
        return chat.state()

    @app.post("/chat")
    def act(done: Act) -> dict[str, object]:
        chat.act(done.what, done.value, done.menu_id)
        return chat.state()

    return app
