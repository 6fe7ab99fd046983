import base64
import re
import secrets
import stat
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from api.channels.wechat.settings import WeChatSettings
from api.identity.delivery.settings import DeliverySettings
from api.settings import Settings

EXAMPLE = Path(__file__).resolve().parents[3] / ".env.example"


def _production(**changed: Any) -> Settings:
    values: dict[str, Any] = {
        "environment": "production",
        "service_token": secrets.token_urlsafe(32),
        "bot_token": secrets.token_urlsafe(32),
        "index_key": secrets.token_urlsafe(32),
        "session_key": secrets.token_urlsafe(32),
        "data_keys": "k1:" + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "sms_backend": "none",
        "mail_backend": "none",
        "admin_mailbox": "privacy@example.com",
    }
    return Settings(_env_file=None, **{**values, **changed})


def test_development_needs_nothing(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, var_dir=tmp_path)
    assert len(settings.service_token.get_secret_value()) >= 32
    assert settings.database_url.endswith("/desk.db")


def test_all_processes_read_the_same_generated_secrets(tmp_path: Path) -> None:
    first, second = (Settings(_env_file=None, var_dir=tmp_path) for _ in range(2))
    assert first.index_key == second.index_key
    for file in (tmp_path / "secrets").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_production_with_all_secrets_starts(tmp_path: Path) -> None:
    assert _production(var_dir=tmp_path).production
    assert not (tmp_path / "secrets").exists()


@pytest.mark.parametrize("name", ["service_token", "bot_token", "index_key", "session_key", "data_keys"])
@pytest.mark.parametrize("value", ["", "short", "a" * 40, "change-me-change-me-change-me-0123456789"])
def test_production_refuses_weak_secrets(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ValidationError, match=name.upper()):
        _production(var_dir=tmp_path, **{name: value})


@pytest.mark.parametrize("name", ["sms_backend", "mail_backend"])
def test_production_refuses_development_doubles(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValidationError, match="double"):
        _production(var_dir=tmp_path, **{name: "file"})


def test_production_needs_the_mailbox_that_the_policy_names(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="ADMIN_MAILBOX"):
        _production(var_dir=tmp_path, admin_mailbox="")


def test_production_refuses_generated_secrets(tmp_path: Path) -> None:
    generated = Settings(_env_file=None, var_dir=tmp_path).session_key.get_secret_value()
    with pytest.raises(ValidationError, match="generated"):
        _production(var_dir=tmp_path, session_key=generated)


def test_errors_do_not_show_secrets(tmp_path: Path) -> None:
    with pytest.raises(ValidationError) as caught:
        _production(var_dir=tmp_path, session_key="hunter2")
    assert "hunter2" not in str(caught.value)


def test_every_setting_is_documented() -> None:
    documented = set(re.findall(r"^#([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    fields = [*Settings.model_fields, *DeliverySettings.model_fields, *WeChatSettings.model_fields]
    assert documented == {name.upper() for name in fields}
