"""Mail by SMTP (aiosmtplib), with TLS unless the server is on this machine."""

import asyncio
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

import aiosmtplib

from api.identity.delivery.ports import DeliveryFailed, Mail


@dataclass(frozen=True)
class SmtpConfig:
    """How to reach the mail server."""

    host: str
    port: int
    sender: str
    username: str | None = None
    password: str | None = None
    use_tls: bool = False
    start_tls: bool | None = None
    timeout: float = 20.0


class SmtpMailSender:
    """Sends each mail over its own connection; the desk sends few."""

    def __init__(self, config: SmtpConfig) -> None:
        self._config = config

    def send(self, mail: Mail) -> None:
        """Hand the mail to the server; 5xx answers are final, all else may be tried again."""
        try:
            asyncio.run(self._transmit(self._message(mail)))
        except aiosmtplib.SMTPResponseException as error:
            raise DeliveryFailed(f"smtp {error.code}", retry=error.code < 500) from error
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [refusal.code for refusal in error.recipients]
            raise DeliveryFailed(f"smtp {codes}", retry=all(code < 500 for code in codes)) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise DeliveryFailed(f"smtp {type(error).__name__}") from error

    async def _transmit(self, message: EmailMessage) -> None:
        config = self._config
        await aiosmtplib.send(
            message,
            hostname=config.host,
            port=config.port,
            username=config.username,
            password=config.password,
            use_tls=config.use_tls,
            start_tls=config.start_tls,
            timeout=config.timeout,
        )

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._config.sender
        message["To"] = Address(addr_spec=mail.to)
        message["Subject"] = mail.subject
        message["Date"] = formatdate(localtime=False)
        message["Message-ID"] = make_msgid(domain=self._config.sender.rpartition("@")[2].rstrip(">"))
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        return message
