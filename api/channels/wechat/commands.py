"""`wechat-menu` and `wechat-check` of the command line. They need no database, and say what they find in Chinese."""

import sys

from pydantic import ValidationError

from api.channels.wechat.check import Check, CheckWords, load_check_words, report
from api.channels.wechat.menu import faults, load_menu, wire
from api.channels.wechat.outbound.errors import load_errors
from api.channels.wechat.outbound.ports import Platform, WeChatRefused, WeChatUnreachable
from api.channels.wechat.parts import command_platform
from api.channels.wechat.settings import WeChatSettings
from api.channels.wechat.words import load_wechat_words
from api.settings import Settings


def check_account(settings: Settings, platform: Platform | None = None) -> int:
    """Look at the settings, and ask the platform what the account may do."""
    words = load_check_words(settings.data_dir)
    wechat = _settings(words)
    if wechat is None:
        return 1
    table, menu = load_errors(settings.data_dir), load_menu(settings.data_dir)
    fields = frozenset(load_wechat_words(settings.data_dir).template)
    platform = platform or command_platform(settings, wechat)
    return report(Check(settings, wechat, menu, fields, table, words, platform).run(), words, print)


def create_menu(settings: Settings, platform: Platform | None = None) -> int:
    """Put `data/wechat_menu.yml` in place of the menu that is there."""
    table, words = load_errors(settings.data_dir), load_check_words(settings.data_dir)
    wechat, menu = _settings(words), load_menu(settings.data_dir)
    if wechat is None:
        return 1
    wrong = faults(menu) if wechat.abilities.menu else [words.no_menu]
    for fault in wrong:
        print(f"✗ {fault}", file=sys.stderr)
    if wrong:
        return 1
    try:
        (platform or command_platform(settings, wechat)).create_menu(wire(menu, settings.public_url))
    except WeChatRefused as refused:
        says = table.says(refused.code)
        print("✗ " + words.refused.format(code=refused.code, says=says, message=refused.message), file=sys.stderr)
        return 1
    except WeChatUnreachable as failure:
        print("✗ " + words.unreachable.format(url=wechat.wechat_api_url, reason=failure.reason), file=sys.stderr)
        return 1
    print(f"✓ {words.menu_created}")
    return 0


def _settings(words: CheckWords) -> WeChatSettings | None:
    """None when a value is none that there is, which is told."""
    try:
        return WeChatSettings()
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            name, context = str(fault["loc"][0]).upper(), fault.get("ctx", {})
            may_be = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
            print("✗ " + words.setting.format(name=name, may_be=f"（{may_be}）" if may_be else ""), file=sys.stderr)
        return None
