"""What the desk asks of an SMS or mail service, and how it may fail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Sms:
    """A short message: providers send `template` filled with `params`; `text` is the same in words."""

    to: str
    template: str
    text: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mail:
    """A plain-text mail."""

    to: str
    template: str
    subject: str
    text: str
    params: Mapping[str, str] = field(default_factory=dict)


class DeliveryFailed(Exception):
    """The service did not take the message; `retry` tells whether trying again later can help."""

    def __init__(self, reason: str, *, retry: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry = retry


class DeliveryLimited(DeliveryFailed):
    """The service's own rate limit; later is fine."""


class SmsSender(Protocol):
    """Port for short messages."""

    def send(self, sms: Sms) -> None:
        """Hand the message over, or raise `DeliveryFailed`."""


class MailSender(Protocol):
    """Port for mail."""

    def send(self, mail: Mail) -> None:
        """Hand the mail over, or raise `DeliveryFailed`."""
