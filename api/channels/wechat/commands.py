"""`wechat-menu` and `wechat-check` of the command line. They need no database, and say what they find in Chinese."""

import sys

from api.channels.wechat.check import Check, load_check_words, report
from api.channels.wechat.menu import faults, load_menu, wire
from api.channels.wechat.outbound.errors import load_errors
from api.channels.wechat.outbound.ports import Platform, WeChatRefused, WeChatUnreachable
from api.channels.wechat.parts import command_platform
from api.channels.wechat.settings import WeChatSettings
from api.settings import Settings


def check_account(settings: Settings, platform: Platform | None = None) -> int:
    """Look at the settings, and ask the platform for a token."""
    wechat, words = WeChatSettings(), load_check_words(settings.data_dir)
    table, menu = load_errors(settings.data_dir), load_menu(settings.data_dir)
    found = Check(settings, wechat, menu, table, words, platform or command_platform(settings, wechat)).run()
    return report(found, words, print)


def create_menu(settings: Settings, platform: Platform | None = None) -> int:
    """Put `data/wechat_menu.yml` in place of the menu that is there."""
    wechat, menu = WeChatSettings(), load_menu(settings.data_dir)
    table, words = load_errors(settings.data_dir), load_check_words(settings.data_dir)
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
