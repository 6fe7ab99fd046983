"""The account's menu from `data/wechat_menu.yml`.

Limits: developers.weixin.qq.com (自定义菜单): 3 items, 5 below each; names of 16 bytes, below 40, of which the client
shows 4 and 7 Chinese characters; a key has 128 bytes."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

ITEMS, BELOW = 3, 5
NAME_BYTES, BELOW_NAME_BYTES = 16, 40
NAME_CHARACTERS, BELOW_NAME_CHARACTERS = 4, 7
KEY_BYTES, URL_BYTES = 128, 1024


class MenuItem(BaseModel):
    """Does something when it is tapped: a payload, or a page."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    payload: str | None = None
    url: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.payload is None) == (self.url is None):
            raise ValueError(f"“{self.name}”的 payload 和 url 要且只要写一个")
        return self


class MenuGroup(BaseModel):
    """An item of the first level: opens others, or is one itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    items: tuple[MenuItem, ...] = ()
    payload: str | None = None
    url: str | None = None

    @property
    def leaf(self) -> MenuItem | None:
        """The item that it is itself."""
        return None if self.items else MenuItem(name=self.name, payload=self.payload, url=self.url)


class Menu(BaseModel):
    """The whole of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    menu: tuple[MenuGroup, ...]

    def leaves(self) -> Iterator[MenuItem]:
        """All that can be tapped."""
        for group in self.menu:
            yield from group.items or [leaf for leaf in [group.leaf] if leaf]

    def titles(self) -> dict[str, str]:
        """Payload → name."""
        return {item.payload: item.name for item in self.leaves() if item.payload}


def load_menu(data_dir: Path) -> Menu:
    """Read `wechat_menu.yml`."""
    return Menu.model_validate(yaml.safe_load((data_dir / "wechat_menu.yml").read_text(encoding="utf-8")))


def faults(menu: Menu) -> list[str]:
    """What the platform would refuse or cut off, in Chinese, for the editor of the file."""
    found = [f"一级菜单有 {len(menu.menu)} 个，应有 1 到 {ITEMS} 个"] if not 1 <= len(menu.menu) <= ITEMS else []
    for group in menu.menu:
        found += _name_faults(group.name, NAME_BYTES, NAME_CHARACTERS)
        if len(group.items) > BELOW:
            found.append(f"“{group.name}”下面有 {len(group.items)} 个，最多 {BELOW} 个")
        for item in group.items:
            found += _name_faults(item.name, BELOW_NAME_BYTES, BELOW_NAME_CHARACTERS)
    for item in menu.leaves():
        if len((item.payload or "").encode()) > KEY_BYTES:
            found.append(f"“{item.name}”的 payload 超过 {KEY_BYTES} 字节")
        if len((item.url or "").encode()) > URL_BYTES:
            found.append(f"“{item.name}”的 url 超过 {URL_BYTES} 字节")
    return found


def wire(menu: Menu, public_url: str) -> Mapping[str, Any]:
    """As the platform takes it."""
    return {"button": [_button(group, public_url) for group in menu.menu]}


def _button(group: MenuGroup, public_url: str) -> dict[str, Any]:
    if group.items:
        return {"name": group.name, "sub_button": [_leaf(item, public_url) for item in group.items]}
    return _leaf(MenuItem(name=group.name, payload=group.payload, url=group.url), public_url)


def _leaf(item: MenuItem, public_url: str) -> dict[str, Any]:
    if item.url is None:
        return {"type": "click", "name": item.name, "key": item.payload}
    address = f"{public_url}{item.url}" if item.url.startswith("/") else item.url
    return {"type": "view", "name": item.name, "url": address}


def _name_faults(name: str, most_bytes: int, most_characters: int) -> list[str]:
    size = len(name.encode())
    if size > most_bytes:
        return [f"“{name}”有 {size} 字节，最多 {most_bytes} 字节"]
    # Half-width letters take half the room.
    width = sum(1 if ord(character) > 0x7F else 0.5 for character in name)
    return [f"“{name}”太长，手机上只显示 {most_characters} 个汉字"] if width > most_characters else []
