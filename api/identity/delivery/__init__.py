"""SMS and mail as ports: real adapters, and file doubles for development."""

from api.identity.delivery.aliyun import AliyunConfig, AliyunSmsSender
from api.identity.delivery.outbox import FileMailSender, FileSmsSender, Outbox
from api.identity.delivery.ports import DeliveryFailed, DeliveryLimited, Mail, MailSender, Sms, SmsSender
from api.identity.delivery.smtp import SmtpConfig, SmtpMailSender
from api.identity.delivery.tencent import TencentConfig, TencentSmsSender

__all__ = [
    "AliyunConfig",
    "AliyunSmsSender",
    "DeliveryFailed",
    "DeliveryLimited",
    "FileMailSender",
    "FileSmsSender",
    "Mail",
    "MailSender",
    "Outbox",
    "Sms",
    "SmsSender",
    "SmtpConfig",
    "SmtpMailSender",
    "TencentConfig",
    "TencentSmsSender",
]
