"""What a delivery is answered with when there is no answer."""

from dataclasses import dataclass

from api.channels.wechat.inbound.service import Settled
from api.channels.wechat.inbound.taken import Taken


@dataclass(frozen=True)
class Excuses:
    """`late`: for whoever cannot be written to later; None where that can be done. `lost`: for what is not on record,
    which the user must know. Nobody is told of a push that nobody waits for."""

    late: str | None
    lost: str

    def of(self, taken: Taken) -> Settled:
        """As far as it is known what became of the push."""
        return self.is_late(taken) if taken.on_record.is_set() else self.is_lost(taken)

    def is_late(self, taken: Taken) -> Settled:
        """The answer comes by itself, or with the user's next message."""
        return Settled(self.late if taken.speaks else None)

    def is_lost(self, taken: Taken) -> Settled:
        """The push cannot be put on record."""
        return Settled(self.lost if taken.speaks else None)
