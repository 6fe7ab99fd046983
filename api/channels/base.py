"""What a channel can carry; the words of the desk are the same in all."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Capabilities:
    """`window`: how long after the user's last word the desk may still write; None = always."""

    name: str
    max_text_bytes: int | None
    window: timedelta | None
    pushes: bool
