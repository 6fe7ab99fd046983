"""What an operator is told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from api.channels.wechat.commands import check_account, create_menu
from api.cli import main
from api.settings import Settings
from tests.support.wechat_platform.account import AccountKind, PlatformAccount
from tests.support.wechat_platform.platform import WeChatPlatform
from tests.support.wechat_platform.server import serve
from tests.support.wechat_platform.settings import settings_of

DATA = Path(__file__).resolve().parents[4] / "data"


@dataclass(frozen=True)
class Operator:
    """Whoever sets the account up: the platform's side, the desk's settings, the environment, and what is read."""

    platform: WeChatPlatform
    settings: Settings
    environment: pytest.MonkeyPatch
    screen: pytest.CaptureFixture[str]


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[WeChatPlatform]:
    """An account that is set up as it should be, on the environment's side too."""
    monkeypatch.chdir(tmp_path)
    platform = WeChatPlatform(PlatformAccount())
    with serve(platform) as address:
        for name, value in settings_of(platform.account, address).items():
            monkeypatch.setenv(name, value)
        yield platform


@pytest.fixture
def operator(
    platform: WeChatPlatform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Operator:
    settings = Settings(_env_file=None, var_dir=tmp_path, data_dir=DATA, public_url="https://desk.example")
    return Operator(platform, settings, monkeypatch, capsys)


def test_good_account(operator: Operator) -> None:
    assert check_account(operator.settings) == 0
    assert "✓ 已用 AppID 和 AppSecret 取得 access_token" in operator.screen.readouterr().out


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("WECHAT_ACCOUNT", "none", "没有启用公众号"),
        ("WECHAT_APP_ID", "wx123", "WECHAT_APP_ID 的格式不对"),
        ("WECHAT_APP_ID", "wx00000000000000ab", "40013"),
        ("WECHAT_APP_SECRET", "short", "WECHAT_APP_SECRET 的格式不对"),
        ("WECHAT_APP_SECRET", "", "没有填 WECHAT_APP_SECRET"),
        ("WECHAT_APP_SECRET", "f" * 32, "AppSecret 不对"),
        ("WECHAT_TOKEN", "not-a-token!", "WECHAT_TOKEN 的格式不对"),
        ("WECHAT_AES_KEY", "a" * 42, "WECHAT_AES_KEY 是 42 位，应是 43 位"),
        ("WECHAT_AES_KEY", "", "没有填 WECHAT_AES_KEY"),
        ("WECHAT_AES_KEY_PREVIOUS", "a" * 44, "WECHAT_AES_KEY_PREVIOUS 是 44 位"),
        ("WECHAT_TEMPLATE_ID", "another", "WECHAT_TEMPLATE_ID 不在这个账号的模板里（账号里有 1 个）"),
        ("WECHAT_MODE", "plain", "现在是明文模式"),
        ("WECHAT_TEMPLATE_ID", "", "没有填 WECHAT_TEMPLATE_ID"),
        ("WECHAT_API_URL", "http://127.0.0.1:9", "连不上 http://127.0.0.1:9"),
    ],
)
def test_each_fault_is_told(operator: Operator, name: str, value: str, words: str) -> None:
    operator.environment.setenv(name, value)
    assert check_account(operator.settings) == 1
    out = operator.screen.readouterr().out
    assert words in out
    assert operator.platform.account.aes_key not in out


def test_missing_address_on_the_list_is_told(operator: Operator) -> None:
    operator.platform.whitelisted = False
    assert check_account(operator.settings) == 1
    out = operator.screen.readouterr().out
    assert "40164" in out
    assert "白名单" in out
    assert "127.0.0.1" in out, "the address to put on the list"


def test_address_without_tls_is_told(operator: Operator) -> None:
    assert check_account(operator.settings.model_copy(update={"public_url": "http://desk.example"})) == 1
    assert "https:// 开头的公网地址" in operator.screen.readouterr().out


@pytest.mark.parametrize("port", ["8443", "x"])
def test_port_that_the_platform_does_not_call_is_told(operator: Operator, port: str) -> None:
    assert check_account(operator.settings.model_copy(update={"public_url": f"https://desk.example:{port}"})) == 1
    assert "端口不是 80 或 443" in operator.screen.readouterr().out


@pytest.mark.parametrize(
    ("kind", "claimed", "missing", "unused"),
    [
        (AccountKind.VERIFIED_SUBSCRIPTION, AccountKind.VERIFIED_SERVICE, {"模板消息"}, set()),
        (AccountKind.UNVERIFIED_SERVICE, AccountKind.VERIFIED_SUBSCRIPTION, {"客服消息"}, set()),
        (AccountKind.UNVERIFIED_SUBSCRIPTION, AccountKind.UNVERIFIED_SERVICE, {"自定义菜单"}, set()),
        (AccountKind.VERIFIED_SERVICE, AccountKind.UNVERIFIED_SERVICE, set(), {"客服消息", "模板消息"}),
        *((kind, kind, set(), set()) for kind in AccountKind),
    ],
)
def test_account_type_is_what_the_platform_lets_it_do(
    operator: Operator, kind: AccountKind, claimed: AccountKind, missing: set[str], unused: set[str]
) -> None:
    operator.platform.account = replace(operator.platform.account, kind=kind)
    operator.environment.setenv("WECHAT_ACCOUNT", claimed.value)
    assert check_account(operator.settings) == bool(missing)
    out = operator.screen.readouterr().out
    rights = ("自定义菜单", "客服消息", "模板消息")
    assert {right for right in rights if f"没有给这个账号“{right}”" in out} == missing
    assert {right for right in rights if f"给了这个账号“{right}”" in out} == unused


def test_fields_that_the_template_does_not_have_are_told(operator: Operator) -> None:
    operator.platform.account = replace(operator.platform.account, template_content="{{first.DATA}} {{thing2.DATA}}")
    assert check_account(operator.settings) == 1
    assert "模板里的字段是 first、thing2" in operator.screen.readouterr().out


@pytest.mark.parametrize("command", [check_account, create_menu])
@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("WECHAT_ACCOUNT", "verified", "WECHAT_ACCOUNT 的值不对（none, unverified_subscription,"),
        ("WECHAT_REPLY_BUDGET_S", "soon", "WECHAT_REPLY_BUDGET_S 的值不对。"),
    ],
)
def test_value_that_there_is_not_is_told(
    operator: Operator, command: Callable[[Settings], int], name: str, value: str, words: str
) -> None:
    operator.environment.setenv(name, value)
    assert command(operator.settings) == 1
    assert words in operator.screen.readouterr().err


def test_menu_is_created_and_tapped(operator: Operator) -> None:
    assert create_menu(operator.settings) == 0
    assert {"request:deletion", "do:status"} <= {button.get("key") for button in operator.platform.menu_buttons()}


def test_menu_that_is_refused_is_told(operator: Operator) -> None:
    operator.platform.fail_next("menu/create", 48001)
    assert create_menu(operator.settings) == 1
    assert "没有这项接口权限" in operator.screen.readouterr().err


def test_account_without_menu_is_told(operator: Operator) -> None:
    operator.environment.setenv("WECHAT_ACCOUNT", AccountKind.UNVERIFIED_SUBSCRIPTION.value)
    assert create_menu(operator.settings) == 1
    assert "手工建" in operator.screen.readouterr().err


def test_check_runs_where_the_desk_would_not_start(operator: Operator) -> None:
    operator.environment.setenv("WECHAT_AES_KEY", "short")
    operator.environment.setenv("DATA_DIR", str(DATA))
    assert main(["wechat-check"]) == 1
    assert "应是 43 位" in operator.screen.readouterr().out
