"""Settings of the providers; which of them is used says `SMS_BACKEND`, `MAIL_BACKEND` in the common settings."""

import json
from typing import Annotated

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Codes = Annotated[dict[str, str], NoDecode]


class DeliverySettings(BaseSettings):
    """Accounts at Aliyun, Tencent Cloud, and the company's account directory."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    sms_sign_name: str = ""
    sms_template_codes: Codes = {}
    """`{"code": "SMS_123", "ticket_receipt": …}` as JSON."""
    aliyun_access_key_id: str = ""
    aliyun_access_key_secret: SecretStr = SecretStr("")
    tencent_secret_id: str = ""
    tencent_secret_key: SecretStr = SecretStr("")
    tencent_sms_app_id: str = ""
    delivery_timeout_s: float = 10.0

    account_directory: str = "none"
    """`none`, `file` (development double) or `http`."""
    account_directory_url: str = ""
    account_directory_token: SecretStr = SecretStr("")
    account_directory_file: str = ""

    @field_validator("sms_template_codes", mode="before")
    @classmethod
    def _from_json(cls, value: object) -> object:
        return json.loads(value) if isinstance(value, str) else value
