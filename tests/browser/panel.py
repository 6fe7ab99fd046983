"""The widget as a person sees it: what tests press, write and read."""

from playwright.sync_api import Locator, Page, expect


class Panel:
    """The open panel on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("privacy-desk")

    def find(self, selector: str) -> Locator:
        """Elements inside the widget's shadow root."""
        return self.root.locator(selector)

    def button(self, name: str) -> Locator:
        """A button by its whole name."""
        return self.root.get_by_role("button", name=name, exact=True)

    def open(self) -> None:
        """Presses the launcher and waits for the opening message."""
        self.find(".launch").click()
        self.expect_replies(1)

    def say(self, text: str) -> None:
        """Writes and sends."""
        self.field.fill(text)
        self.field.press("Enter")

    def ask_for_person(self) -> None:
        """Asks for staff and waits to stand in the queue."""
        self.say("转人工")
        expect(self.banner).to_contain_text("正在等待人工客服")

    @property
    def field(self) -> Locator:
        """The field of the composer."""
        return self.find(".field :is(input, textarea)")

    @property
    def said(self) -> Locator:
        """The visitor's own bubbles."""
        return self.find(".log > .user")

    @property
    def replies(self) -> Locator:
        """What others said."""
        return self.find(".log > :is(.bot, .staff, .system)")

    @property
    def banner(self) -> Locator:
        """The line below the head."""
        return self.find(".banner")

    def expect_said(self, *texts: str) -> None:
        """Exactly these bubbles, in this order, all of them sent."""
        expect(self.said.locator(".text")).to_have_text(list(texts))
        expect(self.find(".meta")).to_have_count(0)

    def expect_replies(self, count: int) -> None:
        """So many messages of others."""
        expect(self.replies).to_have_count(count)
