"""What can be set. Development runs with nothing set; production refuses what only suits development."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.settings.development import fill_missing_secrets

SECRETS = ("service_token", "data_keys", "index_key", "session_key", "bot_token")
MIN_SECRET_LENGTH = 32
DEVELOPMENT_DOUBLES = {"sms_backend": "file", "mail_backend": "file"}


class ForbiddenInProduction(ValueError):
    """A secret is missing, short or a default, or a development double is chosen."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    environment: Literal["development", "production"] = "development"
    var_dir: Path = Path("var")
    data_dir: Path = Path("data")
    timezone: str = "Asia/Shanghai"
    log_level: str = "INFO"

    database_url: str = ""
    database_timeout_s: float = Field(default=3.0, gt=0)

    bot_url: str = "http://127.0.0.1:5005"
    bot_timeout_s: float = Field(default=10.0, gt=0)
    actions_url: str = "http://127.0.0.1:5055"

    service_token: SecretStr = SecretStr("")
    bot_token: SecretStr = SecretStr("")
    data_keys: SecretStr = SecretStr("")
    index_key: SecretStr = SecretStr("")
    session_key: SecretStr = SecretStr("")

    sms_backend: Literal["file", "aliyun", "tencent", "none"] = "file"
    mail_backend: Literal["file", "smtp", "none"] = "file"
    smtp_url: SecretStr = SecretStr("")
    mail_from: str = ""
    admin_mailbox: str = Field(default="", pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$")
    """Told of each new request and complaint, and of terms that run out; production needs one."""

    public_url: str = "http://localhost:8000"
    cors_origins: list[str] = []
    max_text_length: int = Field(default=4000, gt=0)
    max_body_bytes: int = Field(default=32 * 1024, gt=0)
    """Room for `max_text_length` Chinese characters, each written as a JSON escape of six bytes."""
    max_staff_body_bytes: int = Field(default=1024 * 1024, gt=0)
    max_file_bytes: int = Field(default=10 * 1024 * 1024, gt=0)
    """Of a result that staff attach to a request."""
    rate_limit_conversations: str = ""
    rate_limit_messages: str = ""
    rate_limit_messages_per_conversation: str = ""
    rate_limit_typing: str = ""
    rate_limit_sign_in: str = ""
    rate_limit_codes: str = ""
    rate_limit_codes_per_user: str = ""
    rate_limit_storage: str = "memory://"
    threads: int = Field(default=64, gt=0)

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.production:
            self._refuse_development_values()
        else:
            fill_missing_secrets(self, self.var_dir / "secrets")
        self._fill_defaults()
        return self

    def _fill_defaults(self) -> None:
        if not self.database_url:
            self.database_url = f"sqlite:///{(self.var_dir / 'desk.db').absolute()}"
        for name, (development, production) in RATE_LIMITS.items():
            if not getattr(self, name):
                setattr(self, name, production if self.production else development)

    def _refuse_development_values(self) -> None:
        for name in SECRETS:
            value: SecretStr = getattr(self, name)
            if len(value.get_secret_value()) < MIN_SECRET_LENGTH:
                raise ForbiddenInProduction(f"{name.upper()} must be set to at least {MIN_SECRET_LENGTH} characters")
            self._refuse_known_default(name, value.get_secret_value())
        if not self.admin_mailbox:
            raise ForbiddenInProduction("ADMIN_MAILBOX must be set: the policy names a mailbox that is read")
        for name, double in DEVELOPMENT_DOUBLES.items():
            if getattr(self, name) == double:
                raise ForbiddenInProduction(f"{name.upper()}={double} is a development double")

    def _refuse_known_default(self, name: str, value: str) -> None:
        """A value of few distinct characters, or one that this machine generated for development, is no secret."""
        generated = self.var_dir / "secrets" / name
        if generated.is_file() and generated.read_text().strip() == value:
            raise ForbiddenInProduction(f"{name.upper()} is the value generated for development")
        if len(set(value)) < 8 or "change" in value.lower() or "example" in value.lower():
            raise ForbiddenInProduction(f"{name.upper()} is a placeholder")


RATE_LIMITS: dict[str, tuple[str, str]] = {
    "rate_limit_conversations": ("6000/minute", "20/minute"),
    "rate_limit_messages": ("60000/minute", "120/minute"),
    "rate_limit_messages_per_conversation": ("60000/minute", "40/minute"),
    "rate_limit_typing": ("60000/minute", "600/minute"),
    "rate_limit_codes": ("6000/hour", "30/hour"),
    "rate_limit_codes_per_user": ("6000/hour", "10/hour"),
    "rate_limit_sign_in": ("600/minute", "30/minute"),
}


def load_settings() -> Settings:
    return Settings()
