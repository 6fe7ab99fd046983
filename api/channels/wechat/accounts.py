"""What an account of each type may do.

Source: the platform's table of interface rights (公众号接口权限说明); docs/wechat.md shows it to operators."""

from dataclasses import dataclass
from enum import StrEnum


class AccountType(StrEnum):
    """The one setting from which all else follows."""

    NONE = "none"
    UNVERIFIED_SUBSCRIPTION = "unverified_subscription"
    VERIFIED_SUBSCRIPTION = "verified_subscription"
    UNVERIFIED_SERVICE = "unverified_service"
    VERIFIED_SERVICE = "verified_service"


@dataclass(frozen=True)
class Abilities:
    """`send`: customer-service messages; `tap`: a msgmenu in them (40200 on an account that is no service account);
    `menu`: the account's menu; `template`: template messages."""

    send: bool = False
    tap: bool = False
    menu: bool = False
    template: bool = False

    @property
    def calls(self) -> bool:
        """Whether the platform's API is called at all, so that the appsecret is needed."""
        return self.send or self.menu or self.template


ABILITIES: dict[AccountType, Abilities] = {
    AccountType.NONE: Abilities(),
    AccountType.UNVERIFIED_SUBSCRIPTION: Abilities(),
    AccountType.VERIFIED_SUBSCRIPTION: Abilities(send=True, menu=True),
    AccountType.UNVERIFIED_SERVICE: Abilities(menu=True),
    AccountType.VERIFIED_SERVICE: Abilities(send=True, tap=True, menu=True, template=True),
}
