"""The platform's API over HTTPS. The token travels in the query, as the platform wants it; no URL is ever logged."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import structlog

from api.channels.wechat.outbound.domain import Do
from api.channels.wechat.outbound.errors import ErrorTable
from api.channels.wechat.outbound.ports import TapMenu, WeChatRefused, WeChatUnreachable
from api.channels.wechat.outbound.tokens import Fetched, TokenSource

log = structlog.get_logger(__name__)

_ADDRESS = re.compile(r"rid: ?\S+|hints?: ?\[.*?\]")


def open_client(url: str, timeout_s: float, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """A client of the platform."""
    return httpx.Client(base_url=url, timeout=timeout_s, transport=transport, trust_env=False, follow_redirects=False)


def token_fetcher(client: httpx.Client, app_id: str, secret: str) -> Callable[[bool], Fetched]:
    """Asks for the stable token."""

    def fetch(force: bool) -> Fetched:
        body = {"grant_type": "client_credential", "appid": app_id, "secret": secret, "force_refresh": force}
        answer = _answer(client, "/cgi-bin/stable_token", {}, body)
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not token or not isinstance(seconds, int):
            raise WeChatUnreachable("malformed")
        return Fetched(token, seconds)

    return fetch


@dataclass(frozen=True)
class HttpPlatform:
    """Adds the token to each call, and asks for another one once when it is refused."""

    client: httpx.Client
    tokens: TokenSource
    table: ErrorTable

    def send_text(self, openid: str, text: str) -> None:
        """Customer-service message of type text."""
        self._call("/cgi-bin/message/custom/send", {"touser": openid, "msgtype": "text", "text": {"content": text}})

    def send_menu(self, openid: str, menu: TapMenu) -> None:
        """Customer-service message of type msgmenu."""
        items = [{"id": item, "content": title} for item, title in menu.items]
        content = {"head_content": menu.head, "list": items, "tail_content": ""}
        self._call("/cgi-bin/message/custom/send", {"touser": openid, "msgtype": "msgmenu", "msgmenu": content})

    def send_typing(self, openid: str, *, on: bool) -> None:
        """The sign that somebody is typing."""
        command = "Typing" if on else "CancelTyping"
        self._call("/cgi-bin/message/custom/typing", {"touser": openid, "command": command})

    def send_template(self, openid: str, template_id: str, data: Mapping[str, str], url: str, key: str) -> int:
        """Template message; `data` by the names of the template's fields."""
        fields = {name: {"value": value} for name, value in data.items()}
        body = {"touser": openid, "template_id": template_id, "url": url, "data": fields, "client_msg_id": key}
        number = self._call("/cgi-bin/message/template/send", body).get("msgid")
        return number if isinstance(number, int) else 0

    def create_menu(self, menu: Mapping[str, Any]) -> None:
        """The account's menu."""
        self._call("/cgi-bin/menu/create", menu)

    def menu(self) -> Mapping[str, Any]:
        """The account's menu, as it is."""
        return self._call("/cgi-bin/menu/get", None)

    def templates(self) -> Mapping[str, str]:
        """Texts of the account's templates by their ids."""
        found = self._call("/cgi-bin/template/get_all_private_template", None).get("template_list")
        listed = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
        return {str(one.get("template_id", "")): str(one.get("content", "")) for one in listed}

    def addresses(self) -> Sequence[str]:
        """Addresses of the platform's servers."""
        found = self._call("/cgi-bin/get_api_domain_ip", None).get("ip_list")
        return [str(address) for address in found] if isinstance(found, list) else []

    def _call(self, path: str, body: Mapping[str, Any] | None) -> dict[str, Any]:
        token = self.tokens.current()
        try:
            return _answer(self.client, path, {"access_token": token}, body)
        except WeChatRefused as refused:
            if self.table.do(refused.code) != Do.REFRESH:
                raise
            log.warning("wechat.token_refused", code=refused.code)
        token = self.tokens.after_refusal(token)
        return _answer(self.client, path, {"access_token": token}, body)


def _answer(
    client: httpx.Client, path: str, query: Mapping[str, str], body: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The platform's JSON. It answers 200 to everything and tells errors by `errcode`."""
    try:
        # httpx writes Chinese as it is; the platform would show backslash escapes as they are.
        response = client.get(path, params=query) if body is None else client.post(path, params=query, json=body)
        response.raise_for_status()
        answer = response.json()
    except (httpx.HTTPError, ValueError) as error:
        # No chaining: the request of the cause holds the token.
        raise WeChatUnreachable(type(error).__name__) from None
    if not isinstance(answer, dict):
        raise WeChatUnreachable("malformed")
    code = answer.get("errcode", 0)
    if code:
        raise WeChatRefused(int(code), _ADDRESS.sub("", str(answer.get("errmsg", ""))).strip())
    return answer
