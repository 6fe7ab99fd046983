"""The widget on a page and the console beside it, over the real api with a bot of few words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from api.app import create_app
from api.policy import PolicyDesk
from tests.browser.panel import Panel
from tests.support.clock import WorkdayClock
from tests.support.parts import PASSWORD, QUICK_HASHER
from tests.support.server import serving
from tests.support.staffed_desk import DATA, StaffedDesk


@dataclass
class Console:
    """A signed-in member of staff in a browser of their own."""

    page: Page
    url: str

    def go(self, path: str) -> None:
        """To a page of the console."""
        self.page.goto(self.url + path)

    def button(self, name: str) -> Locator:
        """A button by its whole name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def claim_first(self) -> None:
        """Takes who waits longest."""
        self.go("/staff/queue")
        self.button("接入").first.click()
        expect(self.page.locator(".talk")).to_be_visible()

    def reply(self, text: str) -> None:
        """Writes and sends."""
        self.page.fill("#reply", text)
        self.page.press("#reply", "Enter")

    @property
    def said(self) -> Locator:
        """What the talk shows."""
        return self.page.locator(".talk .said")


@pytest.fixture(autouse=True, scope="session")
def _quick_hashes() -> Iterator[None]:
    """The real cost of argon2 would be paid at every sign-in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("api.staff.passwords.Argon2Hasher", lambda: QUICK_HASHER)
        yield


@pytest.fixture(scope="session")
def hired(tmp_path_factory: pytest.TempPathFactory, _quick_hashes: None) -> StaffedDesk:
    """A desk with people and nothing else; each test works on a copy."""
    staffed = StaffedDesk(tmp_path_factory.mktemp("hired") / "var", PolicyDesk(DATA, WorkdayClock(), "Asia/Shanghai"))
    staffed.desk.database.dispose()
    return staffed


@pytest.fixture
def staffed(hired: StaffedDesk, tmp_path: Path) -> Iterator[StaffedDesk]:
    copied = hired.copy(tmp_path / "var")
    yield copied
    copied.desk.database.dispose()


@pytest.fixture
def url(staffed: StaffedDesk) -> Iterator[str]:
    with serving(create_app(staffed.desk)) as address:
        yield address


@pytest.fixture
def visitor(new_page: Callable[..., Page], url: str) -> Panel:
    """A user with the widget open."""
    panel = Panel(new_page(viewport={"width": 900, "height": 800}))
    panel.page.goto(url + "/")
    panel.open()
    return panel


@pytest.fixture
def sign_in(new_page: Callable[..., Page], url: str) -> Callable[..., Console]:
    """Signs a member of staff in."""

    def enter(username: str, **options: object) -> Console:
        console = Console(new_page(**options), url)
        console.go("/staff/login")
        console.page.fill("#username", username)
        console.page.fill("#password", PASSWORD)
        console.page.press("#password", "Enter")
        expect(console.page.get_by_role("navigation", name="主导航")).to_be_visible()
        return console

    return enter
