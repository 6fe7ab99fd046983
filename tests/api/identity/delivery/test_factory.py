"""The setting chooses the sender."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from api.identity.delivery import AliyunSmsSender, FileSmsSender, SmtpMailSender, TencentSmsSender
from api.identity.delivery.factory import build_directory, build_post, smtp_config
from api.identity.delivery.ports import DeliveryFailed
from api.identity.delivery.settings import DeliverySettings
from api.identity.directory import HttpAccountDirectory, NoDirectory
from api.settings import Settings
from tests.support.clock import FakeClock
from tests.support.parts import DATA

PROVIDERS = DeliverySettings(
    _env_file=None,
    sms_sign_name="测试签名",
    sms_template_codes={"code": "1"},
    aliyun_access_key_id="id",
    aliyun_access_key_secret=SecretStr("secret"),
    tencent_secret_id="id",
    tencent_secret_key=SecretStr("secret"),
    tencent_sms_app_id="1400000000",
)


@pytest.mark.parametrize(
    ("backend", "kind"),
    [("file", FileSmsSender), ("aliyun", AliyunSmsSender), ("tencent", TencentSmsSender), ("none", type(None))],
)
def test_sms_backends(tmp_path: Path, backend: str, kind: type) -> None:
    settings = Settings(_env_file=None, var_dir=tmp_path, data_dir=DATA, sms_backend=backend)
    post = build_post(settings, FakeClock(), PROVIDERS)
    assert isinstance(post.sms, kind)


@pytest.mark.parametrize("backend", ["aliyun", "tencent"])
def test_provider_without_its_keys_is_told_at_the_start(tmp_path: Path, backend: str) -> None:
    settings = Settings(_env_file=None, var_dir=tmp_path, data_dir=DATA, sms_backend=backend)
    with pytest.raises(ValueError, match="must be set"):
        build_post(settings, FakeClock(), DeliverySettings(_env_file=None))


def test_smtp_backend(tmp_path: Path) -> None:
    settings = Settings(
        _env_file=None,
        var_dir=tmp_path,
        data_dir=DATA,
        mail_backend="smtp",
        smtp_url=SecretStr("smtps://user:p%40ss@mail.example.com"),
        mail_from="desk@example.com",
    )
    assert isinstance(build_post(settings, FakeClock(), DeliverySettings(_env_file=None)).mail, SmtpMailSender)


def test_smtp_url_is_taken_apart() -> None:
    config = smtp_config("smtp+starttls://user:p%40ss@mail.example.com", "desk@example.com", 5)
    assert (config.host, config.port, config.username, config.password) == ("mail.example.com", 587, "user", "p@ss")
    assert (config.use_tls, config.start_tls) == (False, True)
    with pytest.raises(ValueError, match="SMTP_URL"):
        smtp_config("http://mail.example.com", "x", 5)


def test_switched_off_is_a_final_failure(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, var_dir=tmp_path, data_dir=DATA, sms_backend="none", mail_backend="none")
    post = build_post(settings, FakeClock(), DeliverySettings(_env_file=None))
    for address in ("+8613800138000", "someone@example.com"):
        with pytest.raises(DeliveryFailed) as caught:
            post.send(address, "code", {"code": "123456"})
        assert not caught.value.retry


def test_template_codes_come_as_json(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    common = Settings(_env_file=None, var_dir=tmp_path, data_dir=DATA)
    monkeypatch.setenv("SMS_TEMPLATE_CODES", '{"code": "SMS_1"}')
    monkeypatch.setenv("ACCOUNT_DIRECTORY", "http")
    settings = DeliverySettings(_env_file=None)
    assert settings.sms_template_codes == {"code": "SMS_1"}
    assert isinstance(build_directory(common, settings), HttpAccountDirectory)
    monkeypatch.delenv("ACCOUNT_DIRECTORY")
    assert isinstance(build_directory(common, DeliverySettings(_env_file=None)), NoDirectory)
