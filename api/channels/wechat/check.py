"""Tells an operator what is wrong with the account's settings; the words are in `data/wechat_check.yml`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict

from api.channels.wechat.menu import Menu, faults
from api.channels.wechat.outbound.errors import ErrorTable
from api.channels.wechat.outbound.ports import Platform, WeChatRefused, WeChatUnreachable
from api.channels.wechat.rights import Right, Standing, rights_of
from api.channels.wechat.settings import WeChatSettings
from api.settings import Settings

APP_ID = re.compile(r"wx[0-9a-f]{16}")
SECRET = re.compile(r"[0-9a-f]{32}")
TOKEN = re.compile(r"[A-Za-z0-9]{3,32}")
AES_KEY = re.compile(r"[A-Za-z0-9]{43}")
TEMPLATE_FIELD = re.compile(r"\{\{\s*(\w+)\.DATA\s*\}\}")


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
    aes_key_previous: str
    same_keys: str
    public_url: str
    public_port: str
    mode: str
    template: str
    menu: str
    refused: str
    refused_unknown: str
    unreachable: str
    setting: str
    connected: str
    rights: Mapping[Right, str]
    right_missing: str
    right_unused: str
    template_unknown: str
    template_fields: str
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
    """`fields`: of the template message, by `data/wechat.yml`."""

    settings: Settings
    wechat: WeChatSettings
    menu: Menu
    fields: frozenset[str]
    table: ErrorTable
    words: CheckWords
    platform: Platform

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
            words.aes_key_previous.format(length=len(previous)): bool(previous) and not AES_KEY.fullmatch(previous),
            words.same_keys: bool(previous) and previous == key,
            words.public_url.format(url=self.settings.public_url): not self.settings.public_url.startswith("https://"),
            words.public_port.format(url=self.settings.public_url): _has_odd_port(self.settings.public_url),
            words.mode: not encrypted,
            words.template: wechat.abilities.template and not wechat.wechat_template_id,
        }
        return [Finding(text) for text, wrong in tests.items() if wrong]

    def _menu(self) -> list[str]:
        return faults(self.menu) if self.wechat.abilities.menu else []

    def _call(self) -> list[Finding]:
        if not self.wechat.wechat_app_secret.get_secret_value():
            return []
        try:
            self.platform.addresses()
            found = [Finding(self.words.connected, wrong=False)]
            for standing in rights_of(self.platform, self.wechat.abilities):
                found += self._right(standing)
            return found
        except WeChatRefused as refused:
            says = self.table.says(refused.code)
            known = self.words.refused.format(code=refused.code, says=says, message=refused.message)
            unknown = self.words.refused_unknown.format(code=refused.code, message=refused.message)
            return [Finding(known if says else unknown)]
        except WeChatUnreachable as failure:
            return [Finding(self.words.unreachable.format(url=self.wechat.wechat_api_url, reason=failure.reason))]

    def _right(self, standing: Standing) -> list[Finding]:
        values = {"account": self.wechat.wechat_account, "right": self.words.rights[standing.right]}
        if standing.claimed and not standing.given:
            return [Finding(self.words.right_missing.format_map(values))]
        if standing.given and not standing.claimed:
            return [Finding(self.words.right_unused.format_map(values), wrong=False)]
        return self._template() if standing.right == "template" and standing.given else []

    def _template(self) -> list[Finding]:
        """Whether the one that is set is among the account's, with the fields that are filled in."""
        if not self.wechat.wechat_template_id:
            return []
        templates = self.platform.templates()
        content = templates.get(self.wechat.wechat_template_id)
        if content is None:
            return [Finding(self.words.template_unknown.format(count=len(templates)))]
        has = frozenset(TEMPLATE_FIELD.findall(content))
        if has == self.fields:
            return []
        listed = {"fields": "、".join(sorted(self.fields)), "has": "、".join(sorted(has))}
        return [Finding(self.words.template_fields.format_map(listed))]


def _has_odd_port(url: str) -> bool:
    """The platform calls port 80 or 443 only."""
    try:
        return urlsplit(url).port not in (None, 80, 443)
    except ValueError:
        return True


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
