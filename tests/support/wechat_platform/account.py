"""The account as the platform's settings page holds it, and what its type may do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Mode = Literal["plain", "compatible", "safe"]


class AccountKind(StrEnum):
    """The four types of official account."""

    UNVERIFIED_SUBSCRIPTION = "unverified_subscription"
    VERIFIED_SUBSCRIPTION = "verified_subscription"
    UNVERIFIED_SERVICE = "unverified_service"
    VERIFIED_SERVICE = "verified_service"


@dataclass(frozen=True)
class Rights:
    """By the platform's table of interface rights; `msgmenu` only where 40200 is not answered."""

    send: bool
    msgmenu: bool
    menu: bool
    template: bool


RIGHTS = {
    AccountKind.UNVERIFIED_SUBSCRIPTION: Rights(send=False, msgmenu=False, menu=False, template=False),
    AccountKind.VERIFIED_SUBSCRIPTION: Rights(send=True, msgmenu=False, menu=True, template=False),
    AccountKind.UNVERIFIED_SERVICE: Rights(send=False, msgmenu=False, menu=True, template=False),
    AccountKind.VERIFIED_SERVICE: Rights(send=True, msgmenu=True, menu=True, template=True),
}


@dataclass(frozen=True)
class PlatformAccount:
    """`templates`: ids of the template messages that were applied for; all have the same text."""

    kind: AccountKind = AccountKind.VERIFIED_SERVICE
    mode: Mode = "safe"
    app_id: str = "wx00000000000000aa"
    secret: str = "00000000000000000000000000000000"
    token: str = "standInToken"
    aes_key: str = "standInForTencentsSideOnlyUsedInTests012345"
    original_id: str = "gh_000000000000"
    templates: tuple[str, ...] = ("template-of-tests",)
    template_content: str = "编号：{{character_string1.DATA}}\n进度：{{thing2.DATA}}"

    @property
    def rights(self) -> Rights:
        """What this type may do."""
        return RIGHTS[self.kind]
