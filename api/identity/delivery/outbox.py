"""Development doubles: one JSON object a line in `outbox.jsonl`, in the form that the HTTP contract names."""

import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from api.identity.contacts import local_form
from api.identity.delivery.ports import Mail, Sms

Now = Callable[[], datetime]


class Outbox:
    """The file; each line is one write in append mode, so several processes may share it."""

    def __init__(self, path: Path, now: Now) -> None:
        self._path = path
        self._now = now

    def append(self, channel: str, to: str, template: str, params: Mapping[str, str], text: str) -> None:
        """Add one message."""
        head = {"at": self._now().isoformat(), "channel": channel, "to": to, "template": template}
        line = {**head, "params": dict(params), "text": text}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        handle = os.open(self._path, flags, 0o600)
        try:
            os.write(handle, (json.dumps(line, ensure_ascii=False) + "\n").encode())
        finally:
            os.close(handle)


class FileSmsSender:
    """Short messages into the outbox."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def send(self, sms: Sms) -> None:
        """Append the message."""
        self._outbox.append("sms", local_form(sms.to), sms.template, sms.params, sms.text)


class FileMailSender:
    """Mails into the outbox."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def send(self, mail: Mail) -> None:
        """Append the mail."""
        self._outbox.append("mail", mail.to, mail.template, mail.params, mail.text)
