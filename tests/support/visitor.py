"""A user of the public HTTP contract."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self

from httpx import Client, Response

_numbers = count(1)


@dataclass
class Visitor:
    client: Client
    id: str
    token: str
    opening: dict[str, Any] = field(repr=False)

    @classmethod
    def arrive(cls, client: Client) -> Self:
        opened = client.post("/api/v1/conversations", json={"channel": "web"})
        assert opened.status_code == 201, opened.text
        data = opened.json()
        return cls(client, data["id"], data["token"], data["messages"][0])

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.id}"

    def post(self, **body: Any) -> Response:
        """Send a message as given, with a client id of its own unless one is named."""
        body.setdefault("client_id", f"c{next(_numbers)}")
        return self.client.post(f"{self.path}/messages", json=body, headers=self.headers)

    def say(self, text: str, **more: Any) -> list[dict[str, Any]]:
        return self._replies(self.post(text=text, **more))

    def tap(self, payload: str, **more: Any) -> list[dict[str, Any]]:
        return self._replies(self.post(payload=payload, **more))

    def history(self, after: int = 0) -> list[dict[str, Any]]:
        answer = self.client.get(f"{self.path}/messages", params={"after": after}, headers=self.headers)
        return self._replies(answer)

    def state(self) -> str:
        state: str = self.client.get(f"{self.path}/messages", headers=self.headers).json()["state"]
        return state

    @staticmethod
    def _replies(answer: Response) -> list[dict[str, Any]]:
        assert answer.status_code == 200, answer.text
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages
