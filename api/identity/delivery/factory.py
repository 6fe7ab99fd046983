"""Chooses the senders by setting. Called by the composition root only."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx
from pydantic import SecretStr

from api.clock import Clock
from api.identity.delivery.aliyun import AliyunConfig, AliyunSmsSender
from api.identity.delivery.outbox import FileMailSender, FileSmsSender, Outbox
from api.identity.delivery.ports import MailSender, SmsSender
from api.identity.delivery.post import Post
from api.identity.delivery.settings import DeliverySettings
from api.identity.delivery.smtp import SmtpConfig, SmtpMailSender
from api.identity.delivery.templates import load_templates
from api.identity.delivery.tencent import TencentConfig, TencentSmsSender
from api.identity.directory import AccountDirectory, HttpAccountDirectory, ListedAccounts, NoDirectory
from api.settings import ForbiddenInProduction, Settings


def build_post(settings: Settings, clock: Clock, providers: DeliverySettings) -> Post:
    """The post office of this installation."""
    outbox = Outbox(settings.var_dir / "outbox.jsonl", clock.now)
    return Post(
        load_templates(settings.data_dir),
        _sms_sender(settings.sms_backend, clock, providers, outbox),
        _mail_sender(settings, providers, outbox),
    )


def build_directory(settings: Settings, providers: DeliverySettings) -> AccountDirectory:
    """The company's account system, or none."""
    if settings.production and providers.account_directory == "file":
        raise ForbiddenInProduction("ACCOUNT_DIRECTORY=file is a development double")
    if providers.account_directory == "http":
        token = providers.account_directory_token.get_secret_value()
        return HttpAccountDirectory(providers.account_directory_url, token, _client(providers))
    if providers.account_directory == "file":
        return ListedAccounts.from_file(Path(providers.account_directory_file))
    return NoDirectory()


def _sms_sender(backend: str, clock: Clock, providers: DeliverySettings, outbox: Outbox) -> SmsSender | None:
    if backend == "file":
        return FileSmsSender(outbox)
    if backend == "aliyun":
        return AliyunSmsSender(_aliyun(providers), _client(providers), clock.now)
    if backend == "tencent":
        return TencentSmsSender(_tencent(providers), _client(providers), clock.now)
    return None


def _aliyun(providers: DeliverySettings) -> AliyunConfig:
    _require(providers, "sms_sign_name", "sms_template_codes", "aliyun_access_key_id", "aliyun_access_key_secret")
    return AliyunConfig(
        access_key_id=providers.aliyun_access_key_id,
        access_key_secret=providers.aliyun_access_key_secret.get_secret_value(),
        sign_name=providers.sms_sign_name,
        templates=providers.sms_template_codes,
    )


def _tencent(providers: DeliverySettings) -> TencentConfig:
    _require(providers, "sms_sign_name", "sms_template_codes", "tencent_secret_id", "tencent_secret_key")
    _require(providers, "tencent_sms_app_id")
    return TencentConfig(
        secret_id=providers.tencent_secret_id,
        secret_key=providers.tencent_secret_key.get_secret_value(),
        app_id=providers.tencent_sms_app_id,
        sign_name=providers.sms_sign_name,
        templates=providers.sms_template_codes,
    )


def _require(providers: DeliverySettings, *names: str) -> None:
    """A chosen provider that cannot work is told at the start, not at the first code."""
    for name in names:
        value = getattr(providers, name)
        if not (value.get_secret_value() if isinstance(value, SecretStr) else value):
            raise ValueError(f"{name.upper()} must be set")


def _mail_sender(settings: Settings, providers: DeliverySettings, outbox: Outbox) -> MailSender | None:
    if settings.mail_backend == "file":
        return FileMailSender(outbox)
    if settings.mail_backend == "smtp":
        url = settings.smtp_url.get_secret_value()
        return SmtpMailSender(smtp_config(url, settings.mail_from, providers.delivery_timeout_s))
    return None


def smtp_config(url: str, sender: str, timeout: float) -> SmtpConfig:
    """`smtps://user:password@host:465`, `smtp+starttls://…:587` or, on an inner network, `smtp://host:25`."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
        raise ValueError("SMTP_URL must be smtp://, smtp+starttls:// or smtps:// with a host")
    default_port = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}[parts.scheme]
    return SmtpConfig(
        host=parts.hostname,
        port=parts.port or default_port,
        sender=sender,
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=parts.scheme == "smtps",
        start_tls=parts.scheme == "smtp+starttls",
        timeout=timeout,
    )


def _client(providers: DeliverySettings) -> httpx.Client:
    return httpx.Client(timeout=providers.delivery_timeout_s, follow_redirects=False, trust_env=False)
