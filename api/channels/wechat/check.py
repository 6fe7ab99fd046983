"""Tells an operator what is wrong with the account's settings; the words are in `data/wechat_check.yml`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from api.channels.wechat.menu import Menu, faults
from api.channels.wechat.outbound.errors import ErrorTable
from api.channels.wechat.outbound.ports import Platform, WeChatRefused, WeChatUnreachable
from api.channels.wechat.settings import WeChatSettings
from api.settings import Settings

APP_ID = re.compile(r"wx[0-9a-f]{16}")
SECRET = re.compile(r"[0-9a-f]{32}")
TOKEN = re.compile(r"[A-Za-z0-9]{3,32}")
AES_KEY = re.compile(r"[A-Za-z0-9]{43}")


class CheckWords(BaseModel):
    """By the name of a finding; {fields} are filled in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    disabled: str
    app_id: str
    app_secret: str
    secret_missing: str
    token: str
    aes_key: str
    aes_key_missing: str
    same_keys: str
    public_url: str
    mode: str
    template: str
    menu: str
    refused: str
    refused_unknown: str
    unreachable: str
    connected: str
    good: str
    no_menu: str
    menu_created: str


@dataclass(frozen=True)
class Finding:
    """A sentence, and whether it is to be mended."""

    text: str
    wrong: bool = True


@dataclass(frozen=True)
class Check:
    """`platform`: how to reach the platform; None when no call is to be made."""

    settings: Settings
    wechat: WeChatSettings
    menu: Menu
    table: ErrorTable
    words: CheckWords
    platform: Platform | None

    def run(self) -> list[Finding]:
        """What is wrong with the values, then what the platform says of them."""
        if not self.wechat.enabled:
            return [Finding(self.words.disabled)]
        return [*self._values(), *(Finding(self.words.menu.format(fault=each)) for each in self._menu()), *self._call()]

    def _values(self) -> list[Finding]:
        wechat, words = self.wechat, self.words
        secret, token = wechat.wechat_app_secret.get_secret_value(), wechat.wechat_token.get_secret_value()
        key, previous = wechat.wechat_aes_key.get_secret_value(), wechat.wechat_aes_key_previous.get_secret_value()
        encrypted = wechat.wechat_mode != "plain"
        tests: Mapping[str, bool] = {
            words.app_id: not APP_ID.fullmatch(wechat.wechat_app_id),
            words.app_secret: bool(secret) and not SECRET.fullmatch(secret),
            words.secret_missing: wechat.abilities.calls and not secret,
            words.token: not TOKEN.fullmatch(token),
            words.aes_key.format(length=len(key)): encrypted and bool(key) and not AES_KEY.fullmatch(key),
            words.aes_key_missing: encrypted and not key,
            words.same_keys: bool(previous) and previous == key,
            words.public_url.format(url=self.settings.public_url): not self.settings.public_url.startswith("https://"),
            words.mode: not encrypted,
            words.template: wechat.abilities.template and not wechat.wechat_template_id,
        }
        return [Finding(text) for text, wrong in tests.items() if wrong]

    def _menu(self) -> list[str]:
        return faults(self.menu) if self.wechat.abilities.menu else []

    def _call(self) -> list[Finding]:
        if self.platform is None or not self.wechat.wechat_app_secret.get_secret_value():
            return []
        try:
            self.platform.addresses()
        except WeChatRefused as refused:
            says = self.table.says(refused.code)
            known = self.words.refused.format(code=refused.code, says=says, message=refused.message)
            unknown = self.words.refused_unknown.format(code=refused.code, message=refused.message)
            return [Finding(known if says else unknown)]
        except WeChatUnreachable as failure:
            return [Finding(self.words.unreachable.format(url=self.wechat.wechat_api_url, reason=failure.reason))]
        return [Finding(self.words.connected, wrong=False)]


def load_check_words(data_dir: Path) -> CheckWords:
    """Read `wechat_check.yml`."""
    text = (data_dir / "wechat_check.yml").read_text(encoding="utf-8")
    return CheckWords.model_validate(yaml.safe_load(text))


Print = Callable[[str], None]


def report(findings: list[Finding], words: CheckWords, show: Print) -> int:
    """Print them; the exit code is 1 when something is to be mended."""
    for finding in findings:
        show(f"{'✗' if finding.wrong else '✓'} {finding.text}")
    if any(finding.wrong for finding in findings):
        return 1
    show(words.good)
    return 0
