"""What the platform sends that the desk does not know: counted, and named once in the log of each process."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import structlog

from api.channels.wechat.protocol import Inbound, UnknownEvent, UnknownMessage
from api.metrics import WECHAT_UNKNOWN

log = structlog.get_logger(__name__)

MOST = 200
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,63}", re.ASCII)


@dataclass
class Novelties:
    """Names only, never what stands in a field."""

    _named: set[tuple[str, str]] = field(default_factory=set)

    def note(self, inbound: Inbound) -> None:
        """Count what is unknown in a push."""
        for what, name in _unknown(inbound):
            WECHAT_UNKNOWN.labels(what).inc()
            new = (what, name) not in self._named and len(self._named) < MOST
            if new and _NAME.fullmatch(name):
                self._named.add((what, name))
                log.warning("wechat.unknown", what=what, name=name)


def _unknown(inbound: Inbound) -> Iterator[tuple[str, str]]:
    if isinstance(inbound, UnknownMessage):
        yield "message", inbound.type
    elif isinstance(inbound, UnknownEvent):
        yield "event", inbound.event
    yield from (("field", tag) for tag in inbound.unknown)
