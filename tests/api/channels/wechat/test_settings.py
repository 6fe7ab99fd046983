"""A half-configured account is refused when the desk starts."""

import base64
import secrets
from pathlib import Path
from typing import Any

import pytest

from api.channels.wechat.accounts import ABILITIES, AccountType
from api.channels.wechat.settings import WeChatSettings, ensure_complete
from api.settings import ForbiddenInProduction, Settings
from tests.support.wechat_platform.account import AccountKind, PlatformAccount

ACCOUNT = PlatformAccount()
FULL: dict[str, Any] = {
    "wechat_account": AccountType.VERIFIED_SERVICE,
    "wechat_app_id": ACCOUNT.app_id,
    "wechat_app_secret": ACCOUNT.secret,
    "wechat_token": ACCOUNT.token,
    "wechat_aes_key": ACCOUNT.aes_key,
}


def _wechat(**changed: Any) -> WeChatSettings:
    return WeChatSettings(_env_file=None, **{**FULL, **changed})


def _desk(tmp_path: Path, production: bool, **changed: Any) -> Settings:
    if not production:
        return Settings(_env_file=None, var_dir=tmp_path, **changed)
    keys: dict[str, Any] = {
        name: secrets.token_urlsafe(32) for name in ("service_token", "bot_token", "index_key", "session_key")
    }
    keys["data_keys"] = "k1:" + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    chosen = {"environment": "production", "sms_backend": "none", "mail_backend": "none", "public_url": "https://d.example"}
    chosen["admin_mailbox"] = "privacy@d.example"
    return Settings(_env_file=None, var_dir=tmp_path, **{**keys, **chosen, **changed})


@pytest.mark.parametrize("production", [False, True])
def test_complete_or_none_starts(tmp_path: Path, production: bool) -> None:
    desk = _desk(tmp_path, production)
    ensure_complete(desk, _wechat())
    ensure_complete(desk, WeChatSettings(_env_file=None, wechat_account=AccountType.NONE))


@pytest.mark.parametrize("name", ["wechat_app_id", "wechat_app_secret", "wechat_token", "wechat_aes_key"])
def test_what_is_missing_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=name.upper()):
        ensure_complete(_desk(tmp_path, production=False), _wechat(**{name: ""}))


@pytest.mark.parametrize(("name", "value"), [("wechat_token", "no good!"), ("wechat_aes_key", "hunter2")])
def test_what_is_malformed_is_refused_without_being_shown(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ValueError, match="must be") as caught:
        ensure_complete(_desk(tmp_path, production=False), _wechat(**{name: value}))
    assert value not in str(caught.value)


def test_poorest_account_needs_no_secret(tmp_path: Path) -> None:
    poor = _wechat(wechat_account=AccountType.UNVERIFIED_SUBSCRIPTION, wechat_app_secret="")
    ensure_complete(_desk(tmp_path, production=False), poor)


@pytest.mark.parametrize(
    ("wechat", "desk", "words"),
    [
        ({"wechat_mode": "plain"}, {}, "WECHAT_MODE"),
        ({"wechat_api_url": "http://127.0.0.1:9"}, {}, "WECHAT_API_URL"),
        ({}, {"public_url": "http://d.example"}, "PUBLIC_URL"),
    ],
)
def test_production_refuses_what_suits_a_trial(
    tmp_path: Path, wechat: dict[str, Any], desk: dict[str, Any], words: str
) -> None:
    with pytest.raises(ForbiddenInProduction, match=words):
        ensure_complete(_desk(tmp_path, production=True, **desk), _wechat(**wechat))


@pytest.mark.parametrize("kind", list(AccountKind))
def test_abilities_are_those_that_the_platform_grants(kind: AccountKind) -> None:
    ours, theirs = ABILITIES[AccountType(kind.value)], PlatformAccount(kind=kind).rights
    assert (ours.send, ours.tap, ours.menu, ours.template) == (
        theirs.send, theirs.msgmenu, theirs.menu, theirs.template,
    )  # fmt: skip
