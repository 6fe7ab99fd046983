"""What this process knows of the pushes, the latest of them. A delivery that has no time left is answered from here, as
is each delivery behind it: the platform shows the first answer only."""

from dataclasses import dataclass, field
from typing import TypeVar

from api.channels.wechat.inbound.service import Settled

REMEMBERED = 10_000

T = TypeVar("T")


@dataclass
class Memory:
    """By the push's key."""

    _over: dict[str, Settled] = field(default_factory=dict)
    """What was answered, though it is not on record."""
    _on_record: dict[str, None] = field(default_factory=dict)
    _lost: dict[str, None] = field(default_factory=dict)
    """Those that were said not to have arrived: no other delivery brings them to disk."""

    def came_to_disk(self, key: str) -> None:
        """The push is on record."""
        _remember(self._on_record, key, None)

    def is_on_record(self, key: str) -> bool:
        """Whether it is known here to be on disk."""
        return key in self._on_record

    def end(self, key: str, settled: Settled, on_record: bool) -> Settled:
        """Nothing that is decided from now on goes back with this push."""
        _remember(self._over, key, settled)
        if not on_record:
            _remember(self._lost, key, None)
        return settled

    def ended_with(self, key: str) -> Settled | None:
        """What it was answered with from memory, if it was."""
        return self._over.get(key)

    def is_over(self, key: str) -> bool:
        """Whether it was answered from memory."""
        return key in self._over

    def is_lost(self, key: str) -> bool:
        """Whether the user has been told that it did not arrive."""
        return key in self._lost


def _remember(keys: dict[str, T], key: str, value: T) -> None:
    keys[key] = value
    while len(keys) > REMEMBERED:
        del keys[next(iter(keys))]
