"""Real Chromium, and a fake desk with a server of its own for each test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.panel import Panel
from tests.support.fake_desk import DeskServer, FakeDesk
from tests.support.fake_desk_app import create_app

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OpenPanel = Callable[..., Panel]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, once for the whole run."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def desk() -> FakeDesk:
    """The desk's record and its knobs."""
    return FakeDesk()


@pytest.fixture
def server(desk: FakeDesk) -> Iterator[DeskServer]:
    """The desk's server; tests may restart it."""
    running = DeskServer(create_app(desk))
    yield running
    running.stop()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages in contexts of their own; a script error on any of them fails the test."""
    errors: list[str] = []
    contexts = []

    def make(**options: Any) -> Page:
        context = browser.new_context(**{"locale": "zh-CN", "viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.set_default_timeout(8000)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def opened(server: DeskServer, new_page: Callable[..., Page]) -> OpenPanel:
    """Opens the widget on a foreign page with a strict content security policy."""

    def open_panel(path: str = "/site", **options: Any) -> Panel:
        panel = Panel(new_page(**options))
        panel.page.goto(server.other_url + path)
        panel.open()
        return panel

    return open_panel


@pytest.fixture
def panel(opened: OpenPanel) -> Panel:
    """The widget, open, on a desktop."""
    return opened()
