"""The API as the account calls it: tokens, rights, quotas, codes."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.support.wechat_platform.account import AccountKind, PlatformAccount
from tests.support.wechat_platform.platform import WeChatPlatform
from tests.support.wechat_platform.server import create_app
from tests.support.wechat_platform.users import WeChatUser

KINDS = list(AccountKind)


class Caller:
    """An account's server that calls the platform; the calls stay in this process."""

    def __init__(self, kind: AccountKind = AccountKind.VERIFIED_SERVICE, life_s: float = 7200) -> None:
        self.platform = WeChatPlatform(PlatformAccount(kind=kind), callback="http://127.0.0.1:9/", token_life_s=life_s)
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(create_app(self.platform)), base_url="https://api.example/cgi-bin/"
        )

    async def post(
        self, call: str, token: str | None = None, content: bytes | None = None, **body: Any
    ) -> dict[str, Any]:
        params = {} if token is None else {"access_token": token}
        given: dict[str, Any] = {"json": body} if content is None else {"content": content}
        found: dict[str, Any] = (await self._client.post(call, params=params, **given)).json()
        return found

    async def token(self, **changed: Any) -> dict[str, Any]:
        account = self.platform.account
        wanted = {"grant_type": "client_credential", "appid": account.app_id, "secret": account.secret}
        return await self.post("stable_token", **{**wanted, **changed})

    async def code(self, call: str, **body: Any) -> int:
        token = (await self.token())["access_token"]
        return int((await self.post(call, token, **body))["errcode"])

    async def send(self, user: WeChatUser, text: str = "好") -> int:
        return await self.code("message/custom/send", touser=user.openid, msgtype="text", text={"content": text})


@pytest.fixture
def caller() -> Iterator[Caller]:
    caller = Caller()
    yield caller
    caller.platform.close()


pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_token_is_stable(caller: Caller) -> None:
    one, other = await caller.token(), await caller.token()
    assert one["access_token"] == other["access_token"]
    assert len(one["access_token"]) >= 512
    assert one["expires_in"] <= 7200


async def test_token_is_renewed_early_and_both_are_valid(caller: Caller) -> None:
    old = (await caller.token())["access_token"]
    caller.platform.advance(7200 - 200)
    new = (await caller.token())["access_token"]
    assert new != old
    assert [(await caller.post("getcallbackip", token)).get("errcode", 0) for token in (old, new)] == [0, 0]


async def test_forced_token_ends_the_old_one_and_is_scarce(caller: Caller) -> None:
    old = (await caller.token())["access_token"]
    assert (await caller.token(force_refresh=True))["access_token"] != old
    assert (await caller.post("getcallbackip", old))["errcode"] == 40001
    assert (await caller.token(force_refresh=True))["errcode"] == 45011
    for _ in range(19):
        caller.platform.advance(31)
        assert "access_token" in await caller.token(force_refresh=True)
    caller.platform.advance(31)
    assert (await caller.token(force_refresh=True))["errcode"] == 45009


@pytest.mark.parametrize(
    ("changed", "code"), [({"secret": "x"}, 40125), ({"appid": "x"}, 40013), ({"grant_type": "x"}, 40002)]
)
async def test_token_is_refused(caller: Caller, changed: dict[str, str], code: int) -> None:
    assert (await caller.token(**changed))["errcode"] == code


async def test_address_beside_the_whitelist(caller: Caller) -> None:
    caller.platform.whitelisted = False
    assert (await caller.token())["errcode"] == 40164


async def test_tokens_that_are_none(caller: Caller) -> None:
    token = (await caller.token())["access_token"]
    assert (await caller.post("getcallbackip"))["errcode"] == 41001
    assert (await caller.post("getcallbackip", "x"))["errcode"] == 40001
    caller.platform.tokens.expire_all()
    assert (await caller.post("getcallbackip", token))["errcode"] == 42001
    assert (await caller.token())["access_token"] != token


@pytest.mark.parametrize(
    ("kind", "send", "menu", "template"),
    zip(KINDS, (48001, 0, 48001, 0), (48001, 0, 0, 0), (48001, 48001, 48001, 0), strict=True),
)
async def test_rights_by_type_of_account(kind: AccountKind, send: int, menu: int, template: int) -> None:
    caller = Caller(kind)
    user = caller.platform.user()
    user.allowance.message(caller.platform.now())
    assert await caller.send(user) == send
    button = {"type": "click", "name": "问政策", "key": "ask:x"}
    assert await caller.code("menu/create", button=[button]) == menu
    notice = {"touser": user.openid, "template_id": "template-of-tests", "data": {"thing1": {"value": "好"}}}
    assert await caller.code("message/template/send", **notice) == template
    caller.platform.close()


async def test_five_messages_in_48_hours(caller: Caller) -> None:
    user = caller.platform.user()
    assert await caller.send(user) == 45015
    user.allowance.message(caller.platform.now())
    assert [await caller.send(user) for _ in range(6)] == [0] * 5 + [45047]
    user.allowance.message(caller.platform.now())
    assert await caller.send(user) == 0
    caller.platform.advance(48 * 3600 + 1)
    assert await caller.send(user) == 45015
    assert len(user.screen) == 6


async def test_three_messages_in_the_minute_after_a_tap(caller: Caller) -> None:
    user = caller.platform.user()
    user.allowance.tap(caller.platform.now())
    assert [await caller.send(user) for _ in range(4)] == [0] * 3 + [45047]
    user.allowance.tap(caller.platform.now())
    caller.platform.advance(61)
    assert await caller.send(user) == 45015


