"""HTTP client of the api's ticket calls."""

from typing import Any, Mapping

import httpx

from actions.backend.errors import BackendRejected, BackendUnavailable, TooMany
from actions.backend.models import CodeCheck, Ticket, TicketDraft, Verification
from actions.settings import Settings


class Backend:
    """Calls the api with the service token. Every method raises `BackendUnavailable` when no answer came or the api
    answered 5xx, and `BackendRejected` on a 4xx."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def file_ticket(self, draft: TicketDraft, idempotency_key: str) -> Ticket:
        """Files a confirmed request; the same key gives the same ticket."""
        answer = await self._post("/api/v1/tickets", draft.body(), {"Idempotency-Key": idempotency_key})
        return Ticket.from_body(answer)

    async def tickets_of(self, conversation_id: str, verification_id: str | None = None) -> list[Ticket]:
        """The tickets of a conversation and of a contact that it has proved, newest first."""
        claim = _claim(conversation_id, verification_id)
        answer = await self._call("GET", "/api/v1/tickets", params=claim)
        return [Ticket.from_body(item) for item in answer["tickets"]]

    async def supplement(
        self, number: str, conversation_id: str, verification_id: str | None, text: str, key: str
    ) -> Ticket:
        """Adds something to an open ticket; the same key adds once. A closed one is rejected with 409, one that is
        not the caller's with 404."""
        body = {**_claim(conversation_id, verification_id), "text": text, "key": key}
        return Ticket.from_body(await self._post(f"/api/v1/tickets/{number}/supplements", body))

    async def withdraw(self, number: str, conversation_id: str, verification_id: str | None) -> Ticket:
        """Takes a request back; again is the same as once. Rejected as for a supplement."""
        claim = _claim(conversation_id, verification_id)
        return Ticket.from_body(await self._post(f"/api/v1/tickets/{number}/withdrawal", claim))

    async def send_code(
        self, conversation_id: str, purpose: str, target: Mapping[str, str], replaces: str | None = None
    ) -> Verification:
        """Has a code sent to a phone or mailbox, unless the last one is a moment old and still holds. `replaces` is the
        code of the same request while it was one of another type: it goes on to serve. Raises `TooMany` when a limit
        is reached."""
        body: dict[str, Any] = {"conversation_id": conversation_id, "purpose": purpose, "target": dict(target)}
        answer = await self._post("/api/v1/verifications", {**body, "replaces": replaces} if replaces else body)
        sent, verified = bool(answer["sent"]), bool(answer.get("verified", False))
        return Verification(answer["id"], answer["resend_after"], sent, verified)

    async def check_code(self, verification_id: str, code: str) -> CodeCheck:
        """Checks a code that the user typed."""
        answer = await self._post(f"/api/v1/verifications/{verification_id}/check", {"code": code})
        return CodeCheck(answer["result"], answer["tries_left"])

    async def _post(self, path: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Any:
        return await self._call("POST", path, json=dict(body), headers=dict(headers or {}))

    async def _call(self, method: str, path: str, **options: Any) -> Any:
        try:
            response = await self._http.request(method, path, **options)
        except httpx.HTTPError as error:
            raise BackendUnavailable(type(error).__name__) from error
        if response.status_code >= 500:
            raise BackendUnavailable(str(response.status_code))
        if response.status_code >= 400:
            raise _rejection(response)
        return response.json()


def _claim(conversation_id: str, verification_id: str | None) -> dict[str, str]:
    """Who says that a ticket is theirs."""
    claim = {"conversation_id": conversation_id}
    return {**claim, "verification_id": verification_id} if verification_id else claim


def _rejection(response: httpx.Response) -> BackendRejected:
    try:
        problem = response.json()
    except ValueError:
        problem = {}
    detail, kind = str(problem.get("detail", "")), str(problem.get("type", "")).rpartition("/")[2]
    if response.status_code == 429:
        return TooMany(detail, int(response.headers.get("Retry-After", "60")), kind)
    return BackendRejected(response.status_code, detail)


def open_backend(settings: Settings) -> Backend:
    """Builds the client on a connection pool that lives as long as the process."""
    return Backend(
        httpx.AsyncClient(
            base_url=settings.api_url,
            headers={"Authorization": f"Bearer {settings.service_token}"},
            timeout=settings.timeout_s,
            trust_env=False,
        )
    )
