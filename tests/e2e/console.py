"""The staff pages as a browser sees them."""

import re

import httpx

from tests.e2e.running_desk import RunningDesk


class Console:
    """A browser at /staff; reads the form token from the pages that it sees."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self._csrf = ""

    def get(self, path: str) -> str:
        """A page."""
        return self._seen(self._http.get(path))

    def post(self, path: str, **fields: str) -> str:
        """A form, sent with its token."""
        return self._seen(self._http.post(path, data={"csrf": self._csrf, **fields}))

    def _seen(self, answer: httpx.Response) -> str:
        assert answer.status_code == 200, answer.text
        found = re.search(r'name="csrf" value="([^"]+)"', answer.text)
        self._csrf = found[1] if found else self._csrf
        return answer.text

    @classmethod
    def signed_in(cls, desk: RunningDesk) -> "Console":
        """With the account that the first start made."""
        console = cls(httpx.Client(base_url=desk.address, timeout=30, follow_redirects=True))
        console.get("/staff/login")
        console.post("/staff/login", username="admin", password=desk.password)
        return console