async def test_who_does_not_follow_gets_nothing(caller: Caller) -> None:
    user = caller.platform.user(following=False)
    user.allowance.message(caller.platform.now())
    assert await caller.send(user) == 43004
    assert user.screen == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"msgtype": "text", "text": {"content": ""}}, 44004),
        ({"msgtype": "text", "text": {"content": "长" * 683}}, 45002),
        ({"msgtype": "hologram"}, 40008),
        ({"msgtype": "msgmenu", "msgmenu": {"head_content": "选", "list": []}}, 44004),
        ({"msgtype": "text", "text": {"content": "好"}, "touser": "oNobody"}, 40003),
    ],
)
async def test_messages_that_are_refused(caller: Caller, body: dict[str, Any], code: int) -> None:
    user = caller.platform.user()
    user.allowance.message(caller.platform.now())
    assert await caller.code("message/custom/send", **{"touser": user.openid, **body}) == code


@pytest.mark.parametrize("kind", [AccountKind.VERIFIED_SUBSCRIPTION, AccountKind.VERIFIED_SERVICE])
async def test_menu_in_a_message(kind: AccountKind) -> None:
    caller = Caller(kind)
    user = caller.platform.user()
    user.allowance.message(caller.platform.now())
    menu = {"head_content": "请选择", "list": [{"id": "1", "content": "删除"}], "tail_content": ""}
    code = await caller.code("message/custom/send", touser=user.openid, msgtype="msgmenu", msgmenu=menu)
    assert code == (0 if kind == AccountKind.VERIFIED_SERVICE else 40200)
    assert [bubble.options for bubble in user.screen] == ([(("1", "删除"),)] if code == 0 else [])
    caller.platform.close()


async def test_typing(caller: Caller) -> None:
    user = caller.platform.user()

    async def type_on(command: str = "Typing") -> int:
        return await caller.code("message/custom/typing", touser=user.openid, command=command)

    assert await type_on() == 45080
    user.allowance.message(caller.platform.now())
    assert [await type_on(), user.types_to, await type_on(), await type_on("Sleep")] == [0, True, 45081, 45072]
    assert await caller.send(user) == 0
    assert not user.types_to


@pytest.mark.parametrize(
    ("buttons", "code"),
    [
        ([], 40016),
        ([{"type": "click", "name": "四个汉字", "key": "k"}] * 4, 40016),
        ([{"type": "click", "name": "六个汉字长了", "key": "k"}], 40018),
        ([{"type": "click", "name": "四个汉字", "key": "k" * 129}], 40019),
        ([{"type": "view", "name": "四个汉字", "url": "/policy"}], 40055),
        ([{"type": "song", "name": "四个汉字"}], 40017),
        ([{"name": "四个汉字", "sub_button": [{"type": "click", "name": "x", "key": "k"}] * 6}], 40023),
        ([{"name": "四个汉字", "sub_button": [{"type": "click", "name": "长" * 14, "key": "k"}]}], 40025),
    ],
)
async def test_menus_that_are_refused(caller: Caller, buttons: list[dict[str, Any]], code: int) -> None:
    assert await caller.code("menu/create", button=buttons) == code
    assert await caller.code("menu/get") == 46003


async def test_notice_after_48_hours(caller: Caller) -> None:
    user = caller.platform.user()
    notice = {"touser": user.openid, "data": {"thing1": {"value": "您的请求有了进展"}}, "url": "https://desk.example/"}
    assert await caller.code("message/template/send", **notice, template_id="other") == 40037
    assert await caller.code("message/template/send", **notice, template_id="template-of-tests") == 0
    assert [bubble.how for bubble in user.screen] == ["template"]


async def test_body_that_is_no_json(caller: Caller) -> None:
    token = (await caller.token())["access_token"]
    assert (await caller.post("message/custom/send", token, b"{"))["errcode"] == 47001


async def test_escapes_are_shown_as_they_are(caller: Caller) -> None:
    """Who sends ASCII JSON sends its users backslashes."""
    user, token = caller.platform.user(), (await caller.token())["access_token"]
    user.allowance.message(caller.platform.now())
    body = f'{{"touser": "{user.openid}", "msgtype": "text", "text": {{"content": "\\u597d"}}}}'
    await caller.post("message/custom/send", token, body.encode())
    assert user.texts() == "\\u597d"


async def test_ordered_failures_and_counts(caller: Caller) -> None:
    user = caller.platform.user()
    user.allowance.message(caller.platform.now())
    caller.platform.fail_next("message/custom/send", -1, times=2)
    assert [await caller.send(user) for _ in range(3)] == [-1, -1, 0]
    assert caller.platform.counts["message/custom/send"] == 3
    assert caller.platform.counts["message/custom/send:-1"] == 2


@pytest.mark.parametrize("kind", KINDS)
async def test_templates_are_listed_to_who_may_use_them(kind: AccountKind) -> None:
    caller = Caller(kind)
    token = (await caller.token())["access_token"]
    found = await caller.post("template/get_all_private_template", token)
    listed = [one["template_id"] for one in found.get("template_list", [])]
    expected = ["template-of-tests"] if kind == AccountKind.VERIFIED_SERVICE else []
    assert (listed, found.get("errcode", 0)) == (expected, 0 if expected else 48001)
    caller.platform.close()


@pytest.mark.parametrize("kind", KINDS)
async def test_typing_to_nobody_tells_whether_one_may_send(kind: AccountKind) -> None:
    caller = Caller(kind)
    may = caller.platform.account.rights.send
    assert await caller.code("message/custom/typing", touser="nobody", command="Typing") == (40003 if may else 48001)
    caller.platform.close()
