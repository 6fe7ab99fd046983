"""The post office: one call for phones and mailboxes."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.identity.delivery.ports import DeliveryFailed, MailSender, SmsSender
from api.identity.delivery.templates import Templates


@dataclass(frozen=True)
class Post:
    """Sends a named template to an address; a service that is switched off is a final failure."""

    templates: Templates
    sms: SmsSender | None
    mail: MailSender | None

    def send(self, address: str, template: str, params: Mapping[str, str]) -> None:
        """Hand it over, or raise `DeliveryFailed`."""
        if "@" in address:
            if self.mail is None:
                raise DeliveryFailed("mail is switched off", retry=False)
            self.mail.send(self.templates.mail_to(address, template, params))
        else:
            if self.sms is None:
                raise DeliveryFailed("sms is switched off", retry=False)
            self.sms.send(self.templates.sms_to(address, template, params))
