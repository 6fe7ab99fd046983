"""The words of short messages and mails, from `data/notices.yml`; their texts are checked when they are loaded."""

from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from api.identity.delivery.ports import Mail, Sms


class MailText(BaseModel):
    """Subject and body with {fields}."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: str
    text: str


class Templates(BaseModel):
    """All templates by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sms: Mapping[str, str]
    mail: Mapping[str, MailText]

    def sms_to(self, address: str, name: str, params: Mapping[str, str]) -> Sms:
        """A short message."""
        return Sms(address, name, self.sms[name].format_map(params).strip(), dict(params))

    def mail_to(self, address: str, name: str, params: Mapping[str, str]) -> Mail:
        """A mail."""
        words = self.mail[name]
        return Mail(address, name, words.subject.format_map(params), words.text.format_map(params), dict(params))


def load_templates(data_dir: Path) -> Templates:
    """Read `notices.yml`."""
    return Templates.model_validate(yaml.safe_load((data_dir / "notices.yml").read_text(encoding="utf-8")))
