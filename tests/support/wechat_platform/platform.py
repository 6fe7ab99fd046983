"""Tencent's side of one account: users, their pushes, and the API that the account calls."""

import itertools
import secrets
import threading
import time
from collections import Counter
from typing import Any

import httpx

from tests.support.wechat_platform.account import PlatformAccount
from tests.support.wechat_platform.codes import Refused
from tests.support.wechat_platform.delivery import Courier, Manners, Outcome
from tests.support.wechat_platform.screen import error_bubble, passive_bubble
from tests.support.wechat_platform.sealing import BadReply, Sealed, Sealing
from tests.support.wechat_platform.tokens import Tokens
from tests.support.wechat_platform.users import WeChatUser
from tests.support.wechat_platform.xml import Value

# What the platform pushes without anything to show if it fails.
_SILENT = {"unsubscribe", "VIEW", "LOCATION", "TEMPLATESENDJOBFINISH", "user_info_modified"}


class WeChatPlatform:
    """`callback` is the account's server. `counts` counts everything: pushes, deliveries, calls, codes, errors shown."""

    def __init__(
        self,
        account: PlatformAccount,
        manners: Manners | None = None,
        *,
        callback: str = "",
        token_life_s: float = 7200,
    ) -> None:
        self.account, self.callback, self.manners = account, callback, manners or Manners()
        self.counts: Counter[str] = Counter()
        self.users: dict[str, WeChatUser] = {}
        self.lock = threading.RLock()
        self.tokens = Tokens(self.now, token_life_s)
        self.menu: dict[str, Any] | None = None
        self.notices: dict[tuple[str, str], int] = {}
        self.whitelisted = True
        self.sealing = Sealing(account)
        self._client = httpx.Client(trust_env=False, limits=httpx.Limits(max_connections=None))
        self._courier = Courier(self.sealing, self._client)
        self._ids = itertools.count(24_000_000_000_000_000 + secrets.randbelow(10**12) * 1000)
        self._ahead_s = 0.0
        self._under_way: list[threading.Thread] = []
        self._failures: dict[str, list[int]] = {}

    def now(self) -> float:
        """Seconds; tests can go ahead. Signatures are made by the real time."""
        return time.time() + self._ahead_s

    def advance(self, seconds: float) -> None:
        """Windows, quotas and tokens grow older; the desk's own clock does not."""
        self._ahead_s += seconds

    def close(self) -> None:
        """Waits for what is under way, and closes its connections."""
        for push in self._under_way:
            push.join()
        self._client.close()

    def user(self, *, following: bool = True) -> WeChatUser:
        """Somebody new."""
        user = WeChatUser(f"o{secrets.token_urlsafe(21)[:27]}", self, following)
        with self.lock:
            self.users[user.openid] = user
        return user

    def check_url(self, **changed: str) -> bool:
        """What the settings page does when the address is saved."""
        echo = str(secrets.randbelow(10**19))
        query = {**self.sealing.signed_query(), "echostr": echo, **changed}
        answer = self._client.get(self.callback, params=query, timeout=5)
        return answer.status_code == httpx.codes.OK and answer.text == echo

    def push(self, user: WeChatUser, fields: dict[str, Value], manners: Manners) -> Outcome:
        """Delivers it, and puts on the screen what comes of it."""
        outcome = self._courier.deliver(self.callback, self.addressed(user, fields), user.openid, manners)
        self._count("push", f"push:{fields.get('Event') or fields['MsgType']}")
        self._count(*["delivery"] * len(outcome.deliveries))
        self._show(user, fields, outcome)
        return outcome

    def push_later(self, user: WeChatUser, fields: dict[str, Value]) -> None:
        """What the platform pushes of its own accord, beside the call that caused it."""
        push = threading.Thread(target=self.push, args=(user, fields, self.manners), daemon=True)
        self._under_way.append(push)
        push.start()

    def addressed(self, user: WeChatUser, fields: dict[str, Value]) -> dict[str, Value]:
        """With what every push has."""
        head: dict[str, Value] = {
            "ToUserName": self.account.original_id,
            "FromUserName": user.openid,
            "CreateTime": int(time.time()),
        }
        return {**head, **fields}

    def post(self, sealed: Sealed) -> httpx.Response:
        """A delivery as it is: for requests that the platform would never send."""
        return self._courier.post(self.callback, sealed, patience_s=30)

    def next_message_id(self) -> int:
        """Of the platform's size: they do not fit into 53 bits."""
        return next(self._ids)

    def menu_buttons(self) -> list[dict[str, Any]]:
        """The buttons that do something, of the menu that was created."""
        buttons = (self.menu or {}).get("button", [])
        return [leaf for button in buttons for leaf in (button.get("sub_button") or [button])]

    def fail_next(self, call: str, code: int, times: int = 1) -> None:
        """The next calls (`message/custom/send`) are answered with this code."""
        with self.lock:
            self._failures.setdefault(call, []).extend([code] * times)

    def planned_failure(self, call: str) -> None:
        """Raises Refused when one was ordered."""
        with self.lock:
            codes = self._failures.get(call)
            if codes:
                raise Refused(codes.pop(0))

    def _show(self, user: WeChatUser, fields: dict[str, Value], outcome: Outcome) -> None:
        answer = outcome.answer
        try:
            if answer is None:
                raise BadReply("nothing in time")
            bubble = None if answer.reply is None else passive_bubble(answer.reply, self.account, user.openid)
        except BadReply:
            self._count("error shown")
            bubble = None if fields.get("Event") in _SILENT else error_bubble()
        if bubble is not None:
            user.screen.append(bubble)

    def _count(self, *names: str) -> None:
        with self.lock:
            self.counts.update(names)
