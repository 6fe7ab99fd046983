"""Settings of the official account. A half-configured one is refused at the start, not at the first message."""

from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.channels.wechat.accounts import ABILITIES, Abilities, AccountType
from api.channels.wechat.protocol import Account, MessageKey
from api.settings import ForbiddenInProduction, Settings

PLATFORM = "https://api.weixin.qq.com"


class WeChatSettings(BaseSettings):
    """`wechat_account` is the type of the account; `none` switches the channel off."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    wechat_account: AccountType = AccountType.NONE
    wechat_app_id: str = ""
    wechat_app_secret: SecretStr = SecretStr("")
    wechat_token: SecretStr = SecretStr("")
    wechat_mode: Literal["plain", "compatible", "safe"] = "safe"
    wechat_aes_key: SecretStr = SecretStr("")
    wechat_aes_key_previous: SecretStr = SecretStr("")
    wechat_template_id: str = ""
    wechat_api_url: str = PLATFORM
    wechat_api_timeout_s: float = Field(default=5.0, gt=0)
    wechat_reply_budget_s: float = Field(default=4.5, gt=0, lt=5)
    """The platform cuts the connection after five seconds."""
    wechat_hold_s: float = Field(default=5.6, gt=0)
    """How long a connection without an answer is kept: longer than the platform's five seconds, or it would take our
    silence for an answer and not deliver again."""
    wechat_deliveries: int = Field(default=3, ge=1, le=4)
    """How often the platform delivers one push when nobody answers, the first time included."""
    wechat_turns: int = Field(default=8, ge=1)
    """How many turns one process gives to the bot at once; the others wait, on record."""

    @property
    def enabled(self) -> bool:
        """Whether there is an account at all."""
        return self.wechat_account != AccountType.NONE

    @property
    def abilities(self) -> Abilities:
        """What this type of account may do."""
        return ABILITIES[self.wechat_account]

    @property
    def account(self) -> Account:
        """As the protocol wants it. Raises ConfigurationInvalid."""
        texts = (self.wechat_aes_key.get_secret_value(), self.wechat_aes_key_previous.get_secret_value())
        keys = () if self.wechat_mode == "plain" else tuple(MessageKey.from_text(text) for text in texts if text)
        return Account(
            app_id=self.wechat_app_id,
            token=self.wechat_token.get_secret_value(),
            keys=keys,
            accepts_plain=self.wechat_mode != "safe",
        )


def ensure_complete(settings: Settings, wechat: WeChatSettings) -> None:
    """Raises ValueError when something is missing or malformed, ForbiddenInProduction for what only suits a trial."""
    if not wechat.enabled:
        return
    needed = ["wechat_app_id", "wechat_token"]
    needed += ["wechat_aes_key"] if wechat.wechat_mode != "plain" else []
    needed += ["wechat_app_secret"] if wechat.abilities.calls else []
    for name in needed:
        value = getattr(wechat, name)
        if not (value.get_secret_value() if isinstance(value, SecretStr) else value):
            raise ValueError(f"WECHAT_ACCOUNT is set, so {name.upper()} must be set too")
    # Raises ConfigurationInvalid, a ValueError that shows no secret.
    _ = wechat.account
    if settings.production:
        _refuse_in_production(settings, wechat)


def _refuse_in_production(settings: Settings, wechat: WeChatSettings) -> None:
    if wechat.wechat_mode == "plain":
        raise ForbiddenInProduction("WECHAT_MODE=plain leaves messages readable on their way")
    if wechat.wechat_api_url != PLATFORM:
        raise ForbiddenInProduction(f"WECHAT_API_URL must be {PLATFORM}")
    if not settings.public_url.startswith("https://"):
        raise ForbiddenInProduction("PUBLIC_URL must be https:// since WeChat users open its links")
