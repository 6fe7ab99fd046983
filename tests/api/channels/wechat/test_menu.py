from pathlib import Path
from typing import Any

import pytest

from api.channels.wechat.menu import Menu, faults, load_menu, wire

DATA = Path(__file__).resolve().parents[4] / "data"


def _menu(*groups: dict[str, Any]) -> Menu:
    return Menu.model_validate({"menu": groups})


def _item(name: str = "删除", **more: str) -> dict[str, str]:
    return {"name": name, "payload": "request:deletion", **more}


def test_own_menu_is_as_the_platform_wants_it() -> None:
    assert faults(load_menu(DATA)) == []


@pytest.mark.parametrize(
    ("menu", "words"),
    [
        (_menu(), "0 个"),
        (_menu(*[_item()] * 4), "4 个"),
        (_menu(_item("一二三四五六")), "18 字节"),
        (_menu(_item("一二三四五")), "4 个汉字"),
        (_menu({"name": "办", "items": [_item()] * 6}), "6 个"),
        (_menu({"name": "办", "items": [_item("一二三四五六七八")]}), "7 个汉字"),
        (_menu({"name": "办", "items": [_item("一" * 14)]}), "42 字节"),
        (_menu(_item(payload="ask:" + "a" * 125)), "128 字节"),
    ],
)
def test_what_the_platform_would_refuse(menu: Menu, words: str) -> None:
    assert any(words in fault for fault in faults(menu))


def test_item_does_one_thing() -> None:
    with pytest.raises(ValueError, match="要且只要"):
        _menu({"name": "办", "items": [{"name": "删", "payload": "request:deletion", "url": "/policy"}]})


def test_wire_form() -> None:
    menu = _menu({"name": "办", "items": [_item()]}, {"name": "看", "url": "/policy"})
    assert wire(menu, "https://desk.example") == {
        "button": [
            {"name": "办", "sub_button": [{"type": "click", "name": "删除", "key": "request:deletion"}]},
            {"type": "view", "name": "看", "url": "https://desk.example/policy"},
        ]
    }
